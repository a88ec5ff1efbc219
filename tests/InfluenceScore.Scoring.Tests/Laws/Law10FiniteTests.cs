using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 10: every number is finite and bounded, whatever the evidence and the options. What is refused by name: see InputCheckTests.</summary>
public sealed class Law10FiniteTests
{
    [Fact]
    public void Law_10_scores_are_finite_and_bounded_under_any_usable_options() => Gen.Select(RandomWorlds.Any, Gen.Double[-2, 3.56], Gen.Double[-2, 3.56]).Sample(
        (input, halfLife, window) =>
        {
            var options = WorldBuilder.Options() with { HalfLifeDays = Math.Pow(10, halfLife), WindowDays = Math.Pow(10, window) };
            foreach (var s in ScoringEngine.Score(input, options).Scores)
            {
                Assert.All([s.Score, s.Low, s.High, s.TrueReachIndex, s.AmplificationIndex, s.NetworkImpactIndex], value => Assert.InRange(value, 0, 100));
                Assert.All([s.TrueReach, s.Amplification, s.NetworkImpact], value => Assert.InRange(value, 0, input.AccountCount));
                Assert.InRange(s.Authenticity, 0, 1);
                Assert.True(s.Low <= s.Score && s.Score <= s.High);
            }
        },
        iter: 1000);

    [Fact]
    public void Law_10_acts_on_oneself_and_acts_at_or_after_as_of_are_ignored() => Gen.Select(RandomWorlds.Any, Gen.Int[0, 99], Gen.Int[0, 1000]).Sample(
        (input, account, hours) =>
        {
            account %= input.AccountCount;
            var more = input
                .WithAct(account, account, InteractionKind.Repost, WorldBuilder.At(hours / 24.0) - 1)
                .WithAct(account, (account + 1) % input.AccountCount, InteractionKind.Repost, WorldBuilder.At(-hours / 24.0));
            Assert.Equal(ScoringEngine.Score(input, WorldBuilder.Options()).Scores, ScoringEngine.Score(more, WorldBuilder.Options()).Scores);
        },
        iter: 300);
}
