using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Web.Pages.Accounts.Audiences;

/// <summary>How a class of an audience is named, drawn and explained.</summary>
/// <param name="Key">In addresses and as an anchor.</param>
/// <param name="Fill">Class of the style sheet: unknown is hatched, inactive outlined.</param>
public sealed record ClassWords(AudienceClass Class, string Key, string Name, string Fill, string Meaning)
{
    public static IReadOnlyList<ClassWords> All { get; } =
    [
        new(AudienceClass.Genuine, "genuine", "Genuine", "f-ink", $"The profile looks like a person or organisation: authenticity {Words.Constant(AudienceQuality.GenuineFrom)} or more."),
        new(AudienceClass.Uncertain, "uncertain", "Uncertain", "f-mid", "The profile tells too little either way: newcomers, people who only read, short histories."),
        new(AudienceClass.Suspicious, "suspicious", "Suspicious", "f-susp",
            $"Authenticity under {Words.Constant(AudienceQuality.SuspiciousBelow)} and a second sign beside it. A pattern, never a proof."),
        new(AudienceClass.Inactive, "inactive", "Inactive", "f-none", "No post or act in the window, and a profile that stood still. Shown, and costs nothing."),
        new(AudienceClass.Unknown, "unknown", "Unknown", "f-hatch", "No profile is known. That says nothing against anybody."),
    ];

    /// <summary>"81%"; nothing where nobody is counted, and 0% only for none at all.</summary>
    public static string Share(int count, int all) => all == 0 ? "" : count == 0 ? "0%" : count == all ? "100%" : Words.Probability((double)count / all);

    public static ClassWords Of(AudienceClass of) => All.First(c => c.Class == of);
}

/// <summary>A bar of an audience by class, its pieces in per cent with a narrow gap between them.</summary>
public sealed record ClassBar(ClassCounts Counts, string Spoken)
{
    private const double Gap = .35;

    public IEnumerable<(string Fill, double X, double Width)> Pieces()
    {
        var x = 0d;
        foreach (var of in ClassWords.All)
        {
            var width = 100d * Counts.Of(of.Class) / Math.Max(1, Counts.All);
            if (width > 0)
                yield return (of.Fill, x, Math.Max(.2, width - Gap));
            x += width;
        }
    }

    /// <summary>"1,391 genuine, 268 uncertain, 61 suspicious, none inactive, 4 unknown".</summary>
    public static string Say(ClassCounts counts) => string.Join(", ", ClassWords.All.Select(c => $"{(counts.Of(c.Class) == 0 ? "none" : Words.Count(counts.Of(c.Class)))} {c.Key}"));

    public static ClassBar Of(string who, ClassCounts counts) => new(counts, $"{who}: {Say(counts)}");
}
