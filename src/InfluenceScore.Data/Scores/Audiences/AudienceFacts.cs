using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>
/// Figures of the people around one account, as of its score. "Inside the window" means what the score counts (its activity clock); the last 30 days are days
/// of the calendar. Null = not known, never zero. What describes habits (hours, topics, delays, who comes and stays) leaves suspicious accounts out.
/// </summary>
public sealed record AudienceFacts
{
    /// <summary>Days of what is called "this month".</summary>
    public const int RecentDays = 30;

    /// <summary>Days without an act after which somebody is said to have come back.</summary>
    public const int SilenceDays = 90;

    /// <summary>Acts inside the window by hour of the week, UTC: 24 hours of Monday first, 168 in all. Acts whose moment is not known stand nowhere.</summary>
    public required int[] Hours { get; init; }

    /// <summary>Acts inside the window: reposts, quotes, replies, mentions, likes.</summary>
    public required ActCounts Kinds { get; init; }

    /// <summary>Accounts that acted inside the window, by class.</summary>
    public required ClassCounts Acted { get; init; }

    /// <summary>Accounts known by name that follow it, by class; null where no follow is known at all.</summary>
    public ClassCounts? Follows { get; init; }

    /// <summary>Acts inside the window by accounts of the class suspicious, and the points of the score that they make.</summary>
    public int SuspiciousActs { get; init; }

    public double SuspiciousPoints { get; init; }

    /// <summary>Accounts that acted in the last 30 days for the first time; null where the known past is too short to say "first".</summary>
    public int? FirstTime { get; init; }

    /// <summary>Accounts that acted in the last 30 days, and how many of them had acted in the 30 days before as well.</summary>
    public int Recent { get; init; }

    public int Again { get; init; }

    /// <summary>Accounts that acted in the last 30 days after 90 days without an act.</summary>
    public int CameBack { get; init; }

    /// <summary>Accounts that acted inside the window and on no other account that is known here.</summary>
    public int OnlyHere { get; init; }

    /// <summary>Median minutes from a post to the acts on it; null where no act names a known post and moment.</summary>
    public double? MedianDelayMinutes { get; init; }

    /// <summary>Its own posts inside the window with their distinct actors: answers to others, and everything else.</summary>
    public PostDraw Answers { get; init; } = new(0, 0);

    public PostDraw OtherPosts { get; init; } = new(0, 0);

    /// <summary>The longest time without a post inside the window by the calendar, up to as-of; null where it has no post.</summary>
    public Pause? LongestPause { get; init; }

    /// <summary>Accounts that it acted on inside the window by the calendar, and how many of them acted on it as well.</summary>
    public int ActedOn { get; init; }

    public int ActedOnBack { get; init; }

    /// <summary>What draws more than its other posts, best first.</summary>
    public IReadOnlyList<Topic> Topics { get; init; } = [];

    /// <summary>Posts inside the window that could carry a topic (no answers, no reposts), and how many of them have a known text.</summary>
    public int TopicPosts { get; init; }

    public int TopicTexts { get; init; }

    public required StyleFacts Style { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, AudienceJson.Default.AudienceFacts);

    public static AudienceFacts Parse(string json) => JsonSerializer.Deserialize(json, AudienceJson.Default.AudienceFacts)!;
}

/// <summary>Acts of each kind.</summary>
public sealed record ActCounts(int Reposts, int Quotes, int Replies, int Mentions, int Likes)
{
    [JsonIgnore]
    public int All => Reposts + Quotes + Replies + Mentions + Likes;
}

/// <summary>Accounts of each class of <see cref="AudienceClass"/>.</summary>
public sealed record ClassCounts(int Genuine, int Uncertain, int Suspicious, int Inactive, int Unknown)
{
    [JsonIgnore]
    public int All => Genuine + Uncertain + Suspicious + Inactive + Unknown;

    public int Of(AudienceClass of) => of switch
    {
        AudienceClass.Genuine => Genuine,
        AudienceClass.Uncertain => Uncertain,
        AudienceClass.Suspicious => Suspicious,
        AudienceClass.Inactive => Inactive,
        _ => Unknown,
    };

    public static ClassCounts Count(IEnumerable<AudienceClass> classes)
    {
        var counts = new int[6];
        foreach (var of in classes)
            counts[(int)of]++;
        return new ClassCounts(counts[1], counts[2], counts[3], counts[4], counts[5]);
    }
}

/// <summary>Posts and the sum of the distinct accounts that acted on each.</summary>
public sealed record PostDraw(int Posts, int Actors)
{
    [JsonIgnore]
    public double PerPost => Posts == 0 ? 0 : (double)Actors / Posts;
}

/// <summary>A time without posts; <paramref name="Ended"/> is false where it lasts until as-of.</summary>
public sealed record Pause(DateTime From, DateTime To, bool Ended)
{
    [JsonIgnore]
    public double Days => (To - From).TotalDays;
}

/// <summary>A hashtag or word, and how the posts with it do.</summary>
/// <param name="Term">As most posts write it, a hashtag with its sign.</param>
/// <param name="Posts">Posts with it inside the window.</param>
/// <param name="PeoplePerPost">Distinct accounts that acted, on average, on a post with it.</param>
/// <param name="PeopleElsewhere">The same on a post without it; null where every post has it.</param>
/// <param name="Points">Points of the score that the posts with it make.</param>
/// <param name="Times">People per post with it, as a multiple of the account's mean post.</param>
public sealed record Topic(string Term, int Posts, double PeoplePerPost, double? PeopleElsewhere, double Points, double Times);

[JsonSerializable(typeof(AudienceFacts))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class AudienceJson : JsonSerializerContext;
