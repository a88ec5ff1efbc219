using InfluenceScore.Fuzz.Targets;

namespace InfluenceScore.Fuzz;

/// <summary>What can be fuzzed. A new target is one line: a reader of text is a <see cref="TextTarget"/> with a folder of samples and a function.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyDictionary<string, Func<FuzzTarget>> All { get; } = new Dictionary<string, Func<FuzzTarget>>(StringComparer.Ordinal)
    {
        ["bundle"] = () => new BundleTarget(),
        ["x-archive"] = () => new ArchiveTarget("x-archive", tar: false),
        ["mastodon-archive"] = () => new ArchiveTarget("mastodon-archive", tar: true),
        ["car"] = () => new CarTarget(),
        ["query"] = () => new TextTarget("query", Queries.Read),
        ["location"] = () => new TextTarget("location", Locations.Read),
    };
}
