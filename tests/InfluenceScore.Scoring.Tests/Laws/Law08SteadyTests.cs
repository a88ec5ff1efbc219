using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 8: a steady account never moves more than a point a day without a named cause.</summary>
public sealed class Law08SteadyTests
{
    [Fact]
    public void Law_8_a_steady_account_moves_less_than_a_point_a_day() => Gen.Select(Gen.Int[0, 50], Gen.Int[8, 60], Gen.Double[.5, 7]).Sample(
        (seed, fans, daysBetweenPosts) =>
        {
            var town = Town.Build(seed, fans, daysBetweenPosts, until: -60);
            var days = Enumerable.Range(0, 60).Select(day => ScoringEngine.Score(town, WorldBuilder.Options(day)).Find(Town.Bakery)!.Score).ToList();
            for (var day = 1; day < days.Count; day++) Assert.InRange(days[day] - days[day - 1], -1.0, 1.0);
        },
        iter: 12);
}
