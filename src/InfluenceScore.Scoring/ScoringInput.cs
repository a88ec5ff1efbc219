namespace InfluenceScore.Scoring;

/// <summary>
/// Everything the score is made of, as flat arrays. Accounts and posts are numbered 0..n−1; the numbering carries no meaning
/// (law 6: the result does not depend on it, nor on the order or repetition of acts).
/// Times are Unix milliseconds, UTC. Acts at or after the as-of moment, acts on oneself and repeated acts are ignored by the engine.
/// </summary>
public sealed record ScoringInput
{
    /// <summary>One key an account, "network:handle", distinct. The order of summation follows these keys (ordinal), not the numbering.</summary>
    public required string[] AccountKeys { get; init; }

    /// <summary>The newest profile observed before as-of, or null where none is known. One an account.</summary>
    public required IReadOnlyList<ProfileSnapshot?> Profiles { get; init; }

    /// <summary>Accounts that get a score even when nobody acted on them. One an account.</summary>
    public required bool[] Tracked { get; init; }

    /// <summary>Author of each post (account number).</summary>
    public required int[] PostAuthors { get; init; }

    /// <summary>Time of each post. Only posts with a known author and time belong here.</summary>
    public required long[] PostTimes { get; init; }

    /// <summary>
    /// Which posts are reposts of somebody else: they show that the account is active and nobody can act on them, so they run its clock but are no chance of
    /// response. Null where none is known to be one.
    /// </summary>
    public bool[]? PostIsRepost { get; init; }

    /// <summary>Who acted (account number). One an act, as are the four arrays below.</summary>
    public required int[] ActActors { get; init; }

    /// <summary>Who was acted on (account number).</summary>
    public required int[] ActTargets { get; init; }

    public required InteractionKind[] ActKinds { get; init; }

    /// <summary>The target's post that was acted on (post number), or −1 where unknown.</summary>
    public required int[] ActPosts { get; init; }

    public required long[] ActTimes { get; init; }

    /// <summary>
    /// What the store has summed up of all acts and posts itself; null where the acts above are all there are. With it, acts and posts are those of the tracked
    /// accounts alone, and only tracked accounts get a score.
    /// </summary>
    public SummedEvidence? Summed { get; init; }

    public int AccountCount => AccountKeys.Length;

    public int PostCount => PostTimes.Length;

    public int ActCount => ActTimes.Length;
}

/// <summary>What a network shows of an account, at one moment. Null = unknown, never zero. Counts are people, accounts or posts.</summary>
/// <param name="Handle">The handle without a leading @.</param>
/// <param name="Name">Display name.</param>
/// <param name="Bio">Self-description.</param>
/// <param name="Followers">Accounts that follow it. Evidence about authenticity only; never an input of a score.</param>
/// <param name="Following">Accounts it follows. The same.</param>
/// <param name="Posts">Posts ever made.</param>
/// <param name="LikesGiven">Likes ever given.</param>
/// <param name="Listed">Lists it stands on.</param>
/// <param name="DefaultAvatar">True where the network's default picture is shown.</param>
public sealed record ProfileSnapshot(
    string Handle,
    string? Name = null,
    string? Bio = null,
    long? Followers = null,
    long? Following = null,
    long? Posts = null,
    long? LikesGiven = null,
    long? Listed = null,
    bool? DefaultAvatar = null);
