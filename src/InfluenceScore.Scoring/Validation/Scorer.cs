namespace InfluenceScore.Scoring.Validation;

/// <summary>Scores of all accounts (0 where none) from the evidence before a moment. A delegate, because ablations are scorers too.</summary>
public delegate double[] Scorer(ScoringInput input, long asOf);

/// <summary>The engine as a <see cref="Scorer"/>.</summary>
public static class Scorers
{
    /// <summary>The engine with a model (the current one by default), half-life and window in days.</summary>
    public static Scorer Engine(ScoreModel? model = null, double halfLifeDays = 30, double windowDays = 90) => (input, asOf) =>
    {
        var scores = new double[input.AccountCount];
        foreach (var row in Score(input, asOf, model, halfLifeDays, windowDays))
            scores[row.Account] = row.Score;
        return scores;
    };

    /// <summary>The full rows of the engine, for what needs more than the score.</summary>
    public static IReadOnlyList<AccountScore> Score(ScoringInput input, long asOf, ScoreModel? model = null, double halfLifeDays = 30, double windowDays = 90) =>
        ScoringEngine.Score(input, new ScoringOptions { AsOf = asOf, HalfLifeDays = halfLifeDays, WindowDays = windowDays, Model = model ?? ScoreModel.Current }).Scores;
}
