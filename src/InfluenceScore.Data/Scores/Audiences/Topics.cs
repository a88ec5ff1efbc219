using System.Runtime.InteropServices;

namespace InfluenceScore.Data.Scores.Audiences;

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

    /// <param name="names">Words of people's names, lower case: a word that is always capitalised and is somebody's name is no topic. Made where such a word stands out.</param>
    /// <param name="points">Points of the score that these posts (places in the list of posts) make; asked for topics that are kept only.</param>
    public static IReadOnlyList<Topic> Rank(PostTerms posts, Lazy<HashSet<string>> names, Func<IReadOnlyList<int>, double> points)
    {
        var known = posts.Known;
        if (known.Count < 2 * FewestPosts)
            return [];
        var sum = known.Sum(p => (double)posts.Actors(p));
        var mean = sum / known.Count;
        var deviation = Math.Sqrt(known.Sum(p => Math.Pow(posts.Actors(p) - mean, 2)) / (known.Count - 1));
        if (mean <= 0 || deviation <= 0)
            return [];
        var found = new List<(PostTerm Term, double PerPost)>();
        foreach (var term in posts.Terms)
        {
            var n = term.Posts.Count;
            if (n < FewestPosts || n > SignatureShare * known.Count)
                continue;
            var actors = 0;
            foreach (var post in CollectionsMarshal.AsSpan(term.Places))
                actors += posts.Actors(post);
            var perPost = (double)actors / n;
            if (actors >= FewestActors && perPost >= LeastTimes * mean && perPost - mean >= (term.IsHashtag ? HashtagErrors : WordErrors) * deviation / Math.Sqrt(n)
                && !(term.AlwaysCapitalised && names.Value.Contains(term.Key)))
                found.Add((term, perPost));
        }
        var kept = new List<(PostTerm Term, double PerPost)>();
        foreach (var candidate in found.OrderByDescending(t => t.Term.IsHashtag).ThenByDescending(t => t.PerPost).ThenBy(t => t.Term.Key, StringComparer.Ordinal))
        {
            if (!kept.Exists(k => candidate.Term.Posts.Intersect(k.Term.Posts).Count() >= ContainedShare * candidate.Term.Posts.Count))
                kept.Add(candidate);
        }
        return
        [
            .. kept.OrderByDescending(k => k.PerPost).Take(Most).Select(k => new Topic(k.Term.Shown, k.Term.Posts.Count, k.PerPost,
                (sum - k.PerPost * k.Term.Posts.Count) / (known.Count - k.Term.Posts.Count), points(k.Term.Posts), k.PerPost / mean)),
        ];
    }

    /// <summary>Posts that carry one of the three commonest terms, and posts that carry any: how narrow the subject is. Null where no post has a term.</summary>
    public static (int WithTopThree, int WithTerms)? Focus(PostTerms posts)
    {
        var terms = posts.Terms.Where(t => t.Posts.Count <= SignatureShare * posts.Known.Count).ToList();
        if (terms.Count == 0)
            return null;
        var top = terms.OrderByDescending(t => t.Posts.Count).ThenByDescending(t => t.IsHashtag).ThenBy(t => t.Key, StringComparer.Ordinal).Take(3);
        return (CountPosts(posts, top), CountPosts(posts, terms));
    }

    /// <summary>Posts that carry any of the terms.</summary>
    private static int CountPosts(PostTerms posts, IEnumerable<PostTerm> terms)
    {
        var carries = new bool[posts.Count];
        var count = 0;
        foreach (var term in terms)
        {
            foreach (var post in CollectionsMarshal.AsSpan(term.Places))
            {
                if (!carries[post])
                    count++;
                carries[post] = true;
            }
        }
        return count;
    }
}
