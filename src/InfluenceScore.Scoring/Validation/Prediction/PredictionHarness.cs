using InfluenceScore.Scoring.Validation.Metrics;

namespace InfluenceScore.Scoring.Validation.Prediction;

/// <summary>What a prediction is measured on.</summary>
public sealed record PredictionSplit
{
    public required string Name { get; init; }

    /// <summary>Only evidence before it may be used. Unix milliseconds.</summary>
    public required long Cut { get; init; }

    /// <summary>How long after the cut the truth is counted, in days.</summary>
    public required double HorizonDays { get; init; }

    /// <summary>Accounts with fewer different actors before the cut are left out: nothing is known about them.</summary>
    public int LeastPastActors { get; init; } = 5;

    /// <summary>Which acts make the truth; reposts and quotes by default (contract of the Higgs table), or every kind.</summary>
    public bool RepostsOnly { get; init; } = true;

    /// <summary>Half-life of the plain decayed reach, the one baseline with a setting, in days.</summary>
    public double HalfLifeDays { get; init; } = 30;
}

/// <summary>One measure on one split.</summary>
/// <param name="Spearman">ρ with the truth and its 95% bootstrap interval.</param>
/// <param name="Ndcg">NDCG@100 with its interval.</param>
public sealed record PredictionRow(string Measure, Measured Spearman, Measured Ndcg);

/// <summary>The table of one split.</summary>
/// <param name="Accounts">Accounts that were ranked.</param>
/// <param name="Rows">The score first, then the baselines that the data allow.</param>
public sealed record PredictionTable(PredictionSplit Split, int Accounts, IReadOnlyList<PredictionRow> Rows)
{
    /// <summary>The baselines that are ahead of the score by more than the score's own bootstrap interval, in ρ or in NDCG: should be none.</summary>
    public IEnumerable<string> Ahead => Rows.Skip(1)
        .Where(r => r.Spearman.Value > Rows[0].Spearman.High || r.Ndcg.Value > Rows[0].Ndcg.High).Select(r => r.Measure);
}

/// <summary>Does the score predict who will be acted on? Score at a moment, against the different people who act after it.</summary>
public static class PredictionHarness
{
    /// <summary>Depth of NDCG.</summary>
    public const int Depth = 100;

    /// <summary>
    /// Measures the score and every baseline on one split. Nothing after the cut reaches them: <paramref name="inputAsOf"/> gives what was known before a
    /// moment (Unix milliseconds), with one and the same numbering of accounts.
    /// </summary>
    public static PredictionTable Measure(Func<long, ScoringInput> inputAsOf, PredictionSplit split, Scorer? score)
    {
        var input = inputAsOf(split.Cut);
        var until = split.Cut + (long)(split.HorizonDays * 86_400_000);
        var future = DistinctActors.Count(inputAsOf(until), split.Cut, until, kind: split.RepostsOnly ? Baselines.IsRepost : null);
        var past = Baselines.PastActors(input, split.Cut);
        var ranked = Enumerable.Range(0, input.AccountCount).Where(i => past[i] >= split.LeastPastActors).ToArray();
        var truth = Pick(future, ranked);
        var measures = new List<(string Name, double[] Values)>
        {
            ("past reposts", Baselines.PastReposts(input, split.Cut)),
            ("past mentions", Baselines.PastMentions(input, split.Cut)),
            ("distinct past actors", past),
            ("PageRank", Baselines.PageRank(input, split.Cut)),
            ("h-index", Baselines.HIndex(input, split.Cut)),
            ("plain decayed reach", Baselines.DecayedReach(input, split.Cut, split.HalfLifeDays)),
        };
        if (input.Profiles.Any(p => p?.Followers is not null))
            measures.Insert(0, ("followers", Baselines.Followers(input)));
        if (score is not null)
            measures.Insert(0, ("score", score(input, split.Cut)));
        var rows = measures.Select(m => Row(m.Name, Pick(m.Values, ranked), truth));
        return new PredictionTable(split, ranked.Length, [.. rows]);
    }

    private static PredictionRow Row(string name, double[] prediction, double[] truth) => new(
        name,
        Bootstrap.Interval(prediction, truth, (x, y) => Ranks.Spearman(x, y)),
        Bootstrap.Interval(prediction, truth, (x, y) => Ranks.Ndcg(x, y, Depth)));

    private static double[] Pick(double[] values, int[] at) => [.. at.Select(i => values[i])];
}
