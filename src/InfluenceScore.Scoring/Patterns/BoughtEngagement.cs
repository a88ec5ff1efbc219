using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// Acts that come in lockstep: the same accounts, hardly like people by their profile and answered by nobody, react to post after post within minutes
/// (Beutel et al. 2013, CopyCatch). A viral post draws quick people too, but they are not the same ones on every post and somebody answers them.
/// </summary>
public static class BoughtEngagement
{
    /// <summary>Distinct posts on which they came together.</summary>
    public const string Posts = "posts";

    /// <summary>Acts of theirs inside the window.</summary>
    public const string Acts = "acts";

    /// <summary>Accounts, at least: two dozen friends who are quick are nothing, and they are answered.</summary>
    private const int LeastAccounts = 15;

    /// <summary>Of them on one post within minutes, and such posts, at least.</summary>
    private const int LeastTogether = 8, LeastPosts = 3;

    /// <summary>By profile a person with less than this probability (0–1), and less than this part proven alive.</summary>
    private const double MostAuthenticity = 0.5, MostProof = 0.2;

    /// <summary>Chance that a fair account's posts are hit so, each.</summary>
    private const double ChancePerPost = 0.3;

    /// <summary>What was seen in the acts on one account, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static PatternFinding? FindOrNull(ScoringResult result, int account)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (workings, target) = (result.Workings, result.Rank(account));
        var acts = workings.Acts;
        var pairs = new List<int>();
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
        {
            if (IsHollow(workings, pair)) pairs.Add(pair);
        }

        if (pairs.Count < LeastAccounts)
            return null;
        var byPost = new Dictionary<int, HashSet<int>>();
        foreach (var pair in pairs)
        {
            for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
            {
                if (acts.Posts[act] < 0) continue;
                if (!byPost.TryGetValue(acts.Posts[act], out var people)) byPost[acts.Posts[act]] = people = [];
                people.Add(pair);
            }
        }

        var together = byPost.Where(p => p.Value.Count >= LeastTogether).ToList();
        var members = together.SelectMany(p => p.Value).Distinct().Order().ToList();
        if (together.Count < LeastPosts || members.Count < LeastAccounts)
            return null;
        var times = members.SelectMany(pair => acts.Times[acts.ActStart[pair]..acts.ActStart[pair + 1]]).ToList();
        return new PatternFinding(PatternKind.BoughtEngagement, account, times.Min(), times.Max(), PatternFinding.Sure(ChancePerPost, together.Count),
            [.. members.Select(pair => workings.Order.Numbers[acts.Actors[pair]])],
            new Dictionary<string, double> { [Posts] = together.Count, [Acts] = times.Count });
    }

    /// <summary>Every act came within minutes, the profile speaks against a person, and nobody real answers it.</summary>
    private static bool IsHollow(Workings workings, int pair)
    {
        var q = workings.Authenticity[workings.Acts.Actors[pair]];
        return q < MostAuthenticity
            && workings.Proof[pair].Proven < MostProof * q
            && workings.Evidence.All[pair] > 0
            && !Enumerable.Range(workings.Acts.ActStart[pair], workings.Acts.ActStart[pair + 1] - workings.Acts.ActStart[pair])
                .Any(act => PairEvidence.IsSlow(workings.Acts, workings.Posts, act, workings.Model));
    }
}
