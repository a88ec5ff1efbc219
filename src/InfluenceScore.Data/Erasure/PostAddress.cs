using InfluenceScore.Data.Sources;

namespace InfluenceScore.Data.Erasure;

/// <summary>Whose post it is, where the id of a post is an address that tells.</summary>
internal static class PostAddress
{
    /// <returns>A DID or user@host, lower case; null where the id does not tell.</returns>
    public static string? AuthorOrNull(string postId)
    {
        if (postId.StartsWith("at://", StringComparison.Ordinal))
            return postId[5..].Split('/', 2)[0].ToLowerInvariant() is { Length: > 0 } repository ? repository : null;
        if (!WebAddress.TryParse(postId, out var uri))
            return null;
        return uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["users", var user, ..] => $"{user}@{uri.Authority}".ToLowerInvariant(),
            [var at, ..] when at.StartsWith('@') && at.Length > 1 => $"{at[1..]}@{uri.Authority}".ToLowerInvariant(),
            _ => null,
        };
    }

    /// <summary>What such an id begins with, to find the posts of one author; empty where the name is no part of addresses.</summary>
    public static IReadOnlyList<string> Beginnings(string name)
    {
        if (name.StartsWith("did:", StringComparison.Ordinal))
            return [$"at://{name}/"];
        if (name.Split('@') is not [{ Length: > 0 } user, { Length: > 0 } host])
            return [];
        return [$"https://{host}/users/{user}/", $"https://{host}/@{user}/", $"http://{host}/users/{user}/", $"http://{host}/@{user}/"];
    }
}
