using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class ChangeStatementTests
{
    private readonly WorldBuilder _world = new();
    private readonly int _target;
    private readonly int _fan;

    public ChangeStatementTests()
    {
        (_target, _fan) = (_world.Account("target", tracked: true), _world.Account("fan", WorldBuilder.Person));
        _world.Act(_world.Account("friend", WorldBuilder.Person), _fan, InteractionKind.Reply, 20).Act(_fan, _target, InteractionKind.Repost, 20);
    }

    [Fact]
    public void Somebody_who_acts_for_the_first_time_is_a_new_person()
    {
        _world.Act(_world.Account("newcomer", WorldBuilder.Person), _target, InteractionKind.Reply, 1);
        var entries = Entries(-2, 0).Where(entry => entry.Cause == ChangeCause.NewPeople).ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Equal(("test:newcomer", true), (entry.Actor, entry.Points > 0)));
    }

    [Fact]
    public void Somebody_who_did_nothing_since_fades()
    {
        var reach = Entries(-2, 0).Where(entry => entry is { Part: ScorePart.TrueReach, Actor: "test:fan", Cause: ChangeCause.FadedEvidence });
        Assert.All(reach, entry => Assert.True(entry.Points < 0));
        Assert.Contains(Entries(-2, 200), entry => entry is { Cause: ChangeCause.FadedEvidence, Points: < 0 });
    }

    [Fact]
    public void Somebody_who_acts_again_acts_more()
    {
        _world.Act(_fan, _target, InteractionKind.Repost, 1);
        Assert.Contains(Entries(-2, 0), entry => entry is { Cause: ChangeCause.MoreActs, Actor: "test:fan", Points: > 0, Part: ScorePart.TrueReach });
    }

    [Fact]
    public void Somebody_on_whom_others_begin_to_act_is_proven()
    {
        for (var i = 0; i < 5; i++) _world.Act(_world.Account($"witness{i}", WorldBuilder.Person), _fan, InteractionKind.Reply, 1);
        var proven = Entries(-2, 0).Where(entry => entry is { Cause: ChangeCause.Proven, Actor: "test:fan", Part: ScorePart.TrueReach }).Sum(entry => entry.Points);
        Assert.True(proven > 0);
    }

    [Fact]
    public void Somebody_whose_profile_turns_into_a_bots_is_reclassified()
    {
        var input = _world.Build();
        ProfileSnapshot?[] profiles = [.. input.Profiles];
        profiles[_fan] = new ProfileSnapshot("fan", "fan", "", 1, 4000, 1, 0, 0, DefaultAvatar: true);
        var change = ChangeStatement.Between(
            ScoringEngine.Score(input, WorldBuilder.Options()), ScoringEngine.Score(input.With(profiles: profiles), WorldBuilder.Options()), "test:target");
        Assert.True(change.Difference < 0);
        Assert.All(change.Entries, entry => Assert.Contains(entry.Cause, new[] { ChangeCause.Reclassified, ChangeCause.CrowdBound, ChangeCause.InfluenceOfPeople }));
        Assert.Equal(ChangeCause.Reclassified, change.ByCause()[0].Cause);
    }

    [Fact]
    public void Another_model_on_the_same_evidence_is_a_change_of_model_only()
    {
        var input = _world.Build();
        var other = WorldBuilder.Options() with { Model = ScoreModel.Current with { Version = "2.0", RepostCeiling = .5 } };
        var change = ChangeStatement.Between(ScoringEngine.Score(input, WorldBuilder.Options()), ScoringEngine.Score(input, other), "test:target");
        Assert.Equal(ChangeCause.ModelChange, Assert.Single(change.Entries).Cause);
        Assert.NotEqual(0, change.Difference);
    }

    private IReadOnlyList<ChangeEntry> Entries(double fromDay, double toDay)
    {
        var input = _world.Build();
        var change = ChangeStatement.Between(ScoringEngine.Score(input, WorldBuilder.Options(fromDay)), ScoringEngine.Score(input, WorldBuilder.Options(toDay)), "test:target");
        Assert.Equal(change.Difference, change.Entries.Sum(entry => entry.Points), 1e-9);
        return change.Entries;
    }
}
