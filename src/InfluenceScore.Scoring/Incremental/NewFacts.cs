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

    /// <exception cref="ArgumentException">A number, a time or a kind is out of range: the message says which.</exception>
    internal void Require(int knownAccounts, int knownPosts)
    {
        var (accounts, posts) = (knownAccounts + Accounts.Count, knownPosts + Posts.Count);
        foreach (var (i, profile) in Profiles.Index()) InputCheck.Index(profile.Account, 0, knownAccounts, nameof(Profiles), i);
        foreach (var (i, post) in Posts.Index())
        {
            InputCheck.Index(post.Author, 0, accounts, nameof(Posts), i);
            InputCheck.Time(post.Time, nameof(Posts), i);
        }

        foreach (var (i, act) in Acts.Index())
        {
            InputCheck.Index(act.Actor, 0, accounts, nameof(Acts), i);
            InputCheck.Index(act.Target, 0, accounts, nameof(Acts), i);
            InputCheck.Index(act.Post, -1, posts, nameof(Acts), i);
            InputCheck.Time(act.Time, nameof(Acts), i);
            InputCheck.Kind(act.Kind, nameof(Acts), i);
        }
    }
}
