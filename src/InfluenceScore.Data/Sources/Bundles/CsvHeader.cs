using InfluenceScore.Data.Ingestion;

namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>The first line of a file: which column stands where.</summary>
/// <param name="Columns">Names in lower case without blanks, with their positions. Unknown ones are kept: nobody asks for them.</param>
/// <param name="FieldCount">Fields that every record must have, those without a name too.</param>
internal sealed record CsvHeader(IReadOnlyDictionary<string, int> Columns, int FieldCount)
{
    /// <param name="fileName">For the sentences.</param>
    /// <exception cref="InfluenceScoreException">There is no such line, or a name stands in it twice.</exception>
    public static CsvHeader Read(CsvRecordReader reader, string fileName)
    {
        reader.SkipByteOrderMark(fileName);
        if (!reader.Read())
            throw new InfluenceScoreException($"{fileName} is empty; its first line must name the columns.");
        if (reader.Problem is not null)
            throw new InfluenceScoreException($"{fileName} has no header that names its columns: {reader.Problem}.");
        if (reader.FieldCount > CsvRecordReader.MaxFields)
            throw new InfluenceScoreException($"{fileName} names {reader.FieldCount} columns; at most {CsvRecordReader.MaxFields} are read.");

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var name = reader.Field(i).Trim().ToLowerInvariant();
            if (name.Length > 0 && !columns.TryAdd(name, i))
                throw new InfluenceScoreException($"{fileName} names the column {RecordRules.Quoted(name)} twice.");
        }
        return new CsvHeader(columns, reader.FieldCount);
    }

    /// <summary>Refuses a file that lacks a column its table must have.</summary>
    /// <param name="network">What --network says; with it the column of that name may be absent.</param>
    /// <exception cref="InfluenceScoreException">A column is missing.</exception>
    public void Check(BundleTable table, string fileName, string? network)
    {
        var hint = Columns.Count == 1 && Columns.Keys.Single().AsSpan().ContainsAny(';', '\t') ? "; columns are separated by commas" : "";
        foreach (var column in table.RequiredColumns())
        {
            if (!Columns.ContainsKey(column))
                throw new InfluenceScoreException($"{fileName} has no column '{column}'{hint}.");
        }
        if (network is null && !Columns.ContainsKey(BundleTables.NetworkColumn))
            throw new InfluenceScoreException($"{fileName} has no column '{BundleTables.NetworkColumn}'; say with --network which one it comes from.");
    }
}
