using System.Text.Json;

namespace InfluenceScore.Data.Sources;

/// <summary>Texts of JSON that a stranger made.</summary>
internal static class JsonText
{
    /// <summary>
    /// The text of a string; null for any other value, and for one that is no text: half a surrogate pair ("\ud800") and bytes that are no UTF-8 pass the parser, which throws
    /// only when somebody asks for them. Found by fuzzing.
    /// </summary>
    public static string? StringOrNull(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
