namespace InfluenceScore.Scoring.Patterns;

/// <summary>
/// Followers that came in answer to an outbound follow: the account followed them first, and they followed within two weeks. Nothing against anybody;
/// only what they do later counts, as with everybody.
/// </summary>
public static class InducedFollowers
{
    /// <summary>Days within which a follow back is an answer: as long as a short follow.</summary>
    public const double AnswerDays = FollowChurn.ShortDays;

    /// <summary>Target → when it followed back, Unix milliseconds, and which follow it answered.</summary>
    /// <param name="outbound">Follows by the account.</param>
    /// <param name="inbound">Follows of the account, target by target: who began to follow it, and when.</param>
    public static IReadOnlyDictionary<int, (long Followed, long Back)> Find(IEnumerable<FollowMoment> outbound, ILookup<int, long> inbound)
    {
        ArgumentNullException.ThrowIfNull(inbound);
        var induced = new SortedDictionary<int, (long, long)>();
        foreach (var follow in outbound.Where(f => f.Begins).OrderBy(f => f.At))
        {
            // Who followed before is a follower of their own accord.
            var first = inbound[follow.Target].DefaultIfEmpty(long.MaxValue).Min();
            if (first > follow.At && first - follow.At <= AnswerDays * FollowChurn.Day)
                induced.TryAdd(follow.Target, (follow.At, first));
        }

        return induced;
    }
}
