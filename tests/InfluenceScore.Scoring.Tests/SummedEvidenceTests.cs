using CsCheck;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Tests;

/// <summary>Where a store has summed up the acts of all pairs, tracked accounts get the score that all acts would have given them.</summary>
public sealed class SummedEvidenceTests
{
    private static readonly ScoringOptions Options = WorldBuilder.Options();

    /// <param name="seed">The world to begin with: in the one that is named, a root made 3e-9 points of the interval's end of what rounding had left.</param>
    [Theory]
    [InlineData(null)]
    [InlineData("7I9HWkHb_IO1")]
    public void Tracked_accounts_score_as_if_every_act_were_here(string? seed) => RandomWorlds.Any.Sample(
        world =>
        {
            var whole = ScoringEngine.Score(world, Options);
            var summed = ScoringEngine.Score(Summed(world, whole), Options);
            var expected = whole.Scores.Where(score => world.Tracked[score.Account]).ToList();
            Assert.Equal(expected.Select(score => score.Account), summed.Scores.Select(score => score.Account));
            foreach (var (one, other) in expected.Zip(summed.Scores))
            {
                Near(one.Score, other.Score);
                Near(one.Low, other.Low);
                Near(one.High, other.High);
                Near(one.TrueReach, other.TrueReach);
                Near(one.Amplification, other.Amplification);
                Near(one.NetworkImpact, other.NetworkImpact);
                Assert.Equal((one.Acts, one.Actors, one.Posts), (other.Acts, other.Actors, other.Posts));
                Near(other.Score, summed.Explain(other.Account).Entries.Sum(entry => entry.Points));
            }
        },
        seed: seed,
        iter: 500);

    [Fact]
    public void Acts_of_a_pair_that_the_store_does_not_know_are_refused()
    {
        var world = new WorldBuilder();
        var target = world.Account("tracked", tracked: true);
        var input = world.Act(world.Account("fan"), target, InteractionKind.Like, 2, world.Post(target, 3)).Build();
        var nothing = Input(input, new SummedEvidence(input.AccountCount, ScoreModel.Current));

        var refused = Assert.Throws<ArgumentException>(() => ScoringEngine.Score(nothing, Options));
        Assert.Contains("Summed does not hold the pair", refused.Message);
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-9);

    private static ScoringInput Summed(ScoringInput world, ScoringResult whole)
    {
        var (workings, model) = (whole.Workings, ScoreModel.Current);
        var (acts, evidence) = (workings.Acts, workings.Evidence);
        var summed = new SummedEvidence(world.AccountCount, model);
        for (var account = 0; account < world.AccountCount; account++)
            summed.SetPosts(account, workings.Posts.Totals[workings.Order.Ranks[account]]);
        Span<double> all = stackalloc double[SummedEvidence.Kinds], slow = stackalloc double[SummedEvidence.Kinds];
        // Backwards: the order in which a store gives its rows means nothing.
        for (var pair = acts.PairCount - 1; pair >= 0; pair--)
        {
            PairEvidence.Sum(acts, workings.Posts, pair, model, all, slow);
            var loose = evidence.Exposure[pair] - evidence.Posts[pair];
            var (first, last) = acts.Span(pair);
            summed.Add(workings.Order.Numbers[acts.Actors[pair]], workings.Order.Numbers[acts.Targets[pair]], acts.OnlyMentions[pair], all, slow,
                evidence.Posts[pair], evidence.SlowExposure[pair] - loose, loose, first, last);
        }

        return Input(world, summed);
    }

    /// <summary>Only the acts on tracked accounts, as a store would give them.</summary>
    private static ScoringInput Input(ScoringInput world, SummedEvidence summed)
    {
        var kept = Enumerable.Range(0, world.ActCount).Where(act => world.Tracked[world.ActTargets[act]]).ToArray();
        T[] Kept<T>(T[] all) => Array.ConvertAll(kept, act => all[act]);
        return new ScoringInput
        {
            AccountKeys = world.AccountKeys,
            Profiles = world.Profiles,
            Tracked = world.Tracked,
            PostAuthors = world.PostAuthors,
            PostTimes = world.PostTimes,
            PostIsRepost = world.PostIsRepost,
            ActActors = Kept(world.ActActors),
            ActTargets = Kept(world.ActTargets),
            ActKinds = Kept(world.ActKinds),
            ActPosts = Kept(world.ActPosts),
            ActTimes = Kept(world.ActTimes),
            Summed = summed,
        };
    }
}
