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
        var acts = workings.Acts;
        var sink = new Entries(new List<LedgerEntry>(3 * (acts.ActStart[acts.PairStart[target + 1]] - acts.ActStart[acts.PairStart[target]]) + 1));
        Write(workings, target, ref sink);
        return sink.List;
    }

    /// <summary>The same lines without their days, one for all three parts, into a list that can be used again.</summary>
    public static void Into(Workings workings, int target, List<LedgerLine> lines)
    {
        var sink = new Lines(lines);
        Write(workings, target, ref sink);
    }

    private static void Write<TSink>(Workings workings, int target, ref TSink sink) where TSink : struct, ISink
    {
        var rates = PointRates.Of(workings, target);
        var acts = workings.Acts;
        var lines = new List<Line>();
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            Gather(workings, pair, lines);
            AddPerson(ref sink, workings, pair, PersonPoints.Of(workings, pair, rates), CollectionsMarshal.AsSpan(lines));
        }

        sink.AddPrior(DayNumber(workings.Options.AsOf), rates.PriorPoints(workings, target));
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

    private static void AddPerson<TSink>(ref TSink sink, Workings workings, int pair, PersonPoints points, Span<Line> lines) where TSink : struct, ISink
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
            sink.Add(actor, number, line.Day, reach, amplification, Part(line.Evidence, evidence, points.Network), line.Acts);
        }
    }

    private static double Part(double share, double whole, double points) => share > 0 ? share / whole * points : 0;

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

    /// <summary>Takes lines: people in the order of their keys, then the prior.</summary>
    private interface ISink
    {
        void Add(int actor, int post, int day, double reach, double amplification, double network, int acts);

        void AddPrior(int day, double points);
    }

    private readonly struct Entries(List<LedgerEntry> entries) : ISink
    {
        public List<LedgerEntry> List => entries;

        public void Add(int actor, int post, int day, double reach, double amplification, double network, int acts)
        {
            var date = DateOnly.FromDayNumber(day);
            entries.Add(new LedgerEntry(ScorePart.TrueReach, actor, post, date, reach, acts));
            entries.Add(new LedgerEntry(ScorePart.Amplification, actor, post, date, amplification, acts));
            entries.Add(new LedgerEntry(ScorePart.NetworkImpact, actor, post, date, network, acts));
        }

        public void AddPrior(int day, double points) => entries.Add(new LedgerEntry(ScorePart.Amplification, -1, -1, DateOnly.FromDayNumber(day), points, 0));
    }

    private readonly struct Lines(List<LedgerLine> lines) : ISink
    {
        public void Add(int actor, int post, int day, double reach, double amplification, double network, int acts) =>
            lines.Add(new LedgerLine(actor, post, reach, amplification, network, acts));

        public void AddPrior(int day, double points) => lines.Add(new LedgerLine(-1, -1, 0, points, 0, 0));
    }
}
