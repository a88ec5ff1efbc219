using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// What a record must be like to be stored, whichever source it comes from. Pure. Everything here is hostile: reasons quote no more
/// of a value than a line can hold. Free text is kept as it is, except that a NUL character or an unpaired surrogate is a reason to
/// reject the record: both mean that the data were damaged on their way, and cutting them out would store what nobody wrote.
/// </summary>
/// <param name="now">The present moment, UTC.</param>
internal sealed class RecordRules(DateTime now)
{
    public const int MaxNetworkLength = 32;

    /// <summary>Longest id of a post or an account, characters: Bluesky's at:// addresses stay below 400.</summary>
    public const int MaxIdLength = 1024;

    /// <summary>Longest field that is stored, characters (1 MiB).</summary>
    public const int MaxTextLength = 1 << 20;

    private static readonly SearchValues<char> NetworkCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    // Nothing on today's networks is older; 0 and 1970 are what a missing date turns into.
    private static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // A day of grace for clocks that go wrong and zones that were left out.
    private readonly DateTime _latest = now.AddDays(1);

    /// <summary>The stored form of a network's name; false with a reason where it is not a short plain word.</summary>
    public static bool TryNetwork(string value, out string network, [NotNullWhen(false)] out string? reason)
    {
        network = value.Trim().ToLowerInvariant();
        reason = network.Length == 0 ? "network is empty"
            : network.Length > MaxNetworkLength || network.AsSpan().ContainsAnyExcept(NetworkCharacters)
                ? $"network {Quoted(value)} is not a plain word of at most {MaxNetworkLength} letters, digits, dots, dashes and underscores"
                : null;
        return reason is null;
    }

    /// <summary>The stored form of a handle; false with a reason where no account can be named like that.</summary>
    /// <param name="field">What the handle stands for, for the reason: handle, author, actor …</param>
    public static bool TryHandle(string field, string value, out string handle, [NotNullWhen(false)] out string? reason)
    {
        handle = "";
        // Measured before it is normalised: a handle of megabytes is not copied to find out that it is too long.
        reason = value.Length > AccountKey.MaxHandleLength + 1 ? $"{field} is {Size(value)} long, the longest handle has {AccountKey.MaxHandleLength}" : null;
        if (reason is not null)
            return false;
        handle = AccountKey.NormalizeHandle(value);
        reason = handle.Length == 0 ? $"{field} is empty"
            : handle.Length > AccountKey.MaxHandleLength ? $"{field} is {Size(value)} long, the longest handle has {AccountKey.MaxHandleLength}"
            : HasUnprintable(handle) ? $"{field} {Quoted(value)} holds a control or invisible character"
            : null;
        return reason is null;
    }

    /// <summary>The reason why an id cannot be used, or null.</summary>
    public static string? IdProblemOrNull(string field, string id) =>
        id.Length == 0 ? $"{field} is empty"
        : id.Length > MaxIdLength ? $"{field} is {Size(id)} long, the longest id has {MaxIdLength}"
        : HasUnprintable(id) ? $"{field} {Quoted(id)} holds a control or invisible character"
        : null;

    /// <summary>The reason why a text cannot be stored, or null.</summary>
    public static string? TextProblemOrNull(string field, string? text) =>
        text is null ? null
        : text.Length > MaxTextLength ? $"{field} is {Size(text)} long, the longest field has {MaxTextLength.ToString("N0", CultureInfo.InvariantCulture)}"
        : text.Contains('\0', StringComparison.Ordinal) ? $"{field} holds a NUL byte"
        : HasUnpairedSurrogate(text) ? $"{field} is not valid Unicode"
        : null;

    /// <summary>The reason why a moment cannot be right, or null.</summary>
    public string? TimeProblemOrNull(string field, DateTime? time) =>
        time < Earliest ? $"{field} {InWords(time.Value)} is before {Earliest.Year.ToString(CultureInfo.InvariantCulture)}"
        : time > _latest ? $"{field} {InWords(time.Value)} is in the future"
        : null;

    /// <summary>The reason why a count cannot be right, or null.</summary>
    public static string? CountProblemOrNull(string field, long? count) =>
        count < 0 ? $"{field} {count.Value.ToString(CultureInfo.InvariantCulture)} is negative" : null;

    /// <summary>A value as a reason shows it: in quotes, at most 40 characters, nothing that a terminal or a reader could stumble over.</summary>
    public static string Quoted(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, 40)))
            shown.Append(IsUnprintable(c) || char.IsSurrogate(c) ? '\uFFFD' : c);
        return shown.Append(value.Length > 40 ? "…'" : "'").ToString();
    }

    private static string Size(string value) => $"{value.Length.ToString("N0", CultureInfo.InvariantCulture)} characters";

    private static string InWords(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool HasUnprintable(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return false;
        foreach (var c in text)
        {
            if (IsUnprintable(c))
                return true;
        }
        return HasUnpairedSurrogate(text);
    }

    // Format characters are among them (turned writing direction, zero width): two handles that look alike must be alike.
    private static bool IsUnprintable(char c) => c is < ' ' or > '~' && char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool HasUnpairedSurrogate(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}
