using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// The facts of the whole store as flat arrays, acts and posts in the order of time, so that the input as of any moment is a prefix.
/// Loaded once, it serves every day of a backfill. 21 bytes an act.
/// </summary>
public sealed class FactArrays
{
    public required int[] AccountIds { get; init; }
    public required string[] AccountKeys { get; init; }
    public required bool[] Tracked { get; init; }

    /// <summary>Profiles of all accounts, by account number, then time.</summary>
    public required ProfileTable Profiles { get; init; }

    /// <summary>Ids of the posts whose author and time are known, in the order of time.</summary>
    public required int[] PostIds { get; init; }
    public required int[] PostAuthors { get; init; }
    public required long[] PostTimes { get; init; }
    public required bool[] PostIsRepost { get; init; }

    public required int[] ActActors { get; init; }
    public required int[] ActTargets { get; init; }
    public required InteractionKind[] ActKinds { get; init; }
    public required int[] ActPosts { get; init; }
    public required long[] ActTimes { get; init; }

    /// <summary>Database id of an account → its number.</summary>
    internal IdNumbers Numbers { get => field ??= new IdNumbers(AccountIds); init; }

    /// <summary>Time of the newest act, Unix milliseconds; null where there is none.</summary>
    public long? NewestAct => ActTimes.Length == 0 ? null : ActTimes[^1];

    /// <summary>Which state of the store these are: see <see cref="Entities.FactsVersion"/>.</summary>
    internal long Version { get; init; }

    /// <summary>
    /// Sums up the acts of all pairs in the store, where they are too many to be here; null where they are all here. With it, acts and posts above are those of the tracked
    /// accounts alone.
    /// </summary>
    public Func<ScoringOptions, SummedEvidence>? Sum { get; init; }

    /// <summary>What a scoring with these options starts from. Asks the store where that does the sums.</summary>
    public ScoringInput InputFor(ScoringOptions options) => InputAsOf(options.AsOf, Sum?.Invoke(options));

    /// <summary>What was known before <paramref name="asOf"/> (Unix milliseconds). Profiles of unknown time count as the oldest.</summary>
    public ScoringInput InputAsOf(long asOf) => InputAsOf(asOf, null);

    private ScoringInput InputAsOf(long asOf, SummedEvidence? summed)
    {
        var posts = CountBefore(PostTimes, asOf);
        var acts = CountBefore(ActTimes, asOf);
        // An act may stand before its post where clocks disagree: a post that is not known yet is an unknown post.
        var actPosts = posts == PostTimes.Length ? Prefix(ActPosts, acts) : Array.ConvertAll(ActPosts[..acts], post => post < posts ? post : -1);

        return new ScoringInput
        {
            AccountKeys = AccountKeys,
            Profiles = Profiles.NewestBefore(asOf),
            Tracked = Tracked,
            PostAuthors = Prefix(PostAuthors, posts),
            PostTimes = Prefix(PostTimes, posts),
            PostIsRepost = Prefix(PostIsRepost, posts),
            ActActors = Prefix(ActActors, acts),
            ActTargets = Prefix(ActTargets, acts),
            ActKinds = Prefix(ActKinds, acts),
            ActPosts = actPosts,
            ActTimes = Prefix(ActTimes, acts),
            Summed = summed,
        };
    }

    /// <summary>The array itself where all of it is meant: the newest moment costs no copy. Nobody writes to it.</summary>
    private static T[] Prefix<T>(T[] all, int count) => count == all.Length ? all : all[..count];

    private static int CountBefore(long[] sortedTimes, long asOf)
    {
        var low = 0;
        var high = sortedTimes.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sortedTimes[middle] < asOf)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>Database id → number 0..n−1. Ids are dense enough for an array, and millions of look-ups want one.</summary>
internal sealed class IdNumbers
{
    private int[] _numbers;

    public IdNumbers(ReadOnlySpan<int> ids)
    {
        var last = -1;
        foreach (var id in ids)
            last = Math.Max(last, id);
        _numbers = new int[last + 1];
        for (var i = 0; i < ids.Length; i++)
            _numbers[ids[i]] = i + 1;
    }

    /// <exception cref="KeyNotFoundException">No account of that id was there when the facts were read.</exception>
    public int this[int id] => Find(id) is >= 0 and var number ? number : throw new KeyNotFoundException($"There is no account {id} among the facts.");

    /// <summary>−1 where the id is unknown.</summary>
    public int Find(int id) => id >= 0 && id < _numbers.Length ? _numbers[id] - 1 : -1;

    /// <summary>Another id.</summary>
    public void Add(int id, int number)
    {
        if (id >= _numbers.Length)
            Array.Resize(ref _numbers, id + id / 64 + 1024);
        _numbers[id] = number + 1;
    }

    public bool Contains(int id) => Find(id) >= 0;
}
