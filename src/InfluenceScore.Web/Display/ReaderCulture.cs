using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfluenceScore.Web.Display;

/// <summary>
/// How the reader's region writes numbers and dates. The words of the pages stay English; the calendar is the Gregorian one everywhere, because days of
/// scores are its days. Patterns come from the runtime's own tables (CLDR, through ICU).
/// </summary>
public sealed partial record ReaderCulture
{
    /// <summary>Where the reader names no region that the runtime knows: 22 November 2026, 1,240.5.</summary>
    public const string DefaultName = "en-GB";

    private static readonly ConcurrentDictionary<string, ReaderCulture> Known = new(StringComparer.Ordinal);

    /// <summary>Every region that a reader may choose: cultures with a country.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => c.Name.Length > 0)];

    private static readonly FrozenDictionary<string, CultureInfo> ByName = All.ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Languages without a country.</summary>
    private static readonly FrozenDictionary<string, CultureInfo> Languages =
        CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(c => c.Name.Length > 0).ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>That of the request in hand; outside requests the default, not that of the machine's own language.</summary>
    public static ReaderCulture Current => Of(CultureInfo.CurrentCulture);

    /// <summary>The culture with a Gregorian calendar.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Date patterns: 22 November 2026 · 22 Nov 2026 · 22 Nov · Nov 2026.</summary>
    public string LongDay { get; }
    public string Day { get; }
    public string ShortDay { get; }
    public string MonthYear { get; }

    private readonly bool _isRightToLeft;

    /// <summary>The digits 0 to 9 where the region does not write them as 0 to 9 by default (Arabic in Egypt, Persian), else null.</summary>
    private readonly string[]? _digits;

    private ReaderCulture(CultureInfo culture)
    {
        Culture = culture.Name == DefaultName ? WithShortSeptember(culture) : WithGregorianCalendar(culture);
        var format = Culture.DateTimeFormat;
        LongDay = WithoutWeekday(format.LongDatePattern);
        Day = LongDay.Replace("MMMM", "MMM", StringComparison.Ordinal);
        ShortDay = format.MonthDayPattern.Replace("MMMM", "MMM", StringComparison.Ordinal);
        MonthYear = WithoutWeekday(format.YearMonthPattern).Replace("MMMM", "MMM", StringComparison.Ordinal);
        _isRightToLeft = Culture.TextInfo.IsRightToLeft;
        _digits = Culture.NumberFormat.NativeDigits is ["0", ..] ? null : Culture.NumberFormat.NativeDigits;
    }

    public static ReaderCulture Of(CultureInfo culture)
    {
        var known = culture.Name.Length == 0 ? CultureInfo.GetCultureInfo(DefaultName) : culture;
        return Known.GetOrAdd(known.Name, static (_, c) => new ReaderCulture(c), known);
    }

    /// <summary>A region by its name (de-DE), or null where the runtime does not know it.</summary>
    public static CultureInfo? FindOrNull(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    /// <summary>What a browser names, a region (de-AT) or a language (de); of a name that nobody knows what stands before its last hyphen. Null where that is not known either.</summary>
    public static CultureInfo? FindAcceptedOrNull(string name)
    {
        for (var part = name; ; part = part[..part.LastIndexOf('-')])
        {
            if ((FindOrNull(part) ?? Languages.GetValueOrDefault(part)) is { } known)
                return known;
            if (part.LastIndexOf('-') <= 0)
                return null;
        }
    }

    /// <summary>A number in the region's separators and digits, with a real minus sign before it.</summary>
    public string Number(double value, string format)
    {
        var size = Math.Abs(value).ToString(format, Culture);
        // What rounds to nothing has no sign.
        var text = (value < 0 && size.AsSpan().ContainsAnyInRange('1', '9') ? "−" : "") + Digits(size);
        // Arabic-Indic digits would turn "12–15" round in an English sentence.
        return _digits is not null && _isRightToLeft ? Isolated(text) : text;
    }

    /// <summary>A date or time by a pattern of this culture.</summary>
    public string Date(DateTime at, string pattern)
    {
        var text = Digits(at.ToString(pattern, Culture));
        return _isRightToLeft ? Isolated(text) : text;
    }

    private string Digits(string text) => _digits is null ? text : string.Concat(text.Select(c => c is >= '0' and <= '9' ? _digits[c - '0'] : c.ToString()));

    /// <summary>First-strong isolate: a right-to-left date keeps its order and does not touch its neighbours (UAX #9).</summary>
    private static string Isolated(string text) => "\u2068" + text + "\u2069";

    private static CultureInfo WithGregorianCalendar(CultureInfo culture)
    {
        if (culture.DateTimeFormat.Calendar is GregorianCalendar)
            return culture;
        var own = (CultureInfo)culture.Clone();
        if (culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is { } gregorian)
            own.DateTimeFormat.Calendar = gregorian;
        else
            own.DateTimeFormat = CultureInfo.GetCultureInfo(DefaultName).DateTimeFormat;
        return own;
    }

    /// <summary>The default's months all have three letters: CLDR's British "Sept" is the one that has four.</summary>
    private static CultureInfo WithShortSeptember(CultureInfo british)
    {
        var own = (CultureInfo)british.Clone();
        own.DateTimeFormat.AbbreviatedMonthNames = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
        own.DateTimeFormat.AbbreviatedMonthGenitiveNames = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthGenitiveNames;
        return own;
    }

    /// <summary>"dddd, d. MMMM yyyy" → "d. MMMM yyyy"; an era, needed by other calendars only, goes too.</summary>
    private static string WithoutWeekday(string pattern)
    {
        var weekday = pattern.IndexOf("dddd", StringComparison.Ordinal);
        var isFirst = weekday >= 0 && weekday < pattern.IndexOfAny(['y', 'M']);
        return Era().Replace((isFirst ? LeadingWeekday() : TrailingWeekday()).Replace(pattern, ""), " ").Trim();
    }

    [GeneratedRegex("^.*?dddd(?:'[^']*'|[^dMyg'])*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingWeekday();

    [GeneratedRegex(@"[\s,،၊]*dddd.*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrailingWeekday();

    [GeneratedRegex(@"\s*g+\s*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Era();
}
