namespace InfluenceScore.Scoring.Validation.Patterns;

/// <summary>What one simulated account really followed, before anybody collected it.</summary>
/// <param name="kind">Which story it is: a name of <see cref="FollowLives"/>.</param>
/// <param name="churns">Whether it is follow churn.</param>
/// <param name="periodDays">Days between cycles of a churner.</param>
/// <param name="cycles">Cycles of a churner.</param>
/// <param name="days">Days that the data span.</param>
/// <param name="batch">Accounts in a typical pile of a churner.</param>
public sealed class FollowLife(string kind, bool churns, double days, double periodDays = 0, int cycles = 0, int batch = 0)
{
    /// <summary>One stretch of following one target, in days since the data begin; before 0 = before the data, after the end = still followed.</summary>
    public readonly record struct Stretch(int Target, double From, double To);

    /// <summary>Moments at which a list or a count was read in part: in days, with the share that was missing.</summary>
    public readonly record struct PartialReading(double From, double To, double Missing);

    private int _targets;

    public string Kind { get; } = kind;
    public bool Churns { get; } = churns;
    public double Days { get; } = days;
    public double PeriodDays { get; } = periodDays;
    public int Cycles { get; } = cycles;
    public int Batch { get; } = batch;
    public List<Stretch> Stretches { get; } = [];
    public List<PartialReading> Partial { get; } = [];

    public int NewTarget() => _targets++;

    public void Follow(int target, double from, double to) => Stretches.Add(new Stretch(target, from, to));

    /// <summary>Follows a new target and keeps it as ordinary people do.</summary>
    /// <param name="aYear">Share that is unfollowed in a year; 2% within two weeks corresponds to about 0.3 and a quick second thought.</param>
    public void FollowOrdinarily(double from, SeededRandom random, double aYear = 0.3) =>
        Follow(NewTarget(), from, from + (random.Chance(0.01) ? random.Uniform(0.1, 14) : random.Exponential() * 365 / -Math.Log(1 - aYear)));

    /// <summary>The ordinary part of every life: what it followed before, and a few follows a week.</summary>
    public FollowLife Ordinarily(SeededRandom random, int before, double aDay)
    {
        for (var i = 0; i < before; i++)
            FollowOrdinarily(-random.Uniform(30, 1500), random, 0.02);
        for (var n = random.Poisson(aDay * Days); n > 0; n--)
            FollowOrdinarily(random.Uniform(0, Days), random);
        return this;
    }
}
