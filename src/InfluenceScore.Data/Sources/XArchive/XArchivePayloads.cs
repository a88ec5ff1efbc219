using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources.XArchive;

// Wire types of X's archive. Numbers come as text; unlike the API, dates have X's first form ("Sat Dec 06 18:20:30 +0000 2025").

internal static class XArchiveJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new NullFreeLists() },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}

internal sealed record XaTweet(
    string? IdStr, string? CreatedAt, string? FullText, string? Text, string? Lang, long? FavoriteCount, long? RetweetCount,
    string? InReplyToStatusIdStr, string? InReplyToUserIdStr, string? InReplyToScreenName, XaEntities? Entities);

internal sealed record XaEntities(IReadOnlyList<XaMention>? UserMentions, IReadOnlyList<XaUrl>? Urls);

internal sealed record XaMention(string? ScreenName, string? IdStr);

internal sealed record XaUrl(string? ExpandedUrl);

internal sealed record XaAccount(
    [property: JsonPropertyName("accountId")] string? AccountId, string? Username, [property: JsonPropertyName("createdAt")] string? CreatedAt,
    [property: JsonPropertyName("accountDisplayName")] string? DisplayName);

internal sealed record XaProfile(XaDescription? Description, [property: JsonPropertyName("avatarMediaUrl")] string? AvatarMediaUrl);

internal sealed record XaDescription(string? Bio, string? Location);
