using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources;

// What every source says, whatever its network calls it: the one vocabulary between the edge and the store.
// Handles may still carry a leading @ and capitals; the Ingestor normalises and validates. Null = the source does not tell. Times are UTC.

/// <summary>
/// The network's stable id of an account, and the handle it has now; a null <paramref name="Handle"/> = only the id is known (a list of followers in an archive).
/// Then other records name the account by <see cref="AccountKey.HandleOfId"/> until a source tells its handle.
/// </summary>
public sealed record AccountRecord(string Network, string NetworkUserId, string? Handle);

/// <summary>An account as its network showed it. Null <paramref name="ObservedAt"/> = the source does not tell when.</summary>
public sealed record ProfileRecord(
    string Network,
    string Handle,
    DateTime? ObservedAt = null,
    string? NetworkUserId = null,
    string? Name = null,
    DateTime? CreatedAt = null,
    string? Location = null,
    string? Bio = null,
    long? Followers = null,
    long? Following = null,
    long? Posts = null,
    long? LikesGiven = null,
    long? Listed = null,
    bool? Verified = null,
    bool? DefaultAvatar = null);

/// <summary>A post. <paramref name="RefersTo"/> is the network's id of the post it replies to, reposts or quotes.</summary>
public sealed record PostRecord(
    string Network,
    string Id,
    string Author,
    DateTime CreatedAt,
    PostKind Kind = PostKind.Unknown,
    string? RefersTo = null,
    string? Text = null,
    long? Likes = null,
    long? Reposts = null,
    long? Replies = null,
    long? Quotes = null,
    long? Views = null,
    string? Lang = null);

/// <summary>
/// One account acted on another; <paramref name="Post"/> is the network's id of the target's post. Null <paramref name="At"/> = the network does not tell when
/// (X and Mastodon on who reposted, Bluesky's list of reposters): stored as <see cref="Facts.UnknownTime"/> unless the same act is known with its time already,
/// and replaced when its time becomes known.
/// </summary>
public sealed record InteractionRecord(string Network, string Actor, string Target, InteractionKind Kind, DateTime? At, string? Post = null);

/// <summary>One account began or ceased to follow another.</summary>
public sealed record FollowRecord(string Network, string Follower, string Followee, FollowEventKind Event, DateTime At);
