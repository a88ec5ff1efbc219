using System.Globalization;
using InfluenceScore.Data.Ingestion;

namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>
/// Turns the cells of one row into values. The first cell that cannot be understood leaves a <see cref="Problem"/> and everything
/// after it is null or a default, so that a mapper reads like a list of columns.
/// </summary>
internal sealed class CellReader(BundleRow row)
{
    /// <summary>Fractions of seconds to 100 ns, Z or an offset or nothing (= UTC); a blank for the T as databases print it.</summary>
    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-ddK",
    ];

    // Unix seconds of the years 1 and 9892: what DateTime can hold.
    private const decimal OldestSeconds = -62_135_596_800, NewestSeconds = 250_000_000_000;

    /// <summary>Why the row cannot be used, or null.</summary>
    public string? Problem { get; private set; } = row.Problem;

    /// <summary>The cell as it stands in the file.</summary>
    public string? Text(string column) => Problem is null ? row.CellOrNull(column) : null;

    /// <summary>The cell without blanks round it; null where nothing is left.</summary>
    public string? Word(string column) => Text(column)?.Trim() is { Length: > 0 } word ? word : null;

    /// <summary>As <see cref="Word"/>; its absence is a problem.</summary>
    public string RequiredWord(string column)
    {
        var word = Word(column);
        if (word is null)
            Problem ??= $"{column} is empty";
        return word ?? "";
    }

    /// <summary>The row's network, or the default one.</summary>
    public string Network()
    {
        var network = Word(BundleTables.NetworkColumn) ?? row.DefaultNetwork;
        if (network is null)
            Problem ??= $"{BundleTables.NetworkColumn} is empty";
        return network ?? "";
    }

    /// <summary>A whole number. "12.0" is one too: that is how spreadsheets and data frames write a count in a column with gaps.</summary>
    public long? Count(string column)
    {
        if (Word(column) is not { } word)
            return null;
        var digits = word.AsSpan();
        var point = digits.IndexOf('.');
        if (point > 0 && !digits[(point + 1)..].ContainsAnyExcept('0'))
            digits = digits[..point];
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return count;
        Problem = $"{column} {RecordRules.Quoted(word)} is not a whole number";
        return null;
    }

    /// <summary>true or false, yes or no, 1 or 0.</summary>
    public bool? Flag(string column)
    {
        if (Word(column) is not { } word)
            return null;
        switch (word.ToLowerInvariant())
        {
            case "true" or "t" or "yes" or "1" or "1.0":
                return true;
            case "false" or "f" or "no" or "0" or "0.0":
                return false;
            default:
                Problem = $"{column} {RecordRules.Quoted(word)} is neither true nor false";
                return null;
        }
    }

    /// <summary>A moment in UTC from ISO 8601 or Unix seconds.</summary>
    public DateTime? Time(string column)
    {
        if (Word(column) is not { } word)
            return null;
        if (TryParseTime(word, out var time))
            return time;
        Problem = $"{column} {RecordRules.Quoted(word)} is not a time (ISO 8601 or Unix seconds)";
        return null;
    }

    /// <summary>As <see cref="Time"/>; its absence is a problem.</summary>
    public DateTime RequiredTime(string column)
    {
        var time = Time(column);
        if (time is null)
            Problem ??= $"{column} is empty";
        return time ?? default;
    }

    /// <summary>One of a few words, without regard to case.</summary>
    public T? Choice<T>(string column, IReadOnlyDictionary<string, T> choices) where T : struct
    {
        if (Word(column) is not { } word)
            return null;
        if (choices.TryGetValue(word, out var choice))
            return choice;
        Problem = $"{column} {RecordRules.Quoted(word)} is none of {string.Join(", ", choices.Keys)}";
        return null;
    }

    /// <summary>As <see cref="Choice{T}"/>; its absence is a problem.</summary>
    public T RequiredChoice<T>(string column, IReadOnlyDictionary<string, T> choices) where T : struct
    {
        var choice = Choice(column, choices);
        if (choice is null)
            Problem ??= $"{column} is empty";
        return choice ?? default;
    }

    private static bool TryParseTime(string word, out DateTime utc)
    {
        const DateTimeStyles asUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(word, IsoFormats, CultureInfo.InvariantCulture, asUtc, out utc))
            return true;
        const NumberStyles number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(word, number, CultureInfo.InvariantCulture, out var seconds) || seconds is < OldestSeconds or > NewestSeconds)
            return false;
        utc = DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }
}
