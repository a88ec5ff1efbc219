using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>Reads a <see cref="WorkedExample"/> off the workings of a scoring: nothing is computed anew but what the engine does not keep.</summary>
internal static class WorkedSteps
{
    /// <param name="target">Account (rank) that has a score.</param>
    public static WorkedExample Of(Workings workings, int target, AccountScore score)
    {
        var (model, reach, amplification) = (workings.Model, workings.Reach, workings.Amplification);
        var acts = workings.Acts;
        var people = new List<WorkedPerson>();
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            if (PersonOrNull(workings, target, pair) is { } person) people.Add(person);
        }

        return new WorkedExample(
            score,
            workings.Options,
            Posts(workings, target),
            [.. people.OrderByDescending(p => p.ProvenHeads).ThenByDescending(p => p.UnprovenHeads)],
            workings.Posts.Totals[target],
            Heads(reach.Proven[target], reach.Unproven[target], model.CrowdStart, model),
            Heads(amplification.Proven[target], amplification.Unproven[target], model.PriorPeople, model),
            Amplification.Prior(workings.Posts.Totals[target], model));
    }

    private static WorkedHeads Heads(double proven, double unproven, double start, ScoreModel model) =>
        new(proven, unproven, model.CrowdPerProven * (proven + start), Crowd.Bounded(proven, unproven, start, model));

    private static List<WorkedPost> Posts(Workings workings, int target)
    {
        var table = workings.Posts;
        static long Day(long time) => (long)Math.Floor(time / ActivityClock.MillisecondsPerDay);
        var live = Enumerable.Range(table.Start[target], table.Start[target + 1] - table.Start[target]).Where(post => table.Weights[post] > 0).ToList();
        // Reposts of somebody else weigh nothing and are no posts of that day. Posts of one day fade together, so all of them are live or none is.
        var reposts = workings.Input.PostIsRepost;
        var byDay = Enumerable.Range(table.Start[target], table.Start[target + 1] - table.Start[target])
            .Where(post => reposts is null || !reposts[table.Numbers[post]]).GroupBy(post => Day(table.Times[post])).ToDictionary(g => g.Key, g => g.Count());
        return [.. live.Select(post => new WorkedPost(table.Numbers[post], table.Times[post], table.Age(target, table.Times[post]), byDay[Day(table.Times[post])], table.Weights[post])).Reverse()];
    }

    private static WorkedPerson? PersonOrNull(Workings workings, int target, int pair)
    {
        var (model, acts, evidence) = (workings.Model, workings.Acts, workings.Evidence);
        var live = new List<WorkedAct>();
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            if (acts.Weights[act] <= 0) continue;
            var post = acts.Posts[act] < 0 ? -1 : workings.Posts.Numbers[acts.Posts[act]];
            live.Add(new WorkedAct(acts.Kinds[act], acts.Times[act], post, workings.Posts.Age(target, acts.Times[act]), acts.Weights[act], !PairEvidence.IsSlow(acts, workings.Posts, act, model)));
        }

        if (live.Count == 0) return null;
        var actor = acts.Actors[pair];
        var q = workings.Authenticity[actor];
        var weights = workings.Proof[pair];
        var proof = weights.Proven / q;
        var unproven = proof < 1 ? weights.Crowd / (1 - proof) : 0;
        var (reverse, shares) = (acts.Reverse[pair], workings.Amplification.Shares(pair));
        return new WorkedPerson(
            workings.Order.Numbers[actor],
            live,
            evidence.Selectivity[pair],
            evidence.All[pair],
            evidence.Slow[pair],
            q,
            proof < 1 ? model.ProofPeople * proof / (1 - proof) : double.PositiveInfinity,
            proof,
            PersonFactors.OddsOf(Math.Min(q, model.UnprovenCeiling), unproven),
            unproven,
            (reverse < 0 ? 0 : evidence.Posts[reverse]) / (workings.Posts.Totals[actor] + model.ReciprocityPriorPosts),
            workings.Independence[pair],
            evidence.Exposure[pair],
            evidence.SlowExposure[pair],
            shares.All,
            shares.Slow,
            workings.Network.Influence[actor]);
    }
}
