using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>
/// Splits a score into ledger lines. Each index is a function of one sum over people, so every person gets the share of the index that the person has in
/// the sum (for the 2-norm of Network Impact: in the sum of squares); a person's points are split over the acts in proportion to their decayed evidence.
/// </summary>
internal static class LedgerEntries
{
    /// <param name="target">Account (rank).</param>
    public static List<LedgerEntry> Of(Workings workings, int target)
    {
        var rates = PointRates.Of(workings, target);
        var entries = new List<LedgerEntry>();
        var acts = workings.Acts;
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
            AddPerson(entries, workings, pair, PersonPoints.Of(workings, pair, rates));

        var asOf = Day(workings.Options.AsOf);
        entries.Add(new LedgerEntry(ScorePart.Amplification, -1, -1, asOf, rates.PriorPoints(workings, target), 0));
        return entries;
    }

    private static void AddPerson(List<LedgerEntry> entries, Workings workings, int pair, PersonPoints points)
    {
        var acts = workings.Acts;
        var lines = new SortedDictionary<(int Post, DateOnly Day), Line>();
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            if (acts.Weights[act] <= 0) continue;
            var key = (acts.Posts[act], Day(acts.Times[act]));
            lines[key] = lines.GetValueOrDefault(key).Add(workings, act);
        }

        var postActs = lines.GroupBy(line => line.Key.Post).ToDictionary(group => group.Key, group => group.Sum(line => line.Value.Evidence));
        var slowPosts = lines.GroupBy(line => line.Key.Post).ToDictionary(group => group.Key, group => group.Sum(line => line.Value.SlowEvidence));
        double evidence = lines.Sum(line => line.Value.Evidence), slow = lines.Sum(line => line.Value.SlowEvidence);
        double Exposure((int Post, DateOnly Day) key, Line line) => key.Post < 0
            ? line.Loose : Part(line.Evidence, postActs[key.Post], workings.Posts.Weights[key.Post]);
        double SlowExposure((int Post, DateOnly Day) key, Line line) => key.Post < 0
            ? line.Loose : Part(line.SlowEvidence, slowPosts[key.Post], workings.Posts.Weights[key.Post]);

        var exposure = lines.Sum(line => Exposure(line.Key, line.Value));
        var slowExposure = lines.Sum(line => SlowExposure(line.Key, line.Value));
        var actor = workings.Order.Numbers[acts.Actors[pair]];
        foreach (var ((post, day), line) in lines)
        {
            var number = post < 0 ? -1 : workings.Posts.Numbers[post];
            var reach = Part(line.Evidence, evidence, points.ProvenReach) + Part(line.SlowEvidence, slow, points.CrowdReach);
            var amplification = Part(Exposure((post, day), line), exposure, points.ProvenAmplification)
                + Part(SlowExposure((post, day), line), slowExposure, points.CrowdAmplification);
            entries.Add(new LedgerEntry(ScorePart.TrueReach, actor, number, day, reach, line.Acts));
            entries.Add(new LedgerEntry(ScorePart.Amplification, actor, number, day, amplification, line.Acts));
            entries.Add(new LedgerEntry(ScorePart.NetworkImpact, actor, number, day, Part(line.Evidence, evidence, points.Network), line.Acts));
        }
    }

    private static double Part(double share, double whole, double points) => share > 0 ? share / whole * points : 0;

    private static DateOnly Day(long time) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);

    /// <summary>Decayed evidence of one person's acts on one post on one day.</summary>
    private readonly record struct Line(double Evidence, double SlowEvidence, double Loose, int Acts)
    {
        public Line Add(Workings workings, int act)
        {
            var (acts, kind) = (workings.Acts, workings.Acts.Kinds[act]);
            var weight = workings.Model.Ceiling(kind) * acts.Weights[act];
            var slow = PairEvidence.IsSlow(acts, workings.Posts, act, workings.Model) ? weight : 0;
            var loose = acts.Posts[act] < 0 && kind != InteractionKind.Mention ? acts.Weights[act] : 0;
            return new Line(Evidence + weight, SlowEvidence + slow, Loose + loose, Acts + 1);
        }
    }
}
