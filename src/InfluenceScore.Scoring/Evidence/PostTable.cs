namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// The posts before as-of, grouped by author (rank) and ascending in time, with what each weighs. Index = position here, not the caller's number.
/// Posts of one author in the same millisecond weigh the same or nothing, so their order among themselves changes no sum.
/// </summary>
internal sealed class PostTable
{
    private readonly ActivityClock _clock;
    private readonly double[] _ran;
    private readonly bool[] _repost;

    private PostTable(int accounts, int posts, int numbers, ActivityClock clock)
    {
        _clock = clock;
        _ran = new double[posts];
        _repost = new bool[posts];
        Start = new int[accounts + 1];
        Times = new long[posts];
        Numbers = new int[posts];
        Weights = new double[posts];
        Authors = new int[posts];
        Index = new int[numbers];
        Totals = new double[accounts];
        Live = new int[accounts];
    }

    /// <summary>Author (rank) → first post; one entry more than accounts.</summary>
    public int[] Start { get; }

    /// <summary>Unix milliseconds.</summary>
    public long[] Times { get; }

    /// <summary>Post → the caller's number.</summary>
    public int[] Numbers { get; }

    /// <summary>Post → author (rank).</summary>
    public int[] Authors { get; }

    /// <summary>The caller's number → post, −1 for posts at or after as-of.</summary>
    public int[] Index { get; }

    /// <summary>Decayed weight of each post, 0–1; n posts on one day weigh together like log2(1+n), so flooding does not pay. A repost of somebody else weighs 0.</summary>
    public double[] Weights { get; }

    /// <summary>Author (rank) → sum of weights.</summary>
    public double[] Totals { get; }

    /// <summary>Author (rank) → posts that still weigh something.</summary>
    public int[] Live { get; }

    public static PostTable Build(ScoringInput input, AccountOrder order, ScoringOptions options, Decay decay)
    {
        var kept = input.PostTimes.Count(time => time < options.AsOf);
        var table = new PostTable(order.Count, kept, input.PostCount, new ActivityClock(options.Model, options.AsOf));
        table.Group(input, order, options.AsOf);
        for (var author = 0; author < order.Count; author++) table.Weigh(author, decay);
        if (input.Summed is { } summed)
        {
            for (var author = 0; author < order.Count; author++) table.Totals[author] = summed.PostTotals[order.Numbers[author]];
        }

        return table;
    }

    public bool Any(int author) => Start[author + 1] > Start[author];

    /// <summary>Clock-age in days of a moment, by the clock of <paramref name="author"/>.</summary>
    public double Age(int author, long time)
    {
        var (start, count) = (Start[author], Start[author + 1] - Start[author]);
        return _clock.Age(time, Times.AsSpan(start, count), _ran.AsSpan(start, count));
    }

    private void Group(ScoringInput input, AccountOrder order, long asOf)
    {
        for (var number = 0; number < input.PostCount; number++)
        {
            if (input.PostTimes[number] < asOf) Start[order.Ranks[input.PostAuthors[number]] + 1]++;
        }

        for (var author = 0; author < order.Count; author++) Start[author + 1] += Start[author];
        var next = Start.AsSpan(0, order.Count).ToArray();
        for (var number = 0; number < input.PostCount; number++)
        {
            Index[number] = -1;
            if (input.PostTimes[number] >= asOf) continue;
            var author = order.Ranks[input.PostAuthors[number]];
            var at = next[author]++;
            (Times[at], Numbers[at], Authors[at]) = (input.PostTimes[number], number, author);
        }

        for (var author = 0; author < order.Count; author++)
        {
            var (start, count) = (Start[author], Start[author + 1] - Start[author]);
            Times.AsSpan(start, count).Sort(Numbers.AsSpan(start, count));
        }

        for (var post = 0; post < Numbers.Length; post++)
        {
            Index[Numbers[post]] = post;
            _repost[post] = input.PostIsRepost?[Numbers[post]] ?? false;
        }
    }

    private void Weigh(int author, Decay decay)
    {
        var (start, end) = (Start[author], Start[author + 1]);
        _clock.Run(Times.AsSpan(start, end - start), _ran.AsSpan(start, end - start));
        for (int first = start, next; first < end; first = next)
        {
            double posts = 0;
            for (next = first; next < end && Day(Times[next]) == Day(Times[first]); next++) posts += _repost[next] ? 0 : 1;
            var share = Math.Log2(1 + posts) / posts;
            for (var post = first; post < next; post++)
            {
                if (_repost[post]) continue;
                var weight = decay.Weight(Age(author, Times[post]));
                if (weight > 0) Live[author]++;
                Weights[post] = weight * share;
                Totals[author] += Weights[post];
            }
        }
    }

    private static long Day(long time) => (long)Math.Floor(time / ActivityClock.MillisecondsPerDay);
}
