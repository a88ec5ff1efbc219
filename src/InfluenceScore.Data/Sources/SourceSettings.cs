namespace InfluenceScore.Data.Sources;

/// <summary>Settings of the sources by their full name, "Sources:X:BearerToken". Read anew each time: an admin may change one while the program runs.</summary>
/// <param name="read">Looks a setting up; null where there is none.</param>
public sealed class SourceSettings(Func<string, string?> read)
{
    /// <summary>Null for a setting that is missing or blank.</summary>
    public string? this[string name] => read(name)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>An http or https address without a trailing slash.</summary>
    /// <exception cref="InfluenceScoreException">The setting is something else.</exception>
    public Uri Address(string name, string standard)
    {
        var text = this[name] ?? standard;
        return Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new InfluenceScoreException($"The setting {name} is '{text}', which is not an http or https address.");
    }
}
