using InfluenceScore.Scoring.Tests.Validation.Simulation;
using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Gaming;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Tests.Validation.Gaming;

/// <summary>Law 9 on a small world; `validate` measures the whole table on three large ones.</summary>
public sealed class GamingTableTests
{
    /// <summary>Played in a large world: in a small one every stranger would be spammed by all.</summary>
    private const string Spam = "spamming strangers";

    public static TheoryData<string> Promised { get; } = [.. Attacks.All.Where(a => a.Limit is not null && a.Name != Spam).Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Promised))]
    public void Law_9_no_attack_moves_more_than_its_limit(string name)
    {
        var row = Assert.Single(GamingTable.Measure([SimulatedWorldTests.Small.Value], Scorers.Engine(), Attacks.All.Where(a => a.Name == name)));
        Assert.True(row.Targets >= 12, $"only {row.Targets} targets");
        Assert.True(row.Holds, $"{row.Attack}: {row.Measured:0.00} points, limit {row.Limit}, bystanders {row.Bystanders:0.000}");
    }

    [Fact]
    public void Law_9_spamming_strangers_moves_neither_the_spammer_nor_the_strangers()
    {
        var world = SimulatedWorld.Create(new WorldOptions { Seed = 11, OracleFutures = 1 });
        var row = Assert.Single(GamingTable.Measure([world], Scorers.Engine(), Attacks.All.Where(a => a.Name == Spam)));
        Assert.True(row.Holds, $"{row.Measured:0.00} points, strangers {row.Bystanders:0.000}");
    }

    [Fact]
    public void The_table_sees_an_attack_where_there_is_no_defence()
    {
        // A score that counts actors must be moved, or the stage plays nothing.
        var row = Assert.Single(GamingTable.Measure([SimulatedWorldTests.Small.Value], (input, asOf) => DistinctActors.Count(input, long.MinValue, asOf),
            Attacks.All.Where(a => a.Name == "150 aged bots, patient")));
        Assert.InRange(row.Measured, 140, 150);
        Assert.False(row.Holds);
    }

    [Fact]
    public void A_model_without_its_defences_fails()
    {
        var open = ScoreModel.Current with { UnprovenOdds = 1, UnprovenCeiling = 1, CrowdPerProven = 1e9 };
        var row = Assert.Single(GamingTable.Measure([SimulatedWorldTests.Small.Value], Scorers.Engine(open), Attacks.All.Where(a => a.Name == "150 aged bots, patient")));
        Assert.False(row.Holds);
    }
}
