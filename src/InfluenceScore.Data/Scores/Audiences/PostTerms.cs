namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>One post as topics need it.</summary>
/// <param name="Text">Hostile; null where the network does not tell.</param>
/// <param name="Actors">Distinct accounts that acted on it inside the window; suspicious ones left out, so that bought acts lift no topic.</param>
public readonly record struct TopicPost(string? Text, int Actors);

/// <summary>The hashtags and words of an account's posts, each with the places of its posts in the list. Texts are taken apart once.</summary>
public sealed class PostTerms
{
    private readonly List<int> _actors = [];
    private readonly List<int> _known = [];
    private readonly Dictionary<string, PostTerm> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostTerm>.AlternateLookup<ReadOnlySpan<char>> _byKey;

    public PostTerms() => _byKey = _terms.GetAlternateLookup<ReadOnlySpan<char>>();

    public PostTerms(IReadOnlyList<TopicPost> posts) : this()
    {
        ArgumentNullException.ThrowIfNull(posts);
        foreach (var post in posts)
            Add(post.Text, post.Actors);
    }

    /// <summary>All posts that could carry a topic.</summary>
    public int Count => _actors.Count;

    /// <summary>Places of the posts whose text is known.</summary>
    public IReadOnlyList<int> Known => _known;

    public IReadOnlyCollection<PostTerm> Terms => _terms.Values;

    /// <summary>Distinct accounts that acted on the post of that place.</summary>
    public int Actors(int post) => _actors[post];

    /// <param name="text">Hostile; empty or blank where nothing is known.</param>
    /// <param name="actors">Distinct accounts that acted on it, as in <see cref="TopicPost"/>.</param>
    public void Add(ReadOnlySpan<char> text, int actors)
    {
        var post = _actors.Count;
        _actors.Add(actors);
        if (text.IsWhiteSpace())
            return;
        _known.Add(post);
        var count = 0;
        foreach (var found in TopicTerms.In(text))
        {
            if (count >= TopicTerms.MostTerms)
                break;
            if (!_byKey.TryGetValue(found.Key, out var term))
                _byKey[found.Key] = term = new PostTerm(new string(found.Key));
            if (term.Add(post, found.Shown, found.IsCapitalised))
                count++;
        }
    }
}

/// <summary>A hashtag or word and the posts that carry it.</summary>
public sealed class PostTerm(string key)
{
    private readonly List<int> _posts = [];
    private string? _first;
    private int _asFirst;
    private Dictionary<string, int>? _written;

    public string Key { get; } = key;

    public bool IsHashtag => Key[0] == '#';

    /// <summary>Ascending places of its posts.</summary>
    public IReadOnlyList<int> Posts => _posts;

    internal List<int> Places => _posts;

    public bool AlwaysCapitalised { get; private set; } = true;

    /// <summary>As most posts write it.</summary>
    public string Shown
    {
        get
        {
            var (most, count) = (_first!, _asFirst);
            foreach (var (shown, times) in _written ?? [])
            {
                if (times > count || times == count && string.CompareOrdinal(shown, most) < 0)
                    (most, count) = (shown, times);
            }
            return most;
        }
    }

    /// <summary>Counts a post once, as it writes the term first.</summary>
    /// <returns>False where the post is counted already.</returns>
    internal bool Add(int post, ReadOnlySpan<char> shown, bool isCapitalised)
    {
        if (_posts.Count > 0 && _posts[^1] == post)
            return false;
        _posts.Add(post);
        AlwaysCapitalised &= isCapitalised;
        _first ??= shown.SequenceEqual(Key) ? Key : new string(shown);
        if (shown.SequenceEqual(_first))
            _asFirst++;
        else
        {
            var lookup = (_written ??= new(StringComparer.Ordinal)).GetAlternateLookup<ReadOnlySpan<char>>();
            lookup[shown] = lookup.TryGetValue(shown, out var times) ? times + 1 : 1;
        }
        return true;
    }
}
