namespace InfluenceScore.Data.Entities;

/// <summary>A handle on a network. Every account that any fact names has a row, also one without a profile.</summary>
public sealed class Account
{
    public int Id { get; set; }

    /// <summary>Lower-case name of the network: x, bluesky, mastodon, or what a bundle calls it.</summary>
    public required string Network { get; set; }

    /// <summary>Lower-case, without a leading @. Unique within the network.</summary>
    public required string Handle { get; set; }

    /// <summary>The network's own stable id, where known.</summary>
    public string? NetworkUserId { get; set; }

    /// <summary>Display name of the newest profile that has one; hostile text.</summary>
    public string? Name { get; set; }

    /// <summary>What lists sort by: the name, or the handle where there is none, A–Z as a–z. Computed by the store, so that an index can hold it.</summary>
    public string NameInOrder { get; private set; } = "";

    /// <summary>Tracked accounts are ingested on a schedule and get a score even when nobody acted on them.</summary>
    public bool Tracked { get; set; }
}
