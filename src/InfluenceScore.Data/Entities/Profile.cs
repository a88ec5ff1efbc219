namespace InfluenceScore.Data.Entities;

/// <summary>What a network showed of an account at one moment. Null = unknown. Several rows of one account are its history.</summary>
public sealed class Profile
{
    public int AccountId { get; set; }

    /// <summary>When it was seen; <see cref="Facts.UnknownTime"/> where the source does not tell.</summary>
    public DateTime ObservedAt { get; set; }

    /// <summary>The network's own stable id of who held the handle at that moment: handles change hands.</summary>
    public string? NetworkUserId { get; set; }

    public string? Name { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string? Location { get; set; }
    public string? Bio { get; set; }
    public long? Followers { get; set; }
    public long? Following { get; set; }
    public long? Posts { get; set; }
    public long? LikesGiven { get; set; }
    public long? Listed { get; set; }
    public bool? Verified { get; set; }
    public bool? DefaultAvatar { get; set; }
}
