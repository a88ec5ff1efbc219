using CsCheck;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 5: ledger and change statement are exact (1e-9).</summary>
public sealed class Law05ExactTests
{
    [Fact]
    public void Law_5_the_ledger_sums_to_the_score() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = ScoringEngine.Score(input, WorldBuilder.Options());
            foreach (var score in result.Scores) Assert.Equal(score.Score, result.Explain(score.Account).Total, 1e-9);
        },
        iter: 500);

    [Fact]
    public void Law_5_the_causes_of_a_change_sum_to_the_difference_between_any_two_worlds_and_moments() => Gen.Select(RandomWorlds.Any, RandomWorlds.Any, Gen.Int[-20, 60], Gen.Bool).Sample(
        (first, second, days, otherModel) =>
        {
            var options = WorldBuilder.Options(days);
            if (otherModel) options = options with { HalfLifeDays = 20, Model = ScoreModel.Current with { Version = "other", RepostCeiling = .9, TrueReachWeight = .6, AmplificationWeight = .2 } };
            var (from, to) = (ScoringEngine.Score(first, WorldBuilder.Options()), ScoringEngine.Score(second, options));
            foreach (var key in first.AccountKeys.Union(second.AccountKeys))
            {
                var statement = ChangeStatement.Between(from, to, key);
                Assert.Equal(statement.Difference, statement.Entries.Sum(entry => entry.Points), 1e-9);
                Assert.Equal(statement.Difference, statement.ByCause().Sum(cause => cause.Points), 1e-9);
                if (to.Find(Array.IndexOf(second.AccountKeys, key) is >= 0 and var i ? i : 0) is { } score && second.AccountKeys[score.Account] == key)
                    Assert.Equal(score.Score, statement.To, 1e-12);
            }
        },
        iter: 500);
}
