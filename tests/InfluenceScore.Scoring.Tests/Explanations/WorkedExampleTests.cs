using CsCheck;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class WorkedExampleTests
{
    [Fact]
    public void Working_every_step_through_by_hand_gives_the_score() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = ScoringEngine.Score(input, WorldBuilder.Options());
            foreach (var score in result.Scores)
                ByHand(input, result.WorkThrough(score.Account)!, score);
        },
        iter: 300);

    [Fact]
    public void A_town_with_friends_and_a_pod_works_through_too()
    {
        var input = Town.Build(4);
        var result = ScoringEngine.Score(input, WorldBuilder.Options());
        var example = result.WorkThrough(Town.Bakery)!;
        Assert.True(example.People.Count > 5 && example.Posts.Count > 5);
        ByHand(input, example, result.Find(Town.Bakery)!);
    }

    [Fact]
    public void An_account_without_a_score_has_nothing_to_work_through()
    {
        var world = new WorldBuilder();
        int target = world.Account("target"), fan = world.Account("fan");
        world.Act(fan, target, InteractionKind.Like, 1);
        Assert.Null(ScoringEngine.Score(world.Build(), WorldBuilder.Options()).WorkThrough(fan));
    }

    /// <summary>docs/scoring.md with System.Math alone: no code of the engine.</summary>
    private static void ByHand(ScoringInput input, WorkedExample example, AccountScore score)
    {
        var (m, h, w) = (example.Options.Model, example.Options.HalfLifeDays, example.Options.WindowDays);
        double Decayed(double age) => Math.Max(0, (Math.Pow(2, -age / h) - Math.Pow(2, -w / h)) / (1 - Math.Pow(2, -w / h)));
        double Saturated(double n) => 1 - Math.Exp(-n / m.SaturationActs);
        double Capped(double x, double posts) => m.PersonPerPostLimit * (1 - Math.Exp(-(x / (posts + m.PriorPosts)) / m.PersonPerPostLimit));
        double Bounded(double p, double u, double start) => p + m.CrowdPerProven * (p + start) * Math.Log(1 + u / (m.CrowdPerProven * (p + start)));
        double Index(double x, double anchor) => Math.Min(100, 100 * Math.Log(1 + x) / Math.Log(1 + anchor));

        var weights = new Dictionary<int, double>();
        foreach (var post in example.Posts)
        {
            weights[post.Post] = Decayed(post.Age) * Math.Log2(1 + post.SameDay) / post.SameDay;
            Assert.Equal(weights[post.Post], post.Weight, 1e-9);
        }
        var all = weights.Values.Sum();
        Assert.Equal(all, example.PostWeight, 1e-9);

        double p = 0, u = 0, pa = 0, ua = 0, squares = 0;
        foreach (var person in example.People)
        {
            double Shown(IEnumerable<WorkedAct> acts) => 1 - acts.GroupBy(act => act.Kind).Aggregate(1.0, (left, kind) =>
                left * (1 - m.Ceiling(kind.Key) * (kind.Key == InteractionKind.Mention ? person.Selectivity : 1) * Saturated(kind.Sum(act => Decayed(act.Age)))));
            double Weighed(IReadOnlyList<WorkedAct> acts) =>
                acts.Select(act => act.Post).Where(post => post >= 0).Distinct().Sum(post => weights.GetValueOrDefault(post))
                + acts.Where(act => act.Post < 0 && act.Kind != InteractionKind.Mention).Sum(act => Decayed(act.Age));
            List<WorkedAct> slow = [.. person.Acts.Where(act => !act.IsQuick)];
            var believed = Math.Min(person.Authenticity, m.UnprovenCeiling);
            var proof = person.Witnesses / (person.Witnesses + m.ProofPeople);
            var unproven = believed * person.OddsFactor / (believed * person.OddsFactor + 1 - believed);
            var t = Math.Clamp((person.ResponseRate - m.ReciprocityFrom) / (m.ReciprocityFull - m.ReciprocityFrom), 0, 1);
            var independence = 1 - t * t * (3 - 2 * t);
            var (proven, crowd) = (person.Authenticity * proof * independence, unproven * (1 - proof) * independence);

            Assert.InRange(person.OddsFactor, 0, 1 + 1e-9);
            Assert.True(person.Account >= 0 && person.Account < input.AccountCount);
            p += proven * Shown(person.Acts);
            u += crowd * Shown(slow);
            pa += proven * Capped(Weighed(person.Acts), all);
            ua += crowd * Capped(Weighed(slow), all);
            squares += Math.Pow(proven * Shown(person.Acts) * person.Influence, 2);

            Assert.Equal(proven * Shown(person.Acts), person.ProvenHeads, 1e-9);
            Assert.Equal(crowd * Capped(Weighed(slow), all), person.UnprovenPerPost, 1e-9);
        }

        var reach = Bounded(p, u, m.CrowdStart);
        var perPost = Bounded(pa, ua, m.PriorPeople) + m.PriorPeople / (all + m.PriorPosts);
        Assert.Equal(score.TrueReach, reach, 1e-9);
        Assert.Equal(score.Amplification, perPost, 1e-9);
        Assert.Equal(score.NetworkImpact, Math.Sqrt(squares), 1e-9);
        Assert.Equal(score.Score, m.TrueReachWeight * Index(reach, m.TrueReachAnchor) + m.AmplificationWeight * Index(perPost, m.AmplificationAnchor)
            + m.NetworkImpactWeight * Index(Math.Sqrt(squares), m.NetworkImpactAnchor), 1e-9);
        Assert.Equal(reach, example.Reach.Heads, 1e-9);
        Assert.Equal(score.Acts, example.People.Sum(person => person.Acts.Count));
        Assert.Equal((score.Actors, score.Posts), (example.People.Count, example.Posts.Count));
    }
}
