using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources.X;

/// <summary>What a run does one after the other. Stored by number in cursors: never renumber.</summary>
internal enum XPhase
{
    Profile = 0,
    Posts = 1,
    Mentions = 2,
    Revisit = 3,
    Engagement = 4,
    Followers = 5,
    Following = 6,
    Done = 7,
}

/// <summary>
/// Which part of a list that X gives newest first has been read: everything up to <paramref name="Newest"/>, but for a gap where the last run had to stop:
/// ids after <paramref name="Since"/> and before <paramref name="Until"/>.
/// </summary>
/// <param name="Newest">Newest id seen; null = nothing yet.</param>
/// <param name="Until">Null = no gap.</param>
internal sealed record XRange(string? Newest = null, string? Since = null, string? Until = null);

/// <summary>A post of the account whose reposts, quotes and likes are followed.</summary>
/// <param name="Seen">Counts of reposts, quotes and likes when they were last fetched; -1 = not yet.</param>
/// <param name="Now">The counts that X shows now.</param>
[JsonConverter(typeof(XWatchedConverter))]
internal sealed record XWatched(string Id, long[] Seen, long[] Now)
{
    /// <summary>The first kind (0 reposts, 1 quotes, 2 likes) that has grown since it was fetched, or null.</summary>
    public int? NextOrNull(bool[] closed)
    {
        for (var kind = 0; kind < Now.Length; kind++)
        {
            if (!closed[kind] && Now[kind] > Math.Max(0, Seen[kind]))
                return kind;
        }
        return null;
    }
}

/// <summary>
/// Where a run stands, small enough for a cursor of 4,000 characters; the part that the next run needs is the high water.
/// </summary>
internal sealed record XPlace
{
    /// <summary>Posts that are watched at a time: with ids of 19 digits and counts they fill 3,500 characters.</summary>
    public const int MaxWatched = 50;

    public XPhase Phase { get; init; }

    /// <summary>Of the next page of what is being read; null = its first page.</summary>
    public string? Token { get; init; }

    public string? UserId { get; init; }

    /// <summary>As X writes it.</summary>
    public string? Handle { get; init; }

    public long? FollowersCount { get; init; }
    public long? FollowingCount { get; init; }

    /// <summary>US dollars that the run has cost so far: a resumed run does not get a second budget.</summary>
    public decimal Spent { get; init; }

    /// <summary>Members of the present follow list that have been read.</summary>
    public long Listed { get; init; }

    /// <summary>The present part is the list above the old newest id, not the old gap.</summary>
    public bool Above { get; init; }

    /// <summary>Reposts, quotes, likes that X does not give to this app.</summary>
    public bool[] Closed { get; init; } = [false, false, false];

    /// <summary>Reposts come as accounts without times, since the list of repost posts is closed.</summary>
    public bool RepostersOnly { get; init; }

    public XRange Posts { get; init; } = new();
    public XRange Mentions { get; init; } = new();
    public IReadOnlyList<XWatched> Watched { get; init; } = [];

    public static XPlace Start(string? highWater) => highWater is null ? new XPlace()
        : Parse(highWater) with { Phase = XPhase.Profile };

    /// <exception cref="SourceException">The text is no place of this source.</exception>
    public static XPlace Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<XPlace>(text, Compact) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new SourceException("The place where the last run of X stopped cannot be read: fetch the account anew.", e);
        }
    }

    public string ToCursor() => JsonSerializer.Serialize(this, Compact);

    /// <summary>What the next run starts from.</summary>
    /// <param name="watchFrom">Older posts whose acts have all been fetched are watched no longer.</param>
    public string ToHighWater(DateTime watchFrom) => JsonSerializer.Serialize(
        new XPlace
        {
            Posts = Posts,
            Mentions = Mentions,
            Watched = [.. Watched.Where(w => w.NextOrNull(Closed) is not null || XMapper.SnowflakeTimeOrNull(w.Id) >= watchFrom)],
        }, Compact);

    /// <summary>Takes in the account's own posts of a page; those that have grown stay longest, then the newest.</summary>
    public XPlace Watching(IEnumerable<XPost> posts)
    {
        var watched = Watched.ToDictionary(w => w.Id);
        foreach (var post in posts)
        {
            // A repost shows the counts of the original.
            if (post.Id is not { Length: > 0 } id || post.PublicMetrics is not { } m || post.ReferenceOrNull("retweeted", "reposted") is not null)
                continue;
            long[] now = [m.Reposts ?? 0, m.QuoteCount ?? 0, m.LikeCount ?? 0];
            watched[id] = watched.TryGetValue(id, out var old) ? old with { Now = now } : new XWatched(id, [-1, -1, -1], now);
        }
        return this with
        {
            Watched = [.. watched.Values
                .OrderBy(w => w.NextOrNull(Closed) is null)
                .ThenByDescending(w => w.Id, Comparer<string>.Create(XMapper.CompareIds))
                .Take(MaxWatched)],
        };
    }

    private static readonly JsonSerializerOptions Compact = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>"id/seen,seen,seen/now,now,now": a cursor has to hold fifty of them.</summary>
internal sealed class XWatchedConverter : JsonConverter<XWatched>
{
    public override XWatched Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()?.Split('/') is [var id, var seen, var now] && Counts(seen) is { } s && Counts(now) is { } n
            ? new XWatched(id, s, n)
            : throw new JsonException("not a watched post");

    public override void Write(Utf8JsonWriter writer, XWatched value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Id}/{string.Join(',', value.Seen)}/{string.Join(',', value.Now)}"));

    private static long[]? Counts(string text)
    {
        var counts = text.Split(',').Select(c => long.TryParse(c, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : (long?)null).ToList();
        return counts is [{ } a, { } b, { } c] ? [a, b, c] : null;
    }
}
