namespace InfluenceScore.Scoring.Validation.Gaming;

/// <summary>What is read off after an attack.</summary>
public enum AttackMeasure
{
    /// <summary>Mean gain of the targets, net of the bystanders' median; must not exceed the limit.</summary>
    Gain,

    /// <summary>The same with the sign turned: what the targets lose must not exceed the limit.</summary>
    Loss,

    /// <summary>The mean score of accounts that did not exist before; must not exceed the limit.</summary>
    NewcomerScore,
}

/// <summary>One way to try to move a score.</summary>
/// <param name="Name">Short, for tables.</param>
/// <param name="Words">What is done, in one sentence.</param>
/// <param name="Limit">Points that the measure may reach (scoring.md, law 9); null for variants that are reported without a promise.</param>
/// <param name="Play">Edits the stage.</param>
public sealed record Attack(string Name, string Words, double? Limit, Action<AttackStage> Play, AttackMeasure Measure = AttackMeasure.Gain);
