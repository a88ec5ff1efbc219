using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Sources;

/// <summary>One network that accounts can be fetched from. An implementation speaks to the network and maps; it never touches the store.</summary>
public interface ISocialSource
{
    /// <summary>Lower-case name of the network, as in <see cref="AccountKey.Network"/>.</summary>
    string Network { get; }

    /// <summary>One sentence that says which setting is missing, or null when the source is ready.</summary>
    string? NotConfiguredReason { get; }

    /// <summary>Asks the network for something small.</summary>
    /// <returns>One sentence in the admin's words: what answered.</returns>
    /// <exception cref="InfluenceScoreException">It did not answer as it should; the message says what and where.</exception>
    Task<string> TestConnectionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Fetches what the network tells about one account, page by page. The caller stores the facts of a page and its <see cref="SourcePage.Cursor"/> in one
    /// transaction before it asks for the next page, so that a killed run continues right behind its last stored page.
    /// </summary>
    /// <exception cref="InfluenceScoreException">The fetch cannot go on; the message is the reason of the failure in words.</exception>
    IAsyncEnumerable<SourcePage> FetchAsync(FetchRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Asks which of these accounts the network shows no longer (deactivated, deleted, suspended). Called with those who are missing from a complete list, before
    /// anybody is said to have unfollowed.
    /// </summary>
    /// <param name="handles">In stored form (a DID where that is known), at most <see cref="GoneAnswer.MaxAsked"/>.</param>
    /// <exception cref="InfluenceScoreException">The network did not tell: then nobody is said to have unfollowed.</exception>
    Task<GoneAnswer> FindGoneAsync(IReadOnlyList<string> handles, IFetchWatch watch, CancellationToken cancellationToken);
}

/// <summary>Those of the asked accounts that the network shows no longer, and what asking took.</summary>
public sealed record GoneAnswer(IReadOnlyCollection<string> Gone, int Requests, decimal CostUsd = 0)
{
    public const int MaxAsked = 1000;
}

/// <summary>What to fetch, and from where to go on.</summary>
/// <param name="Handle">In stored form: lower case, no leading @.</param>
/// <param name="Cursor">The cursor of the last stored page of this run; null at the start.</param>
/// <param name="HighWater">What the last finished run left, so that this one fetches only what is newer; null for everything.</param>
/// <param name="Watch">Told of waits and noteworthy events while the fetch goes on.</param>
public sealed record FetchRequest(string Handle, string? Cursor, string? HighWater, IFetchWatch Watch)
{
    /// <summary>The network's own stable id of the account, where it is known: ask by it, since handles change.</summary>
    public string? NetworkUserId { get; init; }
}

/// <summary>Where a source tells what it is doing; the run's row and log are behind it. To be called in the flow of the fetch, never from several threads.</summary>
public interface IFetchWatch
{
    /// <summary>The network's rate limit makes the source wait until then (UTC), and why.</summary>
    void WaitingUntil(DateTime until, string reason);

    /// <summary>A plain sentence for the run's log.</summary>
    void Note(string sentence);
}

/// <summary>The facts of one answer of the network. Empty pages are allowed (they still move the cursor).</summary>
public sealed record SourcePage
{
    /// <summary>
    /// The stable ids of accounts that this page names by handle. Stored first: an account that is known by its id under an older handle is renamed, so that a changed
    /// handle does not make a second account.
    /// </summary>
    public IReadOnlyList<AccountRecord> Accounts { get; init; } = [];

    public IReadOnlyList<ProfileRecord> Profiles { get; init; } = [];
    public IReadOnlyList<PostRecord> Posts { get; init; } = [];
    public IReadOnlyList<InteractionRecord> Interactions { get; init; } = [];

    /// <summary>Follow events whose time the network tells (rare).</summary>
    public IReadOnlyList<FollowRecord> Follows { get; init; } = [];

    /// <summary>A part of a list of followers or of followed accounts, without times; null where this page has none.</summary>
    public FollowListPart? FollowList { get; init; }

    /// <summary>Opaque, at most 4,000 characters: where the run goes on after this page.</summary>
    public required string Cursor { get; init; }

    /// <summary>Opaque: what the next run of this account starts from, once this run is finished; null = unchanged.</summary>
    public string? HighWater { get; init; }

    /// <summary>What this page was about, for "Fetching …": posts, followers, reactions to posts.</summary>
    public string? Subject { get; init; }

    /// <summary>How much of the fetch lies behind this page, 0–1; null where the source cannot say.</summary>
    public double? Progress { get; init; }

    /// <summary>Requests that this page took.</summary>
    public int Requests { get; init; } = 1;

    /// <summary>What the network charges for it, US dollars.</summary>
    public decimal CostUsd { get; init; }
}

/// <summary>
/// One page of a follower (or following) list. Only a list that was seen from its first page to its last, <see cref="Complete"/> on the last, says who is no longer on it.
/// </summary>
/// <param name="Owner">Handle of the account whose list it is.</param>
/// <param name="Direction">Whether the members follow the owner or are followed by it.</param>
/// <param name="Members">Handles.</param>
/// <param name="First">This page begins the list.</param>
/// <param name="Complete">This page ends the list and nothing was left out (count agrees, nothing hidden).</param>
public sealed record FollowListPart(string Owner, FollowDirection Direction, IReadOnlyList<string> Members, bool First, bool Complete)
{
    /// <summary>
    /// How many the network says there are, also those it does not show; null where it does not say. A later list that falls further short of it than the first one did
    /// counts as incomplete, whatever <see cref="Complete"/> says.
    /// </summary>
    public long? Expected { get; init; }
}
