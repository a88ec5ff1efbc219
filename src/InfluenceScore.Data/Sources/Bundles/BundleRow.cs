namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>The record that a file's reader stands on, with its cells by column name.</summary>
/// <param name="defaultNetwork">What an absent or empty network means; null = unknown.</param>
internal sealed class BundleRow(CsvRecordReader reader, CsvHeader header, string? defaultNetwork)
{
    /// <summary>The physical line on which the record starts; the header is line 1.</summary>
    public long Line => reader.Line;

    /// <summary>Why the record cannot be read at all, or null.</summary>
    public string? Problem => reader.Problem
        ?? (reader.FieldCount == header.FieldCount ? null : $"the record has {reader.FieldCount} fields, the header names {header.FieldCount}");

    public string? DefaultNetwork => defaultNetwork;

    /// <summary>The text of a cell as it stands in the file; null where it is empty or the column absent.</summary>
    public string? CellOrNull(string column) =>
        header.Columns.TryGetValue(column, out var index) && reader.Field(index) is { Length: > 0 } text ? text : null;

    /// <summary>Where a column stands, −1 where it is absent.</summary>
    public int PlaceOrMinus1(string column) => header.Columns.TryGetValue(column, out var index) ? index : -1;

    /// <summary>The bytes of a cell as they stand in the file, valid until the next record; only to be asked where there is no <see cref="Problem"/>.</summary>
    /// <param name="escaped">Quotes in it are doubled.</param>
    public ReadOnlySpan<byte> Bytes(int place, out bool escaped) => reader.Bytes(place, out escaped);
}
