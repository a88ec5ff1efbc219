using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Sources.MastodonArchive;

// Wire types of ActivityPub, as far as Mastodon's archive uses them.

internal static class ActivityJson
{
    public static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new NullFreeLists() } };
}

/// <param name="Webfinger">user@host, where the server says it (newer versions): the host of handles may be another than that of addresses.</param>
internal sealed record ApActor(string? Id, string? PreferredUsername, string? Name, string? Summary, string? Published, string? Webfinger);

/// <param name="Object">A note, or only its address.</param>
internal sealed record ApActivity(
    string? Id, string? Type, string? Published,
    [property: JsonConverter(typeof(OneOrManyConverter))] IReadOnlyList<string>? To,
    [property: JsonConverter(typeof(OneOrManyConverter))] IReadOnlyList<string>? Cc, JsonElement Object);

internal sealed record ApNote(
    string? Id, string? Type, string? Published, string? Content, string? InReplyTo, string? AttributedTo,
    [property: JsonConverter(typeof(OneOrManyConverter))] IReadOnlyList<string>? To,
    [property: JsonConverter(typeof(OneOrManyConverter))] IReadOnlyList<string>? Cc, IReadOnlyList<ApTag>? Tag, IReadOnlyDictionary<string, string>? ContentMap);

internal sealed record ApTag(string? Type, string? Href, string? Name);

/// <summary>ActivityPub writes a list of one as the one.</summary>
internal sealed class OneOrManyConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return [reader.GetString()!];
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(e => e.StringOrNull()).OfType<string>()]
            : [];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
