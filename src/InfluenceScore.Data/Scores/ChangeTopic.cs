using System.Text.RegularExpressions;

namespace InfluenceScore.Data.Scores;

/// <summary>What the acts behind a cause were mostly about: posts with one hashtag, or one post. Hostile text either way.</summary>
/// <param name="Hashtag">Without the #; null where it is one post.</param>
/// <param name="PostText">The beginning of the post; null where it is a hashtag.</param>
/// <param name="Share">Share of the cause's points, 0–1; at least <see cref="LeastShare"/>.</param>
public sealed partial record ChangeTopic(string? Hashtag, string? PostText, double Share)
{
    /// <summary>One thing dominates that carries at least this share.</summary>
    public const double LeastShare = .5;

    /// <summary>Longer tags are noise.</summary>
    private const int MaxTag = 40;

    /// <param name="posts">Text and points of the posts that drew most.</param>
    /// <param name="points">Points of the whole cause.</param>
    /// <returns>Null where nothing dominates, or nothing was gained.</returns>
    public static ChangeTopic? FindOrNull(IReadOnlyList<(string? Text, double Points)> posts, double points)
    {
        ArgumentNullException.ThrowIfNull(posts);
        if (points <= 0)
            return null;
        var tag = posts.SelectMany(post => Tags(post.Text).Select(name => (Name: name, post.Points)))
            .GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, Count: g.Count(), Share: g.Sum(t => t.Points) / points))
            .OrderByDescending(t => t.Share).FirstOrDefault();
        // One post with a tag is told by its words: a tag stands for several.
        if (tag is { Count: > 1, Share: >= LeastShare })
            return new ChangeTopic(tag.Key, null, Math.Min(1, tag.Share));
        var post = posts.Where(p => !string.IsNullOrWhiteSpace(p.Text)).OrderByDescending(p => p.Points).FirstOrDefault();
        return post.Text is not null && post.Points / points >= LeastShare ? new ChangeTopic(null, post.Text, Math.Min(1, post.Points / points)) : null;
    }

    private static IEnumerable<string> Tags(string? text) => text is null
        ? []
        : Hashtags().Matches(text).Select(m => m.Groups["tag"].Value).Where(t => t.Length <= MaxTag).Distinct(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"[#＃](?<tag>[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hashtags();
}
