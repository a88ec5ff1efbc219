using System.Runtime.InteropServices;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>One act on an account, as the engine used it.</summary>
/// <param name="Actor">Account number of who acted.</param>
/// <param name="Post">Number of the target's own post, −1 where the act names none.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Counts">Whether it lies inside the window of the target's activity clock: those are what <see cref="AccountScore.Acts"/> counts.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KnownAct(int Actor, InteractionKind Kind, int Post, long Time, bool Counts);

/// <summary>
/// The raw material of one account's score: every act on it and every post of it before as-of, without self-acts and repetitions, and which of them
/// the window holds. For whoever describes an audience, so that its counts agree with those of the score.
/// </summary>
public static class KnownActs
{
    /// <summary>Acts on the account into a list that is emptied first; those of one person stand together, by kind, then time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static void Into(ScoringResult result, int account, List<KnownAct> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var (rank, workings) = (result.Rank(account), result.Workings);
        var acts = workings.Acts;
        found.Clear();
        for (var pair = acts.PairStart[rank]; pair < acts.PairStart[rank + 1]; pair++)
        {
            var actor = workings.Order.Numbers[acts.Actors[pair]];
            for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
            {
                var post = acts.Posts[act] < 0 ? -1 : workings.Posts.Numbers[acts.Posts[act]];
                found.Add(new KnownAct(actor, acts.Kinds[act], post, acts.Times[act], acts.Weights[act] > 0));
            }
        }
    }

    /// <summary>How many acts on an account <see cref="Into"/> finds, and how many people made them; of the account with the most of each, so that a list that serves all is made once.</summary>
    public static (int Acts, int Actors) Most(ScoringResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var table = result.Workings.Acts;
        var (acts, actors) = (0, 0);
        for (var target = 0; target + 1 < table.PairStart.Length; target++)
        {
            var (first, end) = (table.PairStart[target], table.PairStart[target + 1]);
            (acts, actors) = (Math.Max(acts, table.ActStart[end] - table.ActStart[first]), Math.Max(actors, end - first));
        }

        return (acts, actors);
    }

    /// <summary>Numbers of the account's posts inside the window of its activity clock, oldest first; reposts of others are no posts of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static IReadOnlyList<int> PostsOf(ScoringResult result, int account)
    {
        var (rank, posts) = (result.Rank(account), result.Workings.Posts);
        var found = new List<int>(posts.Live[rank]);
        for (var post = posts.Start[rank]; post < posts.Start[rank + 1]; post++)
        {
            if (posts.Weights[post] > 0) found.Add(posts.Numbers[post]);
        }

        return found;
    }
}
