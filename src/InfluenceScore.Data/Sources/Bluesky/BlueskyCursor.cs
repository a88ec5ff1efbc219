using System.Text.Json;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>Where a fetch stands: the step, the place within it, and the posts of the last feed page whose reactions are still to be read.</summary>
/// <param name="Step">What comes next.</param>
/// <param name="Did">The account.</param>
/// <param name="Name">Its handle, or the DID in its place.</param>
/// <param name="At">The network's cursor within the step; null at its beginning.</param>
/// <param name="Seen">Own posts, or members of the list, read in this step.</param>
internal sealed record BlueskyCursor(BlueskyStep Step, string Did, string Name, string? At = null, long Seen = 0)
{
    /// <summary>Own posts as key:reactions, where reactions is the number of <see cref="Reactions"/> still to be read.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>The network's cursor within the reactions of the first pending post.</summary>
    public string? ReactionAt { get; init; }

    /// <summary>The feed ends behind the pending posts.</summary>
    public bool LastFeedPage { get; init; }

    /// <summary>What the profile counts.</summary>
    public long? Posts { get; init; }

    public long? Followers { get; init; }
    public long? Follows { get; init; }

    public BlueskyCursor Begin(BlueskyStep step) => this with { Step = step, At = null, Seen = 0 };

    public override string ToString() => JsonSerializer.Serialize(this);

    /// <exception cref="InfluenceScoreException">It was written by another version.</exception>
    public static BlueskyCursor Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<BlueskyCursor>(text) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InfluenceScoreException("The place where the run stopped cannot be read by this version; start a new run.", e);
        }
    }
}

internal enum BlueskyStep
{
    Feed = 1,
    Reactions = 2,
    Followers = 3,
    Follows = 4,
    End = 5,
}

/// <summary>Kinds of reactions to a post, in the order in which they are read (the lowest bit first).</summary>
[Flags]
internal enum Reactions
{
    None = 0,
    Likes = 1,
    Reposts = 2,
    Quotes = 4,
    Replies = 8,
}
