namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 9: fakes. The whole gaming table is measured on simulated worlds (Validation); these are its plainest rows on a town one can read.</summary>
public sealed class Law09FakesTests
{
    private static readonly ProfileSnapshot Young = new("user8273645", "user", "", 2, 900, 3, 0, 0, DefaultAvatar: true);

    [Fact]
    public void Law_9_ten_thousand_bought_followers_gain_less_than_half_a_point()
    {
        var town = Town.Build(1);
        var bought = town.With([.. Enumerable.Range(0, 10_000).Select(i => ($"test:bought{i:00000}", (ProfileSnapshot?)Young))]);
        Assert.Equal(Score(town), Score(bought), .5);
    }

    [Fact]
    public void Law_9_young_bots_on_every_post_gain_less_than_a_point()
    {
        var town = Town.Build(2);
        var bots = Enumerable.Range(0, 150).Select(i => ($"test:bot{i:000}", (ProfileSnapshot?)Young)).ToList();
        var acts = from post in Enumerable.Range(0, town.PostCount)
                   where town.PostAuthors[post] == Town.Bakery && town.PostTimes[post] > WorldBuilder.At(30)
                   from bot in Enumerable.Range(0, 150)
                   from kind in new[] { InteractionKind.Like, InteractionKind.Repost }
                   select (town.AccountCount + bot, Town.Bakery, kind, town.PostTimes[post] + 60_000 * (bot % 29), post);
        Assert.InRange(Score(town.With(bots, acts: [.. acts])) - Score(town), 0, 1);
    }

    [Fact]
    public void Law_9_a_bot_that_posts_for_thirty_days_scores_less_than_ten()
    {
        var town = Town.Build(3);
        var bot = town.AccountCount;
        var posts = Enumerable.Range(0, 30 * 24).Select(hour => (bot, WorldBuilder.At(hour / 24.0) - 1)).ToList();
        var spam = Enumerable.Range(0, 30 * 24).Select(i => (bot, 1 + i % 60, InteractionKind.Mention, WorldBuilder.At(i / 24.0) - 1, -1)).ToList();
        var input = town.With([("test:zbot", Young)], posts, [.. spam, (5, bot, InteractionKind.Reply, WorldBuilder.At(4), -1)]);
        Assert.InRange(ScoringEngine.Score(input, WorldBuilder.Options()).Find(bot)!.Score, 0, 10);
    }

    private static double Score(ScoringInput input) => ScoringEngine.Score(input, WorldBuilder.Options()).Find(Town.Bakery)!.Score;
}
