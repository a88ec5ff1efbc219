namespace InfluenceScore.Data.Entities;

/// <summary>
/// A post, or only its id where an interaction or another post refers to one that was never ingested
/// (then <see cref="AuthorId"/> and <see cref="CreatedAt"/> are null until its own row arrives).
/// </summary>
public sealed class Post
{
    public int Id { get; set; }
    public required string Network { get; set; }

    /// <summary>The network's id of the post. Unique within the network, case kept.</summary>
    public required string NetworkPostId { get; set; }

    public int? AuthorId { get; set; }
    public DateTime? CreatedAt { get; set; }
    public PostKind Kind { get; set; }

    /// <summary>The post that this one replies to, reposts or quotes.</summary>
    public int? RefersToId { get; set; }

    /// <summary>Plain text; hostile.</summary>
    public string? Text { get; set; }

    public long? Likes { get; set; }
    public long? Reposts { get; set; }
    public long? Replies { get; set; }
    public long? Quotes { get; set; }
    public long? Views { get; set; }
    public string? Lang { get; set; }
}

/// <summary>The numbers are stored: never renumber.</summary>
public enum PostKind : byte
{
    Unknown = 0,
    Original = 1,
    Reply = 2,
    Repost = 3,
    Quote = 4,
}
