using System.IO.Compression;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>An archive that a network gives its users: one of its files is damaged, or a name in it, or the packing.</summary>
/// <param name="corpus">Folder of the samples; below it lies one archive, and nasty/ with files that replace one of its files.</param>
/// <param name="tar">Packed as .tar.gz half of the time.</param>
internal sealed class ArchiveTarget(string corpus, bool tar) : FileTarget
{
    private const string Nasty = "nasty/";

    private readonly (string Name, byte[] Bytes)[] _files = [.. Corpus(corpus).Where(f => !f.Name.StartsWith(Nasty, StringComparison.Ordinal))];
    private readonly (string Name, byte[] Bytes)[] _nasties = [.. Corpus(corpus).Where(f => f.Name.StartsWith(Nasty, StringComparison.Ordinal)).Select(f => (f.Name[Nasty.Length..], f.Bytes))];

    public override IEnumerable<(string Name, byte[] Input)> Nasties =>
        [.. _nasties.Select(n => (n.Name, Packed.Zip(With(n.Name, n.Bytes)))), .. Packed.Nasties([.. _files.Select(f => f.Name)], _files)];

    public override byte[] Make(Mutator mutator)
    {
        var sample = mutator.OneIn(4) && _nasties.Length > 0 ? mutator.One(_nasties) : mutator.One(_files);
        var damaged = mutator.Damage(sample.Bytes, mutator.One(_files).Bytes);
        var files = With(sample.Name, damaged).Select(f => mutator.OneIn(40) ? (Packed.Name(mutator, f.Name), f.Bytes) : f).ToList();
        var packed = tar && mutator.OneIn(2)
            ? Packed.Gzip(mutator.OneIn(10) ? mutator.Damage(Packed.Tar(files), []) : Packed.Tar(files), CompressionLevel.Fastest)
            : Packed.Zip(files);
        return mutator.OneIn(20) ? mutator.Damage(packed, []) : packed;
    }

    private IReadOnlyList<(string Name, byte[] Bytes)> With(string name, byte[] bytes) => [.. _files.Where(f => f.Name != name), (name, bytes)];
}
