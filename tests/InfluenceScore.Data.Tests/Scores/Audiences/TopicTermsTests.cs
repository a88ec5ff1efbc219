using CsCheck;
using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Data.Tests.Scores.Audiences;

public sealed class TopicTermsTests
{
    [Theory]
    [InlineData("Stall 4 with the rye loaves #HarbourMarket", "stall loaves #harbourmarket")]
    [InlineData("@jory said the bakery (@odalie) wins", "bakery wins")]
    [InlineData("read https://quill.example/bread or www.quill.example now, mail me@quill.example or quill.example/x", "read mail")]
    [InlineData("Brötchen für alle! Bäckerei öffnet", "brötchen bäckerei öffnet")]
    [InlineData("Хлеб горячий #Пекарня", "хлеб горячий #пекарня")]
    [InlineData("خبز طازج صباحا #مخبز", "طازج صباحا #مخبز")]
    [InlineData("パンを焼く #パン屋", "#パン屋")]
    [InlineData("ＦＵＬＬＷＩＤＴＨ ＃ｂｒｅａｄ", "fullwidth #bread")]
    [InlineData("the baker's oven, the bakers’ ovens, sea-buckthorn", "baker oven bakers ovens sea-buckthorn")]
    [InlineData("#1 #2026 #a1 C# is no hashtag", "#a1 hashtag")]
    [InlineData("bread Bread BREAD #bread", "bread #bread")]
    [InlineData("नमस्ते दुनिया", "नमस्ते दुनिया")]
    public void Words_and_hashtags_of_any_script_are_found_and_mentions_and_links_are_not(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', TopicTerms.Of(text).Select(t => t.Key)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   \u200B # @ ' - ")]
    [InlineData("\uD83D \uDC00 \uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00")]
    public void Nothing_and_broken_text_give_no_term(string? text) => Assert.Empty(TopicTerms.Of(text));

    [Fact]
    public void A_hostile_length_is_cut_and_a_term_without_end_is_dropped()
    {
        Assert.Empty(TopicTerms.Of(new string('a', 1_000_000)));
        Assert.InRange(TopicTerms.Of(string.Join(' ', Enumerable.Range(0, 100_000).Select(i => "bread" + new string((char)('a' + i % 26), 1 + i % 7)))).Count, 1, 26 * 7);
    }

    [Fact]
    public void Stop_words_of_seven_languages_are_no_topics() =>
        Assert.Empty(TopicTerms.Of("with werden depuis ahora você quando omdat because noch alors desde também sono"));

    /// <summary>A text is read another way where all of it is ASCII; a word of another script at its end must change nothing before it.</summary>
    [Fact]
    public void Text_in_ASCII_gives_the_same_terms_as_the_same_text_among_others()
    {
        string[] known =
        [
            "bread", "Bakers", "OVEN's", "sea-buckthorn", "every", "Because", "don't", "a1b2", "#Market", "#a_b", "C#", "@jory", "x@quill.example", "https://quill.example/a", "www.quill",
            "quill.example", "'", "-", "_", "#", ".", ":", ",", "\t", "\r\n", "\v", "\f", "\0", " ", " ", " ", new string('k', 41),
        ];
        var pieces = Gen.Int[0, known.Length - 1].Select(i => known[i]);
        Gen.Select(pieces, Gen.Char[' ', '~'].Array[0, 6].Select(c => new string(c))).Select((piece, letters) => piece + letters).Array[0, 40].Select(string.Concat)
            .Sample(text => TopicTerms.Of(text + " Пекарня").SequenceEqual(TopicTerms.Of(text).Append(new TopicTerm("пекарня", "Пекарня", true))), iter: 20_000);
    }
}
