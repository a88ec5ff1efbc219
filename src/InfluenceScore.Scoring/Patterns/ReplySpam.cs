namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// Mentions of strangers in bulk: an account that mentions many who never did more than mention it back. Read off the engine's selectivity factor, which
/// already takes the weight out of such mentions (Romero et al. 2011).
/// </summary>
public static class ReplySpam
{
    /// <summary>Strangers mentioned inside the window, each counted up to one.</summary>
    public const string Strangers = "strangers";

    /// <summary>Times the free number of strangers from which it is a pattern: a service desk that answers is asked, and never counts here.</summary>
    private const double TimesFree = 3;

    /// <summary>Chance that a fair account mentions so many strangers, once for each time the free number.</summary>
    private const double ChancePerFree = 0.4;

    /// <summary>Every account that mentions strangers in bulk, by key. One pass over all pairs.</summary>
    public static IReadOnlyList<PatternFinding> Find(ScoringResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var workings = result.Workings;
        var acts = workings.Acts;
        var limit = 1 / (TimesFree * TimesFree);
        return [.. Enumerable.Range(0, acts.PairCount).Where(pair => workings.Evidence.Selectivity[pair] <= limit).GroupBy(pair => acts.Actors[pair]).OrderBy(g => g.Key).Select(g =>
        {
            List<int> pairs = [.. g];
            var strangers = workings.Model.FreeStrangers / Math.Sqrt(workings.Evidence.Selectivity[pairs[0]]);
            return new PatternFinding(PatternKind.ReplySpam, workings.Order.Numbers[g.Key], pairs.Min(p => acts.Span(p).First), pairs.Max(p => acts.Span(p).Last),
                PatternFinding.Sure(ChancePerFree, strangers / workings.Model.FreeStrangers), [.. pairs.Select(p => workings.Order.Numbers[acts.Targets[p]])],
                new Dictionary<string, double> { [Strangers] = strangers });
        })];
    }
}
