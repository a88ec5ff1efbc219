using InfluenceScore.Web.Pages;

namespace InfluenceScore.Web.Tests.Pages;

public sealed class WordsTests
{
    [Theory]
    [InlineData(2.1, "+2.1")]
    [InlineData(-.4, "−0.4")]
    [InlineData(-.04, "0.0")]
    [InlineData(.05, "+0.1")]
    public void A_difference_carries_a_real_sign_and_nothing_is_not_minus_nothing(double value, string expected) => Assert.Equal(expected, Words.Signed(value));

    [Theory]
    [InlineData(1240.4, "1,240")]
    [InlineData(9.94, "9.9")]
    [InlineData(9.96, "10")]
    public void Small_heads_have_a_decimal_and_large_ones_do_not(double people, string expected) => Assert.Equal(expected, Words.People(people));

    [Theory]
    [InlineData(90, "90 days")]
    [InlineData(1, "1 day")]
    [InlineData(.25, "6 hours")]
    [InlineData(1.0 / 24, "1 hour")]
    public void Spans_are_told_in_the_unit_that_fits(double days, string expected) => Assert.Equal(expected, Words.Days(days));

    [Theory]
    [InlineData(.9999, "over 99.9%")]
    [InlineData(.0001, "under 0.1%")]
    [InlineData(.974, "97%")]
    [InlineData(.995, "99.5%")]
    public void A_probability_never_reads_as_certain(double p, string expected) => Assert.Equal(expected, Words.Probability(p));

    [Fact]
    public void Foreign_text_loses_what_hides_or_reorders_and_keeps_what_is_read()
    {
        Assert.Equal("evil name", Words.Plain("\u202Eevil\u0000\n\u200Bname\u2066", 50));
        Assert.Equal("مقهى", Words.Plain("مقهى", 50));
        Assert.Equal("👩‍👧", Words.Plain("👩‍👧", 50));
        Assert.Null(Words.Plain("\u200B\u200D \u2060", 50));
        Assert.Null(Words.Plain(null, 50));
    }

    [Fact]
    public void Long_text_is_cut_between_characters_never_inside_one()
    {
        var cut = Words.Plain(string.Concat(Enumerable.Repeat("😀", 10_000)), 7)!;
        Assert.EndsWith("…", cut);
        Assert.DoesNotContain(cut.EnumerateRunes(), r => r.Value == 0xFFFD);
        Assert.Equal("\uFFFDa", Words.Plain("\uD83Da", 9));
    }

    [Fact]
    public void Shown_parts_add_up_to_the_shown_total()
    {
        var random = new Random(7);
        for (var i = 0; i < 1_000; i++)
        {
            var parts = new[] { random.NextDouble() * 60, random.NextDouble() * 15, random.NextDouble() * 20 };
            var shown = Words.RoundToSum(parts.Sum(), 1, parts);
            Assert.Equal(Math.Round(parts.Sum(), 1), shown.Sum(), 9);
            Assert.All(parts.Zip(shown), p => Assert.InRange(p.Second - p.First, -.1, .1));
        }
    }
}
