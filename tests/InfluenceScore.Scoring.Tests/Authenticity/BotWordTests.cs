using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Scoring.Tests.Authenticity;

public class BotWordTests
{
    [Theory]
    [InlineData("news_bot")]
    [InlineData("newsbot")]
    [InlineData("WeatherBots_2")]
    [InlineData("bot")]
    [InlineData("bot_of_the_day")]
    [InlineData("robot99")]
    [InlineData("talbot_bot")]
    [InlineData("botbot")]
    public void A_handle_that_says_bot_is_one(string handle) => Assert.True(BotWord.IsIn(new(handle)));

    [Theory]
    [InlineData("abbot")]
    [InlineData("jean_talbot")]
    [InlineData("Cabot")]
    [InlineData("marie_chabot7")]
    [InlineData("botany_club")]
    [InlineData("abbott")]
    [InlineData("bottega")]
    [InlineData("robotics_lab")]
    [InlineData("")]
    public void Surnames_and_longer_words_are_spared(string handle) => Assert.False(BotWord.IsIn(new(handle)));

    [Fact]
    public void A_bio_counts_only_with_the_word_itself()
    {
        Assert.True(BotWord.IsIn(new("x", Bio: "Tide tables. A bot by somebody.")));
        Assert.True(BotWord.IsIn(new("x", Bio: "BOTS!")));
        Assert.False(BotWord.IsIn(new("x", Bio: "I build robots and love botany, and my robot")));
    }

    [Fact]
    public void The_scanner_agrees_with_the_pattern_it_stands_for()
    {
        // The judge: the two patterns of the study (and Chabot) as ordinary regular expressions.
        var word = new Regex("(?<![a-z])bots?(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        var ending = new Regex("(?<!ab)(?<!al)(?<!ca)(?<!cha)bots?[0-9_]*$(?!\n)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        var text = Gen.OneOf("b", "o", "t", "s", "bot", "Bots", "a", "ca", "al", "h", "_", "7", " ", "é").Array[0, 8].Select(string.Concat);

        Gen.Select(text, text, text).Sample((handle, name, bio) =>
        {
            var expected = word.IsMatch(handle) || word.IsMatch(name) || word.IsMatch(bio) || ending.IsMatch(handle) || ending.IsMatch(name);
            Assert.Equal(expected, BotWord.IsIn(new(handle, name, bio)));
        });
    }

    [Fact]
    public void Ten_million_hostile_characters_take_linear_time()
    {
        var hostile = string.Concat(Enumerable.Repeat("aboty", 2_000_000));
        var clock = Stopwatch.StartNew();
        Assert.False(BotWord.IsIn(new(hostile, hostile, hostile)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
    }
}
