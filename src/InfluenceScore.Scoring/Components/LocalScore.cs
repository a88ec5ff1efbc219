using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Components;

/// <summary>
/// A score over some of the people who act on an account, for example those who live near: the parts are summed over them alone, with authenticity, proof, selectivity,
/// independence and influence as the full run found them, the same posts, indices and weights. Everybody chosen gives the score itself, to the last bit;
/// nobody chosen gives what the prior alone gives; one person more never lowers it.
/// </summary>
/// <param name="Score">w_T·TrueReachIndex + w_A·AmplificationIndex + w_N·NetworkImpactIndex, 0–100.</param>
/// <param name="TrueReach">Genuine people influenced among the chosen: a head-count.</param>
/// <param name="Amplification">Genuine people of them acting per post, the prior included.</param>
/// <param name="NetworkImpact">Top-heavy sum of the influence of the chosen.</param>
/// <param name="Actors">How many of the chosen acted inside the window (raw count).</param>
public sealed record LocalScore(
    double Score, double TrueReach, double TrueReachIndex, double Amplification, double AmplificationIndex, double NetworkImpact, double NetworkImpactIndex, int Actors)
{
    /// <param name="account">Account number in the <see cref="ScoringInput"/>.</param>
    /// <param name="isChosen">Account number of a person who acted → whether it counts. Asked once a person.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static LocalScore Over(ScoringResult result, int account, Func<int, bool> isChosen)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(isChosen);
        var workings = result.Workings;
        var (model, target, acts, evidence) = (workings.Model, result.Rank(account), workings.Acts, workings.Evidence);
        double proven = 0, unproven = 0, share = 0, crowdShare = 0, squares = 0;
        var actors = 0;
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            if (!isChosen(workings.Order.Numbers[acts.Actors[pair]])) continue;
            if (acts.IsLive(pair)) actors++;
            var (independence, weight, shares) = (workings.Independence[pair], workings.Proof[pair], workings.Amplification.Shares(pair));
            proven += weight.Proven * independence * evidence.All[pair];
            unproven += weight.Crowd * independence * evidence.Slow[pair];
            share += weight.Proven * independence * shares.All;
            crowdShare += weight.Crowd * independence * shares.Slow;
            squares += Components.NetworkImpact.Square(weight.Proven * evidence.All[pair] * independence * workings.Network.Influence[acts.Actors[pair]]);
        }

        var parts = new Parts(
            Crowd.Bounded(proven, unproven, model.CrowdStart, model),
            Crowd.Bounded(share, crowdShare, model.PriorPeople, model) + Components.Amplification.Prior(workings.Posts.Totals[target], model),
            Math.Sqrt(squares));
        var (people, perPost, impact) = parts.Indices(model);
        return new LocalScore(parts.Score(model), parts.People, people, parts.PerPost, perPost, parts.Impact, impact, actors);
    }
}

/// <summary>What one person is of an account's True Reach, and adds to its score.</summary>
/// <param name="Account">Account number of the person.</param>
/// <param name="People">Heads, 0–1: over all people they sum to the True Reach.</param>
/// <param name="Points">Points of the score, all parts: with the prior's they sum to the score.</param>
public sealed record PersonReach(int Account, double People, double Points)
{
    /// <summary>Everybody who acted on an account inside the window, in the order of their keys.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static IReadOnlyList<PersonReach> Of(ScoringResult result, int account)
    {
        ArgumentNullException.ThrowIfNull(result);
        var workings = result.Workings;
        var (target, acts) = (result.Rank(account), workings.Acts);
        var rates = PointRates.Of(workings, target);
        var perHead = rates.ProvenReach > 0 ? 1 / rates.ProvenReach : 0;
        var people = new List<PersonReach>();
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            if (!acts.IsLive(pair)) continue;
            var points = PersonPoints.Of(workings, pair, rates);
            var reach = points.ProvenReach + points.CrowdReach;
            people.Add(new PersonReach(
                workings.Order.Numbers[acts.Actors[pair]], reach * perHead, reach + points.ProvenAmplification + points.CrowdAmplification + points.Network));
        }

        return people;
    }
}
