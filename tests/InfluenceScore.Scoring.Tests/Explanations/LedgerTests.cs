using CsCheck;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class LedgerTests
{
    [Fact]
    public void Entries_and_every_roll_up_sum_to_the_score_and_its_parts() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = ScoringEngine.Score(input, WorldBuilder.Options());
            foreach (var score in result.Scores)
            {
                var ledger = result.Explain(score.Account);
                Assert.Equal(score.Score, ledger.Total, 1e-9);
                Assert.Equal(score.Score, ledger.ByPerson().Sum(total => total.Points), 1e-9);
                Assert.Equal(score.Score, ledger.ByPost().Sum(total => total.Points), 1e-9);
                Assert.Equal(score.Score, ledger.ByDay().Sum(total => total.Points), 1e-9);
                Assert.Equal(.65 * score.TrueReachIndex, Points(ledger, ScorePart.TrueReach), 1e-9);
                Assert.Equal(.15 * score.AmplificationIndex, Points(ledger, ScorePart.Amplification), 1e-9);
                Assert.Equal(.20 * score.NetworkImpactIndex, Points(ledger, ScorePart.NetworkImpact), 1e-9);
                Assert.All(ledger.Entries, entry => Assert.True(entry.Points >= 0));
                Assert.Equal(score.Acts, ledger.ByPerson().Sum(total => total.Acts));
                Assert.Equal(score.Actors, ledger.ByPerson().Count(total => total.Key >= 0));
            }
        },
        iter: 300);

    [Fact]
    public void A_persons_points_are_split_over_their_acts_by_what_is_left_of_each()
    {
        var world = new WorldBuilder();
        int target = world.Account("target"), fan = world.Account("fan", WorldBuilder.Person);
        int older = world.Post(target, 60), newer = world.Post(target, 1);
        world.Act(fan, target, InteractionKind.Repost, 59, older).Act(fan, target, InteractionKind.Repost, .5, newer);

        var posts = ScoringEngine.Score(world.Build(), WorldBuilder.Options()).Explain(target).ByPost();

        var first = posts.Single(total => total.Key == newer);
        var second = posts.Single(total => total.Key == older);
        Assert.True(first.TrueReachPoints > second.TrueReachPoints && second.TrueReachPoints > 0);
        Assert.Equal((1, 1), (first.Acts, first.Actors));
    }

    private static double Points(Ledger ledger, ScorePart part) => ledger.Entries.Where(entry => entry.Part == part).Sum(entry => entry.Points);
}
