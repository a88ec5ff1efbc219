namespace InfluenceScore.Data.Entities;

/// <summary>One account began or ceased to follow another. All four columns together are its identity.</summary>
public sealed class FollowEvent
{
    public int FollowerId { get; set; }
    public int FolloweeId { get; set; }
    public FollowEventKind Event { get; set; }
    public DateTime At { get; set; }
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum FollowEventKind : byte
{
    Follow = 1,
    Unfollow = 2,
}
