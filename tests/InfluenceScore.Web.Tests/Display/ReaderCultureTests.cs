using System.Globalization;
using InfluenceScore.Web.Display;
using InfluenceScore.Web.Pages;

namespace InfluenceScore.Web.Tests.Display;

public sealed class ReaderCultureTests
{
    private static readonly DateTime Day = new(2026, 11, 22, 23, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("", "22 November 2026", "22 Nov 2026", "22 Nov", "1,240.5", "−0.4", "74%")]
    [InlineData("en-US", "November 22, 2026", "Nov 22, 2026", "Nov 22", "1,240.5", "−0.4", "74%")]
    [InlineData("de-DE", "22. November 2026", "22. Nov. 2026", "22. Nov.", "1.240,5", "−0,4", "74 %")]
    [InlineData("sv-SE", "22 november 2026", "22 nov. 2026", "22 nov.", "1 240,5", "−0,4", "74 %")]
    [InlineData("hi-IN", "22 नवंबर 2026", "22 नव॰ 2026", "22 नव॰", "1,240.5", "−0.4", "74%")]
    [InlineData("th-TH", "22 พฤศจิกายน 2026", "22 พ.ย. 2026", "22 พ.ย.", "1,240.5", "−0.4", "74%")]
    [InlineData("ja-JP", "2026年11月22日", "2026年11月22日", "11月22日", "1,240.5", "−0.4", "74%")]
    public void Numbers_and_dates_are_written_as_the_region_writes_them(string name, string longDay, string day, string shortDay, string number, string loss, string share) => In(name, () =>
    {
        Assert.Equal(longDay, Words.LongDay(Day));
        Assert.Equal(day, Words.Day(Day).Replace("月 ", "月"));
        Assert.Equal(shortDay, Words.ShortDay(Day));
        Assert.Equal(number, Words.Points(1240.5).Replace('\u00A0', ' '));
        Assert.Equal(loss, Words.Signed(-.4));
        Assert.Equal("0", Words.Count(0));
        Assert.Equal(share, Words.Probability(.742).Replace('\u00A0', ' '));
    });

    [Theory]
    [InlineData("fa-IR", "۱٬۲۴۰٫۵", "−۰٫۴", "۲۰۲۶")]
    [InlineData("ar-EG", "١٬٢٤٠٫٥", "−٠٫٤", "٢٠٢٦")]
    public void Regions_with_digits_of_their_own_get_them_set_apart_from_the_English_around(string name, string number, string loss, string year) => In(name, () =>
    {
        Assert.Equal($"\u2068{number}\u2069", Words.Points(1240.5));
        Assert.Equal($"\u2068{loss}\u2069", Words.Signed(-.4));
        Assert.Contains(year, Words.LongDay(Day));
        Assert.DoesNotContain(Words.Moment(Day)[..^3], c => char.IsAsciiDigit(c));
    });

    [Fact]
    public void Every_region_that_the_runtime_knows_names_year_and_day_once_and_no_weekday()
    {
        Assert.True(ReaderCulture.All.Count > 300);
        foreach (var culture in ReaderCulture.All)
        {
            var reader = ReaderCulture.Of(culture);
            foreach (var pattern in new[] { reader.LongDay, reader.Day, reader.ShortDay, reader.MonthYear })
            {
                Assert.False(pattern.Contains("dddd", StringComparison.Ordinal) || pattern.Contains('g'), $"{culture.Name}: {pattern}");
                Assert.True(pattern.Contains('M'), $"{culture.Name}: {pattern}");
            }
            Assert.Contains("2026", Day.ToString(reader.LongDay, reader.Culture));
            Assert.Contains("22", Day.ToString(reader.LongDay, reader.Culture));
            Assert.IsType<GregorianCalendar>(reader.Culture.DateTimeFormat.Calendar);
        }
    }

    [Theory]
    [InlineData("de-AT", "de-AT")]
    [InlineData("DE-at", "de-AT")]
    [InlineData("de", "de")]
    [InlineData("de-XQ", "de")]
    [InlineData("zh-Hant-XQ", "zh-Hant")]
    [InlineData("xq-XQ", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    public void What_a_browser_names_is_found_or_what_stands_before_its_last_hyphen(string accepted, string? found) => Assert.Equal(found, ReaderCulture.FindAcceptedOrNull(accepted)?.Name);

    [Fact]
    public void What_rounds_to_nothing_has_no_sign_in_any_region()
    {
        foreach (var name in new[] { "", "de-DE", "fa-IR" })
            In(name, () => Assert.DoesNotContain("−", Words.Points(-.04)));
    }

    internal static void In(string culture, Action check)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            check();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

public sealed class ReaderZoneTests
{
    [Theory]
    [InlineData("Europe/Berlin", "22 Nov 2026, 00:30 UTC+1", "22 Nov 2026")]
    [InlineData("America/St_Johns", "21 Nov 2026, 20:00 UTC−3:30", "21 Nov 2026")]
    [InlineData("Asia/Kathmandu", "22 Nov 2026, 05:15 UTC+5:45", "22 Nov 2026")]
    [InlineData("UTC", "21 Nov 2026, 23:30 UTC", "21 Nov 2026")]
    public void Moments_follow_the_readers_clock_and_days_of_scores_do_not(string zone, string moment, string readerDay)
    {
        var at = new DateTime(2026, 11, 21, 23, 30, 0, DateTimeKind.Utc);
        try
        {
            ReaderZone.Current = ReaderZone.FindOrNull(zone)!;
            Assert.Equal(moment, Words.Moment(at));
            Assert.Equal(readerDay, Words.ReaderDay(at));
            Assert.Equal("21 Nov 2026", Words.Day(at));
        }
        finally
        {
            ReaderZone.Current = TimeZoneInfo.Utc;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nowhere/Atall")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe/Berlin\n")]
    [InlineData("/etc/passwd")]
    public void A_name_that_is_no_zone_is_none(string id) => Assert.Null(ReaderZone.FindOrNull(id));

    [Fact]
    public void Summer_time_changes_the_offset()
    {
        try
        {
            ReaderZone.Current = ReaderZone.FindOrNull("Europe/Berlin")!;
            Assert.Equal(120, ReaderZone.MinutesAhead(new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc)));
            Assert.Equal("UTC+1", ReaderZone.Offset(new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc)));
        }
        finally
        {
            ReaderZone.Current = TimeZoneInfo.Utc;
        }
    }
}
