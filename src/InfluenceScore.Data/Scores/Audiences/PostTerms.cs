namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>One post as topics need it.</summary>
/// <param name="Text">Hostile; null where the network does not tell.</param>
/// <param name="Actors">Distinct accounts that acted on it inside the window; suspicious ones left out, so that bought acts lift no topic.</param>
public readonly record struct TopicPost(string? Text, int Actors);

/// <summary>The hashtags and words of an account's posts, each with the places of its posts in the list. Texts are taken apart once.</summary>
public sealed class PostTerms
{
    private readonly IReadOnlyList<TopicPost> _posts;
    private readonly Dictionary<string, PostTerm> _terms = new(StringComparer.Ordinal);

    public PostTerms(IReadOnlyList<TopicPost> posts)
    {
        _posts = posts;
        Known = [.. Enumerable.Range(0, posts.Count).Where(p => !string.IsNullOrWhiteSpace(posts[p].Text))];
        foreach (var post in Known)
        {
            foreach (var found in TopicTerms.Of(posts[post].Text))
            {
                if (!_terms.TryGetValue(found.Key, out var term))
                    _terms.Add(found.Key, term = new PostTerm(found));
                term.Add(post, found);
            }
        }
    }

    /// <summary>All posts that could carry a topic.</summary>
    public int Count => _posts.Count;

    /// <summary>Places of the posts whose text is known.</summary>
    public IReadOnlyList<int> Known { get; }

    public IReadOnlyCollection<PostTerm> Terms => _terms.Values;

    /// <summary>Distinct accounts that acted on the post of that place.</summary>
    public int Actors(int post) => _posts[post].Actors;
}

/// <summary>A hashtag or word and the posts that carry it.</summary>
public sealed class PostTerm(TopicTerm first)
{
    private readonly List<int> _posts = [];
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);

    public string Key { get; } = first.Key;

    public bool IsHashtag { get; } = first.IsHashtag;

    /// <summary>Ascending places of its posts.</summary>
    public IReadOnlyList<int> Posts => _posts;

    public bool AlwaysCapitalised { get; private set; } = true;

    /// <summary>As most posts write it.</summary>
    public string Shown => _written.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).First().Key;

    internal void Add(int post, TopicTerm found)
    {
        _posts.Add(post);
        AlwaysCapitalised &= found.IsCapitalised;
        _written[found.Shown] = _written.GetValueOrDefault(found.Shown) + 1;
    }
}
