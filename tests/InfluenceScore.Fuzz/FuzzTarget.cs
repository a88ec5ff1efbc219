namespace InfluenceScore.Fuzz;

/// <summary>Something that reads what strangers send.</summary>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>Known nasties: read as they are, before the mutated inputs.</summary>
    public virtual IEnumerable<(string Name, byte[] Input)> Nasties => [];

    /// <summary>A mutated sample.</summary>
    public abstract byte[] Make(Mutator mutator);

    /// <summary>Reads it as the program does. Refuses by <see cref="Data.InfluenceScoreException"/>; every other exception is a fault.</summary>
    public abstract void Read(byte[] input);

    public virtual void Dispose()
    {
    }

    /// <summary>Samples of a target: every file below Corpus/name, by its path there.</summary>
    protected static IReadOnlyList<(string Name, byte[] Bytes)> Corpus(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", name);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes(f)))];
    }
}
