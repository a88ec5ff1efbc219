using System.Runtime.InteropServices;
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
        var acts = workings.Acts;
        var (first, end) = (acts.PairStart[target], acts.PairStart[target + 1]);
        var entries = new List<LedgerEntry>(3 * (acts.ActStart[end] - acts.ActStart[first]) + 1);
        var lines = new List<Line>();
        for (var pair = first; pair < end; pair++)
        {
            Gather(workings, pair, lines);
            AddPerson(entries, workings, pair, PersonPoints.Of(workings, pair, rates), CollectionsMarshal.AsSpan(lines));
        }

        entries.Add(new LedgerEntry(ScorePart.Amplification, -1, -1, Day(workings.Options.AsOf), rates.PriorPoints(workings, target), 0));
        return entries;
    }

    /// <summary>The person's lines, by post and day; acts of one line are added up in their order.</summary>
    private static void Gather(Workings workings, int pair, List<Line> lines)
    {
        var acts = workings.Acts;
        lines.Clear();
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            if (acts.Weights[act] > 0) lines.Add(Line.Of(workings, act));
        }

        if (lines.Count < 2) return;
        lines.Sort(Line.Compare);
        var count = 0;
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Post == lines[count].Post && lines[i].Day == lines[count].Day) lines[count] = lines[count].Plus(lines[i]);
            else lines[++count] = lines[i];
        }

        lines.RemoveRange(count + 1, lines.Count - count - 1);
    }

    private static void AddPerson(List<LedgerEntry> entries, Workings workings, int pair, PersonPoints points, Span<Line> lines)
    {
        double evidence = 0, slow = 0, exposures = 0, slowExposures = 0;
        for (int first = 0, next; first < lines.Length; first = next)
        {
            // The weight of a post is split over the days on which it was acted on.
            var post = lines[first].Post;
            double onPost = 0, slowOnPost = 0;
            for (next = first; next < lines.Length && lines[next].Post == post; next++)
                (onPost, slowOnPost) = (onPost + lines[next].Evidence, slowOnPost + lines[next].SlowEvidence);
            for (var i = first; i < next; i++)
            {
                ref var line = ref lines[i];
                (evidence, slow) = (evidence + line.Evidence, slow + line.SlowEvidence);
                line.Exposure = post < 0 ? line.Loose : Part(line.Evidence, onPost, workings.Posts.Weights[post]);
                line.SlowExposure = post < 0 ? line.Loose : Part(line.SlowEvidence, slowOnPost, workings.Posts.Weights[post]);
                (exposures, slowExposures) = (exposures + line.Exposure, slowExposures + line.SlowExposure);
            }
        }

        var actor = workings.Order.Numbers[workings.Acts.Actors[pair]];
        foreach (ref readonly var line in lines)
        {
            var number = line.Post < 0 ? -1 : workings.Posts.Numbers[line.Post];
            var reach = Part(line.Evidence, evidence, points.ProvenReach) + Part(line.SlowEvidence, slow, points.CrowdReach);
            var amplification = Part(line.Exposure, exposures, points.ProvenAmplification) + Part(line.SlowExposure, slowExposures, points.CrowdAmplification);
            var day = DateOnly.FromDayNumber(line.Day);
            entries.Add(new LedgerEntry(ScorePart.TrueReach, actor, number, day, reach, line.Acts));
            entries.Add(new LedgerEntry(ScorePart.Amplification, actor, number, day, amplification, line.Acts));
            entries.Add(new LedgerEntry(ScorePart.NetworkImpact, actor, number, day, Part(line.Evidence, evidence, points.Network), line.Acts));
        }
    }

    private static double Part(double share, double whole, double points) => share > 0 ? share / whole * points : 0;

    private static DateOnly Day(long time) => DateOnly.FromDayNumber(DayNumber(time));

    private static int DayNumber(long time) => (int)((time - DateTimeOffset.MinValue.ToUnixTimeMilliseconds()) / (long)ActivityClock.MillisecondsPerDay);

    /// <summary>Decayed evidence of one person's acts on one post on one day.</summary>
    private record struct Line(int Post, int Day, int FirstAct, double Evidence, double SlowEvidence, double Loose, int Acts)
    {
        /// <summary>Its share of the weight of the posts acted on, and the same without instant reactions.</summary>
        public double Exposure, SlowExposure;

        public static Line Of(Workings workings, int act)
        {
            var (acts, kind) = (workings.Acts, workings.Acts.Kinds[act]);
            var weight = workings.Model.Ceiling(kind) * acts.Weights[act];
            var slow = PairEvidence.IsSlow(acts, workings.Posts, act, workings.Model) ? weight : 0;
            var loose = acts.Posts[act] < 0 && kind != InteractionKind.Mention ? acts.Weights[act] : 0;
            return new Line(acts.Posts[act], DayNumber(acts.Times[act]), act, weight, slow, loose, 1);
        }

        public static int Compare(Line x, Line y) => x.Post != y.Post ? x.Post.CompareTo(y.Post) : x.Day != y.Day ? x.Day.CompareTo(y.Day) : x.FirstAct.CompareTo(y.FirstAct);

        public readonly Line Plus(Line other) => this with
        {
            Evidence = Evidence + other.Evidence,
            SlowEvidence = SlowEvidence + other.SlowEvidence,
            Loose = Loose + other.Loose,
            Acts = Acts + 1,
        };
    }
}
