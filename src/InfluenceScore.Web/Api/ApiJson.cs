using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluenceScore.Web.Api;

/// <summary>How values are written as JSON, by the API and by the verbs alike: snake_case names and words, times as ISO 8601 UTC, null where something is unknown.</summary>
internal static class ApiJson
{
    /// <summary>For files that people read: the verb `export explanation`.</summary>
    public static JsonSerializerOptions Indented { get; } = Made(o => o.WriteIndented = true);

    /// <summary>For bodies that are signed or compared.</summary>
    public static JsonSerializerOptions Compact { get; } = Made(_ => { });

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        // "5" is no number: a client that sends it has a fault, and a schema that allows it makes two types of one.
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Made(Action<JsonSerializerOptions> more)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        more(options);
        return options;
    }
}
