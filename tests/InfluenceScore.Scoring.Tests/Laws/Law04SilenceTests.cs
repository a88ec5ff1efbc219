using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 4: silence. A holiday costs next to nothing; leaving for good fades, without a cliff.</summary>
public sealed class Law04SilenceTests
{
    /// <summary>Points too small to be shown: as posts fade, the prior of Amplification comes back.</summary>
    private const double Unshown = .001;

    [Theory]
    [InlineData(2, .05)] // shown as 0: what is left is other people's proof of life ageing on their own clocks
    [InlineData(7, .3)]
    [InlineData(30, .5)]
    public void Law_4_a_holiday_costs_no_more_than_its_limit(double days, double limit) => Gen.Select(Gen.Int[0, 30], Gen.Int[3, 60]).Sample(
        (seed, fans) =>
        {
            var town = Town.Build(seed, fans);
            var before = ScoringEngine.Score(town, WorldBuilder.Options()).Find(Town.Bakery)!;
            var after = ScoringEngine.Score(town, WorldBuilder.Options(days)).Find(Town.Bakery)!;
            Assert.InRange(before.Score - after.Score, -1e-9, limit);
        },
        iter: 30);

    [Fact]
    public void Law_4_leaving_for_good_fades_to_nothing_and_never_by_more_than_a_point_a_day() => Gen.Int[0, 30].Sample(
        seed =>
        {
            var town = Town.Build(seed);
            var days = Enumerable.Range(0, 200).Select(day => ScoringEngine.Score(town, WorldBuilder.Options(day)).Find(Town.Bakery)!.Score).ToList();
            for (var day = 1; day < days.Count; day++) Assert.InRange(days[day - 1] - days[day], -Unshown, 1.0);
            Assert.InRange(days[^1], 0, .05);
        },
        iter: 3);

    [Fact]
    public void Law_4_evidence_reaches_zero_at_the_windows_edge_without_a_step()
    {
        var world = new WorldBuilder();
        int target = world.Account("target", tracked: true), fan = world.Account("fan", WorldBuilder.Person);
        var input = world.Act(fan, target, InteractionKind.Repost, 89.99).Build();
        Assert.InRange(ScoringEngine.Score(input, WorldBuilder.Options()).Find(target)!.TrueReach, 1e-9, 1e-3);
    }
}
