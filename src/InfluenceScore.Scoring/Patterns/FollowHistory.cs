namespace InfluenceScore.Scoring.Patterns;

/// <summary>How a follow ended. Only what the follower chose is evidence.</summary>
public enum FollowEnd : byte
{
    /// <summary>The follower unfollowed, as far as anybody can tell.</summary>
    Chosen = 0,

    /// <summary>The followed account vanished (deactivated, suspended): everybody lost it.</summary>
    TargetGone = 1,

    /// <summary>The same person is followed elsewhere at once: a move to another server.</summary>
    TargetMoved = 2,
}

/// <summary>One account began or ceased to follow a target.</summary>
/// <param name="Target">Account number of the followed account.</param>
/// <param name="Begins">True for a follow, false for an unfollow.</param>
/// <param name="At">Unix milliseconds, UTC. Lists have no times of their own: then it is the moment of observation, hours or days later.</param>
/// <param name="End">Why an unfollow happened; ignored for a follow.</param>
public readonly record struct FollowMoment(int Target, bool Begins, long At, FollowEnd End = FollowEnd.Chosen);

/// <summary>How many accounts a profile said that it follows, at one moment (Unix milliseconds, UTC).</summary>
public readonly record struct CountMoment(long At, long Count);

/// <summary>Everything known of whom one account followed. Either list may be empty, in any order, with gaps: absence of data is never evidence.</summary>
/// <param name="Moments">Follow events.</param>
/// <param name="Following">Counts of accounts followed, from the profile's history.</param>
/// <param name="DataEnd">Up to when events were collected, Unix milliseconds: a follow that is younger than two weeks then has not shown yet how long it lasts.</param>
public sealed record FollowHistory(IReadOnlyList<FollowMoment> Moments, IReadOnlyList<CountMoment> Following, long DataEnd);
