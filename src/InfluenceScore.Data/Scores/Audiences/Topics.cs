namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>One post as topics need it.</summary>
/// <param name="Text">Hostile; null where the network does not tell.</param>
/// <param name="Actors">Distinct accounts that acted on it inside the window; suspicious ones left out, so that bought acts lift no topic.</param>
/// <param name="Points">Points of the score that the acts on it make.</param>
public readonly record struct TopicPost(string? Text, int Actors, double Points);

/// <summary>
/// Finds the hashtags and words whose posts draw more people than the account's other posts, by more than chance: the mean of so many posts must lie so many standard
/// errors above the mean of all. People and not points, because points fade with age and would favour whatever was posted last.
/// </summary>
public static class Topics
{
    /// <summary>Posts that a topic needs, and accounts that acted on them altogether.</summary>
    public const int FewestPosts = 3, FewestActors = 5;

    /// <summary>Topics kept, at most.</summary>
    public const int Most = 8;

    /// <summary>Standard errors above the mean: a hashtag was chosen by the account, a word is one of hundreds that are tried, so it has to show more.</summary>
    public const double HashtagErrors = 2, WordErrors = 3;

    /// <summary>A multiple of the mean post from which a topic is said to draw more.</summary>
    public const double LeastTimes = 1.15;

    /// <summary>Share of all posts beyond which a term is the account's signature and no subject.</summary>
    public const double SignatureShare = .8;

    /// <summary>A term whose posts are, to this share, posts of a topic that is kept already says nothing new.</summary>
    private const double ContainedShare = .7;

    /// <param name="names">Words of people's names, lower case: a word that is always capitalised and is somebody's name is no topic.</param>
    public static IReadOnlyList<Topic> Rank(IReadOnlyList<TopicPost> posts, IReadOnlySet<string> names)
    {
        var known = posts.Where(p => !string.IsNullOrWhiteSpace(p.Text)).ToList();
        if (known.Count < 2 * FewestPosts)
            return [];
        var mean = known.Average(p => p.Actors);
        var deviation = Math.Sqrt(known.Sum(p => Math.Pow(p.Actors - mean, 2)) / (known.Count - 1));
        if (mean <= 0 || deviation <= 0)
            return [];
        var found = Terms(known).Values
            .Where(t => t.Posts.Count >= FewestPosts && t.Posts.Count <= SignatureShare * known.Count && !(t.AlwaysCapitalised && names.Contains(t.Key)))
            .Select(t => (Term: t, Topic: Measure(t, known, mean)))
            .Where(t => t.Topic.Times >= LeastTimes && t.Topic.PeoplePerPost * t.Topic.Posts >= FewestActors
                && t.Topic.PeoplePerPost - mean >= (t.Term.IsHashtag ? HashtagErrors : WordErrors) * deviation / Math.Sqrt(t.Topic.Posts))
            .OrderByDescending(t => t.Term.IsHashtag).ThenByDescending(t => t.Topic.Times).ThenBy(t => t.Term.Key, StringComparer.Ordinal);
        var kept = new List<(Term Term, Topic Topic)>();
        foreach (var candidate in found)
        {
            if (!kept.Exists(k => candidate.Term.Posts.Intersect(k.Term.Posts).Count() >= ContainedShare * candidate.Term.Posts.Count))
                kept.Add(candidate);
        }
        return [.. kept.Select(k => k.Topic).OrderByDescending(t => t.Times).Take(Most)];
    }

    /// <summary>Share 0–1 of the posts that carry one of the three commonest terms: how narrow the subject is. Null where no post has a term.</summary>
    public static (int WithTopThree, int WithTerms)? Focus(IReadOnlyList<TopicPost> posts)
    {
        var known = posts.Where(p => !string.IsNullOrWhiteSpace(p.Text)).ToList();
        var terms = Terms(known).Values.Where(t => t.Posts.Count <= SignatureShare * known.Count).OrderByDescending(t => t.Posts.Count).ThenByDescending(t => t.IsHashtag).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        if (terms.Count == 0)
            return null;
        return (terms.Take(3).SelectMany(t => t.Posts).Distinct().Count(), terms.SelectMany(t => t.Posts).Distinct().Count());
    }

    private static Topic Measure(Term term, List<TopicPost> all, double mean)
    {
        var n = term.Posts.Count;
        var points = term.Posts.Sum(p => all[p].Points);
        var actors = term.Posts.Sum(p => all[p].Actors);
        var others = all.Count - n;
        return new Topic(term.Shown, n, (double)actors / n, others == 0 ? null : (double)(all.Sum(p => p.Actors) - actors) / others, points,
            actors / (n * mean));
    }

    private static Dictionary<string, Term> Terms(List<TopicPost> posts)
    {
        var terms = new Dictionary<string, Term>(StringComparer.Ordinal);
        for (var post = 0; post < posts.Count; post++)
        {
            foreach (var found in TopicTerms.Of(posts[post].Text))
            {
                if (!terms.TryGetValue(found.Key, out var term))
                    terms.Add(found.Key, term = new Term(found.Key, found.IsHashtag));
                term.Add(post, found);
            }
        }
        return terms;
    }

    private sealed class Term(string key, bool isHashtag)
    {
        private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);

        public string Key { get; } = key;
        public bool IsHashtag { get; } = isHashtag;
        public List<int> Posts { get; } = [];
        public bool AlwaysCapitalised { get; private set; } = true;

        /// <summary>As most posts write it.</summary>
        public string Shown => _written.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).First().Key;

        public void Add(int post, TopicTerm found)
        {
            Posts.Add(post);
            AlwaysCapitalised &= found.IsCapitalised;
            _written[found.Shown] = _written.GetValueOrDefault(found.Shown) + 1;
        }
    }
}
