using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>What a run does. Stored by number in cursors: never renumber.</summary>
internal enum MastodonPhase
{
    Profile = 0,
    Posts = 1,
    Reactions = 2,
    Followers = 3,
    Following = 4,
    Done = 5,
}

/// <summary>Where a run stands, small enough for a cursor.</summary>
internal sealed record MastodonPlace
{
    public MastodonPhase Phase { get; init; }

    /// <summary>Host of the API, which may be another than the handle's.</summary>
    public string Host { get; init; } = "";

    /// <summary>What handles of that server end in.</summary>
    public string Domain { get; init; } = "";

    /// <summary>On that server.</summary>
    public string AccountId { get; init; } = "";

    public string Handle { get; init; } = "";
    public long? FollowersCount { get; init; }
    public long? FollowingCount { get; init; }

    /// <summary>The account hides who follows it; null = the server does not say.</summary>
    public bool? Hidden { get; init; }

    /// <summary>Path and query of the next page of what is being read; null = its first page.</summary>
    public string? Next { get; init; }

    /// <summary>Path and query of the next page of posts, while reactions to the last one are fetched.</summary>
    public string? NextPosts { get; init; }

    /// <summary>Posts of the last page whose reactions are still to be fetched: "id kinds", kinds of <see cref="Reaction"/>.</summary>
    public IReadOnlyList<string> Queue { get; init; } = [];

    /// <summary>Kinds of reactions that the server does not give.</summary>
    public string Closed { get; init; } = "";

    /// <summary>Posts read so far.</summary>
    public int Read { get; init; }

    /// <summary>Members of the present follow list that have been read.</summary>
    public long Listed { get; init; }

    /// <summary>Posts before this moment need not be read again.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Time of the newest post that was read: the high water.</summary>
    public DateTime? Newest { get; init; }

    public string ToCursor() => JsonSerializer.Serialize(this, Compact);

    /// <exception cref="SourceException">The text is no place of this source.</exception>
    public static MastodonPlace Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<MastodonPlace>(text, Compact) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new SourceException("The place where the last run of Mastodon stopped cannot be read: fetch the account anew.", e);
        }
    }

    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
}

/// <summary>The kinds of reactions, by the letter that stands for them in a cursor.</summary>
internal static class Reaction
{
    public const char Boosts = 'b';
    public const char Favourites = 'f';
    public const char Replies = 'r';
    public const char Quotes = 'q';
}
