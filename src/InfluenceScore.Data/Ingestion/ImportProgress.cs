namespace InfluenceScore.Data.Ingestion;

/// <summary>How far an import has come.</summary>
/// <param name="BytesRead">Bytes of the files as they lie on disk, out of <paramref name="BytesTotal"/>.</param>
/// <param name="SoFar">What has become of the rows, but for those that wait for their batch; none of it is kept before the end.</param>
public readonly record struct ImportProgress(long RowsRead, long BytesRead, long BytesTotal, TimeSpan Elapsed, ImportSummary SoFar = default)
{
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? RowsRead / Elapsed.TotalSeconds : 0;

    /// <summary>0 to 1.</summary>
    public double Fraction => BytesTotal > 0 ? Math.Min(1, (double)BytesRead / BytesTotal) : 1;

    /// <summary>Time still needed at the pace so far; null while nothing can be said.</summary>
    public TimeSpan? Remaining => Fraction > 0 ? Elapsed * ((1 - Fraction) / Fraction) : null;
}

/// <summary>What an import did. <see cref="Read"/> is always the sum of the three others.</summary>
public readonly record struct ImportSummary(long Stored, long Duplicate, long Rejected)
{
    public long Read => Stored + Duplicate + Rejected;
}
