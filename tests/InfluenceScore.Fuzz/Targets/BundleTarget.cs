using System.IO.Compression;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>The CSV files of a bundle: plain, gzipped, in a zip, and damaged in their packing too.</summary>
internal sealed class BundleTarget : FileTarget
{
    private static readonly string[] Tables = ["profiles.csv", "posts.csv", "interactions.csv", "follows.csv"];

    private readonly IReadOnlyList<(string Name, byte[] Bytes)> _samples = Corpus("bundle");
    private int _name;

    public override IEnumerable<(string Name, byte[] Input)> Nasties => [.. _samples, .. Packed.Nasties(Tables)];

    // Named for its table half of the time; otherwise its header has to tell.
    protected override string NameOf(byte[] input) => _name < Tables.Length ? Tables[_name] : "upload";

    public override byte[] Make(Mutator mutator)
    {
        var sample = mutator.One(_samples);
        _name = mutator.OneIn(2) ? Array.FindIndex(Tables, t => sample.Name.Contains(t[..^4], StringComparison.Ordinal)) is >= 0 and var known ? known : mutator.Below(4) : Tables.Length;
        var text = mutator.Damage(sample.Bytes, mutator.One(_samples).Bytes);
        return mutator.Below(20) switch
        {
            0 or 1 => Packed.Gzip(text, CompressionLevel.Fastest),
            2 => mutator.Damage(Packed.Gzip(text, CompressionLevel.Fastest), []),
            3 or 4 => Packed.Zip([(Packed.Name(mutator, mutator.One(Tables)), text), (Packed.Name(mutator, mutator.One(Tables)), sample.Bytes)]),
            5 => mutator.Damage(Packed.Zip([(mutator.One(Tables), text)]), []),
            _ => text,
        };
    }
}
