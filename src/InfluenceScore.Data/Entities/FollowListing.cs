namespace InfluenceScore.Data.Entities;

/// <summary>
/// That an account stood on another's list of followers (or of followed accounts): from when to when it was seen there. The lists have no times of their own, so
/// these are moments of observation. Owner, direction and member together are its identity.
/// </summary>
public sealed class FollowListing
{
    public int OwnerId { get; set; }
    public FollowDirection Direction { get; set; }
    public int MemberId { get; set; }

    /// <summary>Since when it stands there without a gap, as far as was seen.</summary>
    public DateTime FirstSeen { get; set; }

    public DateTime LastSeen { get; set; }

    /// <summary>The run that saw it last: who was not seen by the run that read the whole list is no longer on it.</summary>
    public int LastRunId { get; set; }

    public FollowListingState State { get; set; }
}

/// <summary>How far the reading of one list has come.</summary>
public sealed class FollowList
{
    public int OwnerId { get; set; }
    public FollowDirection Direction { get; set; }

    /// <summary>The run that began to read it last.</summary>
    public int RunId { get; set; }

    /// <summary>When it was last read from the first page to the last with nothing left out; null = never.</summary>
    public DateTime? CompleteAt { get; set; }

    /// <summary>How many more the network then said there are than it showed (deactivated accounts are counted and not shown).</summary>
    public long Shortfall { get; set; }
}

/// <summary>Whether the members follow the owner or are followed by it. The numbers are stored: never renumber.</summary>
public enum FollowDirection : byte
{
    Followers = 1,
    Following = 2,
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum FollowListingState : byte
{
    Listed = 1,

    /// <summary>A complete list came without it, and the network still shows the account.</summary>
    Unfollowed = 2,

    /// <summary>A complete list came without it, and the network no longer shows the account: no unfollow.</summary>
    Gone = 3,
}
