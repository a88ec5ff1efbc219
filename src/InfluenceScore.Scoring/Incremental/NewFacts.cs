namespace InfluenceScore.Scoring.Incremental;

/// <summary>An account that was not in the input. Its number is the next one.</summary>
/// <param name="Key">"network:handle", of no other account.</param>
public readonly record struct NewAccount(string Key, ProfileSnapshot? Profile, bool Tracked);

/// <summary>A post that was not in the input. Its number is the next one.</summary>
/// <param name="Author">Account number.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="IsRepost">See <see cref="ScoringInput.PostIsRepost"/>.</param>
public readonly record struct NewPost(int Author, long Time, bool IsRepost);

/// <summary>An act that was not in the input.</summary>
/// <param name="Actor">Account number.</param>
/// <param name="Target">Account number.</param>
/// <param name="Post">The target's post that was acted on (post number), −1 where unknown.</param>
/// <param name="Time">Unix milliseconds.</param>
public readonly record struct NewAct(int Actor, int Target, InteractionKind Kind, int Post, long Time);

/// <summary>
/// What became known after a scoring. Numbers of accounts and posts go on where those of the input, or of the facts added before, end. Unlike in a
/// <see cref="ScoringInput"/> nothing may be repeated that was given before.
/// </summary>
public sealed record NewFacts
{
    public IReadOnlyList<NewAccount> Accounts { get; init; } = [];

    /// <summary>Newer profiles of accounts that were known, by account number.</summary>
    public IReadOnlyList<(int Account, ProfileSnapshot Profile)> Profiles { get; init; } = [];

    public IReadOnlyList<NewPost> Posts { get; init; } = [];

    public IReadOnlyList<NewAct> Acts { get; init; } = [];
}
