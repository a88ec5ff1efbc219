using CsCheck;
using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Tests.Components;

public sealed class LocalScoreTests
{
    [Fact]
    public void Everybody_local_is_the_score_itself() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = Score(input);
            foreach (var score in result.Scores)
            {
                var local = LocalScore.Over(result, score.Account, _ => true);
                Assert.Equal(score.Score, local.Score, 1e-9);
                Assert.Equal(score.TrueReach, local.TrueReach, 1e-9);
                Assert.Equal(score.Amplification, local.Amplification, 1e-9);
                Assert.Equal(score.NetworkImpact, local.NetworkImpact, 1e-9);
                Assert.Equal(score.Actors, local.Actors);
            }
        },
        iter: 200);

    [Fact]
    public void Nobody_local_leaves_what_the_prior_gives() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = Score(input);
            foreach (var score in result.Scores)
            {
                var local = LocalScore.Over(result, score.Account, _ => false);
                var prior = result.Explain(score.Account).Entries.Single(e => e.Actor < 0).Points;
                Assert.Equal((0, 0, 0), (local.TrueReach, local.NetworkImpact, local.Actors));
                Assert.True(local.Score > 0);
                // The ledger gives the prior its share of the whole index; alone, at the steep foot of the logarithm, it is worth at least that.
                Assert.True(local.Score >= prior - 1e-9);
            }
        },
        iter: 200);

    [Fact]
    public void One_more_local_person_never_lowers_it() => RandomWorlds.Any.Select(Gen.Int[0, 1023], Gen.Int[0, 9]).Sample(
        (input, chosen, one) =>
        {
            var result = Score(input);
            foreach (var score in result.Scores)
            {
                var some = LocalScore.Over(result, score.Account, person => (chosen >> person & 1) == 1);
                var more = LocalScore.Over(result, score.Account, person => (chosen >> person & 1) == 1 || person == one);
                Assert.True(more.Score >= some.Score);
                Assert.True(more.TrueReach >= some.TrueReach);
                Assert.InRange(more.Score, 0, score.Score + 1e-9);
            }
        },
        iter: 200);

    [Fact]
    public void The_people_sum_to_the_true_reach_and_with_the_prior_to_the_score()
    {
        var result = Score(Town.Build(3));
        foreach (var score in result.Scores)
        {
            var people = PersonReach.Of(result, score.Account);
            var prior = result.Explain(score.Account).Entries.Single(e => e.Actor < 0).Points;

            Assert.Equal(score.TrueReach, people.Sum(p => p.People), 1e-9);
            Assert.Equal(score.Score, people.Sum(p => p.Points) + prior, 1e-9);
            Assert.Equal(score.Actors, people.Count);
        }
    }

    private static ScoringResult Score(ScoringInput input) => ScoringEngine.Score(input, new() { AsOf = WorldBuilder.AsOf });
}
