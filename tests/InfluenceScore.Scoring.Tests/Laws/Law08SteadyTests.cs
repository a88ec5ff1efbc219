using CsCheck;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 8: a steady account never moves more than a point a day without a named cause.</summary>
public sealed class Law08SteadyTests
{
    [Fact]
    public void Law_8_without_newcomers_a_steady_account_moves_less_than_a_point_a_day() => Gen.Select(Gen.Int[0, 50], Gen.Int[8, 60], Gen.Double[.5, 7]).Sample(
        (seed, fans, daysBetweenPosts) =>
        {
            var town = Town.Build(seed, fans, daysBetweenPosts, until: -60);
            var days = Enumerable.Range(0, 60).Select(day => ScoringEngine.Score(town, WorldBuilder.Options(day))).ToList();
            for (var day = 1; day < days.Count; day++)
            {
                var change = ChangeStatement.Between(days[day - 1], days[day], town.AccountKeys[Town.Bakery]);
                var newcomers = change.Entries.Where(entry => entry.Cause == ChangeCause.NewPeople).Sum(entry => entry.Points);
                Assert.InRange(change.Difference - newcomers, -1.0, 1.0);
            }
        },
        iter: 12);
}
