using InfluenceScore.Scoring.Validation.Metrics;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation.Calibration;

/// <summary>How often 95% intervals hold what they say.</summary>
/// <param name="Question">What was compared.</param>
/// <param name="Coverage">Share of comparisons inside the interval, 0–1; 0.95 is meant.</param>
/// <param name="ByQuintile">The same by fifths of the score, lowest first.</param>
/// <param name="Comparisons">Accounts compared.</param>
/// <param name="MedianWidth">Median width of the interval in points.</param>
public sealed record IntervalCoverage(string Question, double Coverage, IReadOnlyList<double> ByQuintile, int Comparisons, double MedianWidth);

/// <summary>Are the intervals as wide as they should be? Measured on people of simulated worlds, where history can be repeated.</summary>
public static class IntervalCalibration
{
    /// <summary>Length of each of the two windows in days.</summary>
    private const int WindowDays = 60;

    /// <summary>
    /// Two disjoint windows of one history are two samples of the same person: the difference of the two scores should stay inside
    /// √(h₁² + h₂²), with h the half-widths, for 95% of the people.
    /// </summary>
    public static IntervalCoverage DisjointWindows(IReadOnlyList<SimulatedWorld> worlds, ScoreModel? model = null)
    {
        var rows = new List<Comparison>();
        foreach (var world in worlds)
        {
            var middle = world.AsOf - WindowDays * SimulatedWorld.Day;
            var late = Interval(world, Between(world.Input, middle, world.AsOf), world.AsOf, model, WindowDays);
            var early = Interval(world, Between(world.Input, middle - WindowDays * SimulatedWorld.Day, middle), middle, model, WindowDays);
            foreach (var (account, one) in late)
            {
                if (early.TryGetValue(account, out var other))
                    rows.Add(new Comparison((one.Score + other.Score) / 2, Math.Abs(one.Score - other.Score) <= Math.Sqrt(one.Half * one.Half + other.Half * other.Half), 2 * one.Half));
            }
        }

        return Coverage("The scores of two disjoint 60-day windows differ by no more than both intervals allow", rows);
    }

    /// <summary>
    /// Repeated histories of the same people: the expected score of a person is the mean over the repetitions, and each single interval should contain it
    /// 95 times in 100. Stricter than the first, since a bias of the score would show.
    /// </summary>
    public static IntervalCoverage RepeatedHistories(WorldOptions options, int repetitions, ScoreModel? model = null)
    {
        var world = SimulatedWorld.Create(options with { OracleFutures = 1 });
        var runs = Enumerable.Range(0, repetitions)
            .Select(r => Interval(world, SimulatedWorld.History(world.Population, options, 5_000 + (ulong)r), world.AsOf, model, 90)).ToArray();
        var rows = new List<Comparison>();
        for (var account = 0; account < world.Population.Count; account++)
        {
            var known = runs.Where(r => r.ContainsKey(account)).Select(r => r[account]).ToArray();
            if (!world.Genuine[account] || known.Length < repetitions)
                continue;
            var expected = known.Average(k => k.Score);
            // The mean over a few repetitions is itself a little uncertain: its variance is a repetition's, divided by their number.
            rows.AddRange(known.Select(k => new Comparison(expected, Math.Abs(k.Score - expected) <= k.Half * Math.Sqrt(1 - 1.0 / repetitions), 2 * k.Half)));
        }

        return Coverage($"The interval of one history contains the mean score of {repetitions} histories of the same people", rows);
    }

    private static Dictionary<int, (double Score, double Half)> Interval(SimulatedWorld world, ScoringInput input, long asOf, ScoreModel? model, double windowDays) =>
        Scorers.Score(input, asOf, model, 30, windowDays).Where(s => world.Genuine[s.Account])
            // The ends are cut at 0 and 100: the longer side is the half-width.
            .ToDictionary(s => s.Account, s => (s.Score, Math.Max(s.High - s.Score, s.Score - s.Low)));

    private static IntervalCoverage Coverage(string question, List<Comparison> rows)
    {
        static double Share(IEnumerable<Comparison> part) => part.Select(r => r.Inside ? 1.0 : 0.0).DefaultIfEmpty(double.NaN).Average();
        var byScore = rows.OrderBy(r => r.Score).ToArray();
        var quintiles = Enumerable.Range(0, 5).Select(q => Share(byScore[(q * byScore.Length / 5)..((q + 1) * byScore.Length / 5)]));
        return new IntervalCoverage(question, Share(rows), [.. quintiles], rows.Count, Bootstrap.Median(rows.Select(r => r.Width)));
    }

    private static ScoringInput Between(ScoringInput input, long from, long until)
    {
        var part = new ScoringInputBuilder();
        for (var i = 0; i < input.AccountCount; i++)
            part.AddAccount(input.AccountKeys[i], input.Profiles[i]);
        var number = new int[input.PostCount];
        for (var p = 0; p < number.Length; p++)
            number[p] = input.PostTimes[p] >= from && input.PostTimes[p] < until ? part.AddPost(input.PostAuthors[p], input.PostTimes[p]) : -1;
        for (var i = 0; i < input.ActCount; i++)
        {
            // An act on a post of the other window belongs to neither sample.
            if (input.ActTimes[i] >= from && input.ActTimes[i] < until && (input.ActPosts[i] < 0 || number[input.ActPosts[i]] >= 0))
                part.AddAct(input.ActActors[i], input.ActTargets[i], input.ActKinds[i], input.ActPosts[i] < 0 ? -1 : number[input.ActPosts[i]], input.ActTimes[i]);
        }

        return part.Build();
    }

    private readonly record struct Comparison(double Score, bool Inside, double Width);
}
