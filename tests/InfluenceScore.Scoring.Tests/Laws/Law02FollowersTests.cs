using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 2: followers, following and their ratio alone move nothing.</summary>
public sealed class Law02FollowersTests
{
    [Fact]
    public void Law_2_ten_thousand_silent_followers_and_any_following_move_the_score_by_less_than_a_hundredth() => Gen.Select(Gen.Int[0, 20], Gen.Int[0, 100_000], Gen.Int[0, 100_000]).Sample(
        (seed, followers, following) =>
        {
            var town = Town.Build(seed);
            ProfileSnapshot?[] profiles = [.. town.Profiles];
            profiles[Town.Bakery] = profiles[Town.Bakery]! with { Followers = followers, Following = following };
            var silent = Enumerable.Range(0, 10_000).Select(i => ($"test:silent{i:00000}", (ProfileSnapshot?)null)).ToList();
            Assert.Equal(Score(town), Score(town.With(silent, profiles: profiles)), .01);
        },
        iter: 12);

    private static double Score(ScoringInput input) => ScoringEngine.Score(input, WorldBuilder.Options()).Find(Town.Bakery)!.Score;
}
