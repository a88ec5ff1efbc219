using InfluenceScore.Scoring.Validation.Gaming;
using InfluenceScore.Scoring.Validation.Metrics;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation;

/// <summary>One piece of the model taken out.</summary>
/// <param name="Piece">What was taken out.</param>
/// <param name="Spearman">ρ with true influence, mean over the worlds.</param>
/// <param name="Gains">Mean gain of each attack, in points, in the order of <see cref="Ablation.Attacks"/>.</param>
/// <param name="HonestLosers">Share of people (0–1) who lose more than a point because of the piece, against the general shift it makes.</param>
/// <param name="Prediction">ρ on the real split, where one was given; else NaN.</param>
public sealed record AblationRow(string Piece, double Spearman, IReadOnlyList<double> Gains, double HonestLosers, double Prediction);

/// <summary>What each piece of the model buys, and what it costs honest people: the model without it, measured again.</summary>
public static class Ablation
{
    /// <summary>The attacks of the table, by the names they have in the gaming table.</summary>
    public static IReadOnlyList<string> Attacks { get; } =
        ["150 young bots", "150 aged bots", "150 aged bots, patient", "150 aged bots, patient, mutual", "pod of 12, half response", "superfan", "spamming strangers", "silent month"];

    private static readonly (string Piece, Func<ScoreModel, ScoreModel> Without)[] Pieces =
    [
        ("nothing: the full model", m => m),
        ("proof of life", m => m with { ProofPeople = 1e-9 }),
        ("likes prove nothing", m => m with { LikeWitness = 1 }),
        ("a profile only speaks against", m => m with { UnprovenCeiling = 1 }),
        ("unproven odds", m => m with { UnprovenOdds = 1 }),
        ("breadth", m => m with { BreadthPower = 0 }),
        ("quick rule", m => m with { QuickMinutes = 0 }),
        ("crowd bound", m => m with { CrowdPerProven = 1e9 }),
        ("quid pro quo", m => m with { ReciprocityFrom = 1e6, ReciprocityFull = 2e6 }),
        ("selectivity", m => m with { FreeStrangers = 1e9 }),
        ("activity clock", m => m with { PauseDays = 0, RhythmDays = 1e6 }),
        ("cap of one person a post", m => m with { PersonPerPostLimit = 1e3 }),
        ("amplification and network impact", m => m with { TrueReachWeight = 1, AmplificationWeight = 0, NetworkImpactWeight = 0 }),
    ];

    public static IReadOnlyList<AblationRow> Measure(
        IReadOnlyList<SimulatedWorld> worlds, Func<ScoreModel, double>? prediction = null, Action<string>? progress = null)
    {
        var attacks = Gaming.Attacks.All.Where(a => Attacks.Contains(a.Name)).ToArray();
        var full = worlds.Select(w => Scorers.Engine()(w.Input, w.AsOf)).ToArray();
        return [.. Pieces.Select(p =>
        {
            progress?.Invoke($"without {p.Piece}");
            var model = p.Without(ScoreModel.Current);
            var score = Scorers.Engine(model);
            var scores = worlds.Select(w => score(w.Input, w.AsOf)).ToArray();
            return new AblationRow(
                p.Piece,
                worlds.Select((w, i) => WorldPrediction.Of(w, scores[i]).Score).Average(),
                [.. GamingTable.Measure(worlds, score, attacks).Select(r => r.Measured)],
                worlds.Select((w, i) => Losers(w, full[i], scores[i])).Average(),
                prediction?.Invoke(model) ?? double.NaN);
        })];
    }

    private static double Losers(SimulatedWorld world, double[] full, double[] without)
    {
        var losses = Enumerable.Range(0, full.Length).Where(i => world.Genuine[i]).Select(i => without[i] - full[i]).ToArray();
        var shift = Bootstrap.Median(losses);
        return losses.Count(l => l - shift > 1) / (double)losses.Length;
    }
}
