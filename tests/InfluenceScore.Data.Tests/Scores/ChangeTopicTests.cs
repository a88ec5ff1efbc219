using InfluenceScore.Data.Scores;

namespace InfluenceScore.Data.Tests.Scores;

public sealed class ChangeTopicTests
{
    [Fact]
    public void A_hashtag_of_several_posts_that_drew_most_is_the_topic_whatever_its_case() =>
        Assert.Equal(new ChangeTopic("HarbourMarket", null, .75), ChangeTopic.FindOrNull([("Rye! #HarbourMarket", 2), ("Stall 4 #harbourmarket", 1), ("Flour", 1)], 4));

    [Fact]
    public void One_post_that_drew_most_is_told_by_its_words_also_if_it_has_a_tag() =>
        Assert.Equal("Rye! #harbourmarket", ChangeTopic.FindOrNull([("Rye! #harbourmarket", 3), ("Flour", 1)], 4)?.PostText);

    [Theory]
    [InlineData(4.1)]
    [InlineData(0)]
    [InlineData(-2)]
    public void Nothing_is_named_where_nothing_dominates_or_nothing_was_gained(double points) =>
        Assert.Null(ChangeTopic.FindOrNull([("Rye #market", 1), ("Wheat #market", 1), ("Oats", 2)], points));

    [Fact]
    public void Numbers_and_endless_tags_are_no_topics_and_unknown_posts_have_no_words() =>
        Assert.Null(ChangeTopic.FindOrNull([("#1 #" + new string('a', 300), .2), ("#1 #" + new string('a', 300), .2), (null, 3)], 4));
}
