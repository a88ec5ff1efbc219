using System.Buffers;
using System.Runtime.InteropServices;
using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>
/// How sure a score is. Variance = Efron–Stein over posts (the sampling unit: what would the score be without this post and all that it drew? An act
/// without a known post is a unit of its own) + doubt about who is genuine (delta method) + one imagined further person, so that nobody's interval is empty.
/// One pass over the acts of the account. Reference: Efron and Stein 1981, "The jackknife estimate of variance".
/// </summary>
internal static class Interval
{
    /// <summary>What is left of a sum after everything is taken away again, at most, as a share of it.</summary>
    private const double RoundingLeaves = 1e-13;

    /// <param name="target">Account (rank).</param>
    /// <returns>Standard deviation of the score, in points.</returns>
    public static double StandardDeviation(Workings workings, int target)
    {
        var (model, parts) = (workings.Model, Parts.Of(workings, target));
        var score = parts.Score(model);
        return Math.Sqrt(Variance(workings, target, parts, instead => score - instead.Score(model), parts.Slopes(model)));
    }

    /// <summary>The same of a person's score: the variances that each account brings by what it moves in the person's score, as if networks were independent.</summary>
    /// <param name="targets">Accounts (ranks) of the person.</param>
    /// <param name="parts">What they measure.</param>
    public static double StandardDeviation(Workings workings, int[] targets, Parts[] parts)
    {
        var model = workings.Model;
        var score = PersonParts.Combine(parts, model).Score(model);
        var slopes = PersonParts.Slopes(parts, model);
        var edited = (Parts[])parts.Clone();
        var variance = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            var account = i;
            double Lost(Parts instead)
            {
                edited[account] = instead;
                return score - PersonParts.Combine(edited, model).Score(model);
            }

            variance += Variance(workings, targets[i], parts[i], Lost, slopes[i]);
            edited[account] = parts[account];
        }

        return Math.Sqrt(variance);
    }

    /// <param name="lost">What the score loses if the account measured this instead.</param>
    /// <param name="slopes">Points of the score per unit of each part of the account.</param>
    private static double Variance(Workings workings, int target, Parts parts, Func<Parts, double> lost, Parts slopes)
    {
        var phantom = lost(parts with { People = parts.People + 1 });
        return SamplingVariance(workings, target, lost) + AuthenticityVariance(workings, target, slopes) + workings.Model.PhantomWeight * phantom * phantom;
    }

    private static double SamplingVariance(Workings workings, int target, Func<Parts, double> lost)
    {
        var acts = workings.Acts;
        var firstPost = workings.Posts.Start[target];
        var rented = ArrayPool<Sums>.Shared.Rent(workings.Posts.Start[target + 1] - firstPost);
        var byPost = rented.AsSpan(0, workings.Posts.Start[target + 1] - firstPost);
        byPost.Clear();
        var squares = new List<double>();
        var order = new List<int>();
        Span<double> all = stackalloc double[PairEvidence.Kinds], slow = stackalloc double[PairEvidence.Kinds];
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            SortByPost(acts, pair, order);
            var whole = Whole(workings, pair);
            var same = order.Count > 1 && PairEvidence.Sum(acts, workings.Posts, pair, workings.Model, all, slow);
            var unit = CollectionsMarshal.AsSpan(order);
            while (!unit.IsEmpty)
            {
                // A unit: the acts on one post, or one act without a known post.
                var (post, size) = (acts.Posts[unit[0]], 1);
                while (size < unit.Length && post >= 0 && acts.Posts[unit[size]] == post) size++;
                var rest = size == order.Count ? default : Without(workings, pair, whole, unit[..size], all, slow, same);
                var loss = Loss(workings, pair, whole, rest);
                if (post < 0) squares.Add(SquaredLoss(workings, target, loss, lost));
                else byPost[post - firstPost] = byPost[post - firstPost].Plus(loss);
                unit = unit[size..];
            }
        }

        foreach (var loss in byPost)
        {
            if (loss != default) squares.Add(SquaredLoss(workings, target, loss, lost));
        }

        ArrayPool<Sums>.Shared.Return(rented);
        // Posts of one millisecond have no order of their own: sorted values make the sum the same however they were numbered (law 6).
        squares.Sort();
        return squares.Sum();
    }

    /// <summary>The acts of a pair that still weigh something, by post.</summary>
    private static void SortByPost(ActTable acts, int pair, List<int> order)
    {
        order.Clear();
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            if (acts.Weights[act] > 0) order.Add(act);
        }

        if (order.Count > 1) SortByPost(order, acts.Posts);
    }

    private static void SortByPost(List<int> order, int[] posts) => order.Sort((x, y) => posts[x] != posts[y] ? posts[x].CompareTo(posts[y]) : x.CompareTo(y));

    private static Pair Whole(Workings workings, int pair)
    {
        var evidence = workings.Evidence;
        return new Pair(evidence.All[pair], evidence.Slow[pair], evidence.Exposure[pair], evidence.SlowExposure[pair]);
    }

    /// <param name="sumAll">Decayed acts of the pair by kind, as <see cref="PairEvidence.Sum"/> gives them.</param>
    /// <param name="sumSlow">The same without instant reactions.</param>
    /// <param name="same">Whether there are none.</param>
    private static Pair Without(Workings workings, int pair, Pair whole, ReadOnlySpan<int> unit, ReadOnlySpan<double> sumAll, ReadOnlySpan<double> sumSlow, bool same)
    {
        var (acts, posts, model) = (workings.Acts, workings.Posts, workings.Model);
        Span<double> all = stackalloc double[PairEvidence.Kinds], slow = stackalloc double[PairEvidence.Kinds];
        sumAll.CopyTo(all);
        sumSlow.CopyTo(slow);
        var anySlow = false;
        foreach (var act in unit)
        {
            var kind = (int)acts.Kinds[act];
            all[kind] = Math.Max(0, all[kind] - acts.Weights[act]);
            if (!PairEvidence.IsSlow(acts, posts, act, model)) continue;
            slow[kind] = Math.Max(0, slow[kind] - acts.Weights[act]);
            anySlow = true;
        }

        var post = acts.Posts[unit[0]];
        var exposure = post >= 0 ? posts.Weights[post] : acts.Kinds[unit[0]] == InteractionKind.Mention ? 0 : acts.Weights[unit[0]];
        var selectivity = workings.Evidence.Selectivity[pair];
        var evidence = PairEvidence.NoisyOr(all, selectivity, model);
        return new Pair(
            evidence,
            same ? evidence : PairEvidence.NoisyOr(slow, selectivity, model),
            Math.Max(0, whole.Exposure - exposure),
            Math.Max(0, whole.SlowExposure - (anySlow ? exposure : 0)));
    }

    private static Sums Loss(Workings workings, int pair, Pair whole, Pair rest)
    {
        var (model, acts) = (workings.Model, workings.Acts);
        var (weights, independence) = (workings.Proof[pair], workings.Independence[pair]);
        double proven = weights.Proven * independence, crowd = weights.Crowd * independence;
        var weighted = proven * workings.Network.Influence[acts.Actors[pair]];
        var total = workings.Posts.Totals[acts.Targets[pair]];
        double Share(double exposure) => Amplification.Capped(exposure, total, model);
        var share = Share(whole.Exposure) - Share(rest.Exposure);
        var same = whole.SlowExposure == whole.Exposure && rest.SlowExposure == rest.Exposure;
        return new Sums(
            proven * (whole.All - rest.All),
            crowd * (whole.Slow - rest.Slow),
            proven * share,
            crowd * (same ? share : Share(whole.SlowExposure) - Share(rest.SlowExposure)),
            NetworkImpact.Square(weighted * whole.All) - NetworkImpact.Square(weighted * rest.All));
    }

    private static double SquaredLoss(Workings workings, int target, Sums part, Func<Parts, double> lost)
    {
        var (model, reach, amplification) = (workings.Model, workings.Reach, workings.Amplification);
        static double Rest(double whole, double part) => Math.Max(0, whole - part);
        var people = Crowd.Bounded(Rest(reach.Proven[target], part.Reach), Rest(reach.Unproven[target], part.CrowdReach), model.CrowdStart, model);
        var perPost = Amplification.Prior(workings.Posts.Totals[target], model) + Crowd.Bounded(
            Rest(amplification.Proven[target], part.Share), Rest(amplification.Unproven[target], part.CrowdShare), model.PriorPeople, model);
        // The root would make a billionth of what rounding leaves of everything lost, a number that depends on how sums were rounded.
        var squares = NetworkImpact.Square(workings.Network.Impact[target]);
        var left = Rest(squares, part.Squares);
        var impact = left > RoundingLeaves * squares ? Math.Sqrt(left) : 0;
        var loss = lost(new Parts(people, perPost, impact));
        return loss * loss;
    }

    /// <summary>Each actor is a person with probability q, independently: variance of the score by its slope in every q.</summary>
    private static double AuthenticityVariance(Workings workings, int target, Parts slopes)
    {
        var (model, acts, evidence) = (workings.Model, workings.Acts, workings.Evidence);
        var (reach, amplification, impact) = (workings.Reach, workings.Amplification, workings.Network.Impact[target]);
        var heads = Crowd.Slopes(reach.Proven[target], reach.Unproven[target], model.CrowdStart, model);
        var shares = Crowd.Slopes(amplification.Proven[target], amplification.Unproven[target], model.PriorPeople, model);
        var (perHead, perShare, perImpact) = slopes;

        var variance = 0.0;
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            var q = workings.Authenticity[acts.Actors[pair]];
            var (weights, independence) = (workings.Proof[pair], workings.Independence[pair]);
            var proof = weights.Proven / q;
            var unproven = proof < 1 ? weights.Crowd / (1 - proof) : 0;
            var proven = proof * independence;
            // d(q·f/(q·f+1−q))/dq, with f expressed by its value; beyond the ceiling the profile says no more.
            var crowd = q > model.UnprovenCeiling ? 0 : (1 - proof) * independence * unproven * (1 - unproven) / (q * (1 - q));
            var weighted = weights.Proven * independence * evidence.All[pair] * workings.Network.Influence[acts.Actors[pair]];
            var ofPosts = amplification.Shares(pair);
            var slope = perHead * (heads.ByProven * proven * evidence.All[pair] + heads.ByUnproven * crowd * evidence.Slow[pair])
                + perShare * (shares.ByProven * proven * ofPosts.All + shares.ByUnproven * crowd * ofPosts.Slow)
                + (impact > 0 ? perImpact * weighted * weighted / (q * impact) : 0);
            variance += slope * slope * q * (1 - q);
        }

        return variance;
    }

    /// <summary>Evidence of one pair, or of what is left of it.</summary>
    private readonly record struct Pair(double All, double Slow, double Exposure, double SlowExposure);

    /// <summary>Parts of the sums over people that one unit holds.</summary>
    private readonly record struct Sums(double Reach, double CrowdReach, double Share, double CrowdShare, double Squares)
    {
        public Sums Plus(Sums other) => new(
            Reach + other.Reach, CrowdReach + other.CrowdReach, Share + other.Share, CrowdShare + other.CrowdShare, Squares + other.Squares);
    }
}
