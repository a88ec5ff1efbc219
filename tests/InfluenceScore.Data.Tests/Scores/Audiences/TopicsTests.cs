using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Data.Tests.Scores.Audiences;

public sealed class TopicsTests
{
    private static readonly HashSet<string> Nobody = [];

    [Fact]
    public void A_hashtag_whose_posts_draw_more_is_found_with_its_counts()
    {
        var topic = Assert.Single(Rank([.. Posts(12, i => $"bread number {i} of the oven", 10), .. Posts(4, _ => "stall on the quay #Market", 30)], Nobody));

        Assert.Equal("#Market", topic.Term);
        Assert.Equal(4, topic.Posts);
        Assert.Equal(30.5, topic.PeoplePerPost);
        Assert.Equal(10.5, topic.PeopleElsewhere);
        Assert.Equal(2.0, topic.Times, 1);
        Assert.Equal(12, topic.Points);
    }

    [Fact]
    public void Two_posts_make_no_topic_and_neither_does_what_every_post_has()
    {
        Assert.Empty(Rank([.. Posts(12, _ => "the oven #bread", 10), .. Posts(2, _ => "the oven #bread #market", 60)], Nobody));
    }

    [Fact]
    public void Chance_is_no_topic()
    {
        var dice = new Random(4);
        string[] words = [.. Enumerable.Range(0, 60).Select(i => "word" + (char)('a' + i % 26) + (char)('a' + i / 26))];
        var found = 0;
        for (var world = 0; world < 40; world++)
            found += Rank([.. Enumerable.Range(0, 80).Select(_ => new TopicPost(string.Join(' ', dice.GetItems(words, 6)), dice.Next(0, 40)))], Nobody).Count;

        // 40 accounts × 60 words without any effect.
        Assert.InRange(found, 0, 12);
    }

    [Fact]
    public void A_word_that_only_repeats_a_hashtag_is_left_out()
    {
        var topics = Rank([.. Posts(20, _ => "bread and butter", 5), .. Posts(6, _ => "stall open #market", 40)], Nobody);

        Assert.Equal("#market", Assert.Single(topics).Term);
    }

    [Fact]
    public void The_name_of_somebody_in_the_audience_is_no_topic_but_the_same_word_in_lower_case_is()
    {
        List<TopicPost> Written(string word) => [.. Posts(30, _ => "bread and butter", 5), .. Posts(8, i => $"today {word} came {i}", 60)];

        Assert.Empty(Rank(Written("Lantern"), new HashSet<string> { "lantern" }));
        Assert.Equal("lantern", Assert.Single(Rank(Written("lantern"), new HashSet<string> { "lantern" })).Term);
    }

    [Fact]
    public void Without_texts_or_acts_there_is_nothing_to_say()
    {
        Assert.Empty(Rank(Posts(20, _ => null, 10), Nobody));
        Assert.Empty(Rank(Posts(20, i => i < 10 ? "#bread" : "#butter", 0, noise: 0), Nobody));
        Assert.Null(Focus(Posts(20, _ => null, 10)));
    }

    [Fact]
    public void Focus_counts_posts_with_the_three_commonest_terms_and_ignores_a_signature()
    {
        var posts = Enumerable.Range(0, 20).Select(i => new TopicPost($"#ourname #tag{(char)('a' + i % 5)}", 1)).ToList();

        Assert.Equal((12, 20), Focus(posts));
    }

    /// <summary>Each post makes 3 points.</summary>
    private static IReadOnlyList<Topic> Rank(IReadOnlyList<TopicPost> posts, HashSet<string> names) => Topics.Rank(new PostTerms(posts), new Lazy<HashSet<string>>(names), places => 3 * places.Count);

    private static (int, int)? Focus(IReadOnlyList<TopicPost> posts) => Topics.Focus(new PostTerms(posts));

    /// <summary>Posts with so many actors and one more on every other one.</summary>
    private static List<TopicPost> Posts(int count, Func<int, string?> text, int actors, int noise = 1) =>
        [.. Enumerable.Range(0, count).Select(i => new TopicPost(text(i), actors + noise * (i % 2)))];
}
