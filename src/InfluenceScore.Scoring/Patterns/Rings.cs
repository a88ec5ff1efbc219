namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// Pods and rings: a group in which everybody answers a large share of what everybody else posts. Read off the engine's own independence factor
/// (a pair below one half both ways); a few close friends are no ring, a dense group of five or more is.
/// </summary>
public static class Rings
{
    /// <summary>Share 0–1 of the pairs among the others that are discounted both ways.</summary>
    public const string Density = "density";

    /// <summary>Acts of the others on the account inside the window.</summary>
    public const string Acts = "acts";

    /// <summary>Others in the ring, at least: more than the close friends that people have.</summary>
    private const int LeastOthers = 4;

    /// <summary>Independence 0–1 from which down a pair counts as returned favours: half of the weight is gone.</summary>
    private const double MostIndependence = 0.5;

    /// <summary>Pairs among the others that must be discounted too, share 0–1: friends of one person hardly know one another.</summary>
    private const double LeastDensity = 0.5;

    /// <summary>Chance that a fair account has one more such partner.</summary>
    private const double ChancePerPartner = 0.4;

    /// <summary>What was seen between one account and those who act on it, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static PatternFinding? FindOrNull(ScoringResult result, int account)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (workings, target) = (result.Workings, result.Rank(account));
        var acts = workings.Acts;
        var pairs = Partners(workings, target);
        if (pairs.Count < LeastOthers)
            return null;
        // Who is tied to hardly any of the others is a friend of the account alone.
        var others = pairs.ToDictionary(p => acts.Actors[p], p => p);
        var ties = others.Keys.ToDictionary(v => v, v => Partners(workings, v).Count(p => others.ContainsKey(acts.Actors[p])));
        var ring = others.Where(o => ties[o.Key] >= LeastDensity * (others.Count - 1)).ToList();
        if (ring.Count < LeastOthers)
            return null;
        var density = ring.Sum(o => (double)ties[o.Key]) / (ring.Count * (others.Count - 1));
        var times = ring.SelectMany(o => acts.Times[acts.ActStart[o.Value]..acts.ActStart[o.Value + 1]]).ToList();
        return new PatternFinding(PatternKind.Ring, account, times.Min(), times.Max(), PatternFinding.Sure(ChancePerPartner, ring.Count),
            [.. ring.Select(o => workings.Order.Numbers[o.Key])], new Dictionary<string, double> { [Density] = density, [Acts] = times.Count });
    }

    /// <summary>Pairs on the account that are discounted both ways.</summary>
    private static List<int> Partners(Workings workings, int target)
    {
        var partners = new List<int>();
        for (var pair = workings.Acts.PairStart[target]; pair < workings.Acts.PairStart[target + 1]; pair++)
        {
            var reverse = workings.Acts.Reverse[pair];
            if (reverse >= 0 && workings.Evidence.All[pair] > 0 && workings.Independence[pair] < MostIndependence && workings.Independence[reverse] < MostIndependence)
                partners.Add(pair);
        }

        return partners;
    }
}
