using InfluenceScore.Scoring.Validation.Calibration;
using InfluenceScore.Scoring.Validation.Gaming;
using InfluenceScore.Scoring.Validation.Metrics;
using InfluenceScore.Scoring.Validation.Patterns;
using InfluenceScore.Scoring.Validation.Prediction;
using InfluenceScore.Scoring.Validation.Report;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation;

/// <summary>What a validation measures. All of it is pure: the imported data come as a function from a moment to what was known before it.</summary>
public sealed record ValidationPlan
{
    /// <summary>Seeds of the simulated worlds; each is another world.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [11, 12, 13];

    /// <summary>Size of the worlds, for tests; the seed in it is replaced.</summary>
    public WorldOptions World { get; init; } = new() { Seed = 0 };

    /// <summary>Histories that are repeated for the coverage of intervals.</summary>
    public int Repetitions { get; init; } = 12;

    /// <summary>What was known before a moment (Unix milliseconds), with one numbering of accounts; null where nothing is imported.</summary>
    public Func<long, ScoringInput>? Data { get; init; }

    public IReadOnlyList<PredictionSplit> Splits { get; init; } = [];

    /// <summary>Half-life and window for the imported data, in days.</summary>
    public double HalfLifeDays { get; init; } = 30;

    public double WindowDays { get; init; } = 90;

    /// <summary>Moment at which the score is compared with followers, Unix milliseconds.</summary>
    public long? FollowersAsOf { get; init; }

    public IReadOnlyList<AuthenticityCalibration> Authenticity { get; init; } = [];

    /// <summary>Simulated churners, and as many fair accounts, for each seed.</summary>
    public int FollowLives { get; init; } = 1_000;

    /// <summary>Whether to take the model apart, which takes as long as all the rest.</summary>
    public bool Ablation { get; init; }
}

/// <summary>Runs a plan: the one place that knows the order of the report.</summary>
public static class ValidationRun
{
    public static ValidationReport Measure(ValidationPlan plan, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        void Step(string what)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Invoke(what);
        }

        var onData = Scorers.Engine(null, plan.HalfLifeDays, plan.WindowDays);
        var predictions = plan.Data is null ? [] : plan.Splits.Select(split =>
        {
            Step($"prediction: {split.Name}");
            return PredictionHarness.Measure(plan.Data, split, onData);
        }).ToArray();
        var worlds = plan.Seeds.Select(seed =>
        {
            Step($"world {seed}");
            return SimulatedWorld.Create(plan.World with { Seed = seed });
        }).ToArray();
        var score = Scorers.Engine();
        return new ValidationReport
        {
            Model = ScoreModel.Current.Version,
            Seeds = plan.Seeds,
            Predictions = predictions,
            FollowerShare = plan is { Data: { } data, FollowersAsOf: { } asOf } ? FollowerShareOrNull(data(asOf), asOf, plan) : null,
            Worlds = [.. worlds.Select(w => WorldPrediction.Of(w, score(w.Input, w.AsOf)))],
            Gaming = GamingTable.Measure(worlds, score, Attacks.All, attack => Step($"attack: {attack}")),
            Intervals = Intervals(worlds, plan, Step),
            Authenticity = plan.Authenticity,
            Churn = [.. plan.Seeds.Select(seed =>
            {
                Step($"follow churn, seed {seed}");
                return ChurnValidation.Measure(seed, plan.FollowLives, plan.FollowLives);
            })],
            Patterns = PatternValidation.Measure(worlds, Step),
            Ablation = plan.Ablation ? Validation.Ablation.Measure(worlds, OnFirstSplit(plan), Step) : [],
        };
    }

    /// <summary>R² of the score on ln(1 + followers) over accounts that have both; null where fewer than ten do.</summary>
    public static double? FollowerShareOrNull(ScoringInput input, long asOf, ValidationPlan plan)
    {
        var rows = Scorers.Score(input, asOf, null, plan.HalfLifeDays, plan.WindowDays)
            .Where(s => s.Actors > 0 && input.Profiles[s.Account]?.Followers is not null).ToArray();
        return rows.Length < 10 ? null : Ranks.RSquared(
            [.. rows.Select(r => Math.Log(1.0 + input.Profiles[r.Account]!.Followers!.Value))], [.. rows.Select(r => r.Score)]);
    }

    private static IntervalCoverage[] Intervals(SimulatedWorld[] worlds, ValidationPlan plan, Action<string> step)
    {
        step("intervals: two windows");
        var windows = IntervalCalibration.DisjointWindows(worlds);
        step("intervals: repeated histories");
        return [windows, IntervalCalibration.RepeatedHistories(plan.World with { Seed = plan.Seeds[0] }, plan.Repetitions)];
    }

    private static Func<ScoreModel, double>? OnFirstSplit(ValidationPlan plan) => plan.Data is null || plan.Splits.Count == 0
        ? null
        : model => PredictionHarness.Measure(plan.Data, plan.Splits[0], Scorers.Engine(model, plan.HalfLifeDays, plan.WindowDays)).Rows[0].Spearman.Value;
}
