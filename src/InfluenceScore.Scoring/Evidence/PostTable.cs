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

    private PostTable(int[] start, double[] totals, int[] live, int posts, int numbers, ActivityClock clock)
    {
        _clock = clock;
        _ran = new double[posts];
        _repost = new bool[posts];
        Times = new long[posts];
        Numbers = new int[posts];
        Weights = new double[posts];
        Authors = new int[posts];
        Index = new int[numbers];
        (Start, Totals, Live) = (start, totals, live);
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
        var table = new PostTable(new int[order.Count + 1], new double[order.Count], new int[order.Count], kept, input.PostCount, new ActivityClock(options.Model, options.AsOf));
        table.Group(input, order, options.AsOf);
        Parallel.For(0, order.Count, author => table.Weigh(author, decay));
        if (input.Summed is { } summed)
        {
            for (var author = 0; author < order.Count; author++) table.Totals[author] = summed.PostTotals[order.Numbers[author]];
        }

        return table;
    }

    /// <summary>A table of one author alone (rank 0), with more posts, for who has new ones: this table stays as it is.</summary>
    /// <param name="author">−1 for nobody's posts.</param>
    /// <param name="more">Posts before as-of; numbers are the caller's.</param>
    public PostTable With(int author, IReadOnlyList<(int Number, long Time, bool IsRepost)> more, ScoringOptions options, Decay decay)
    {
        var (first, end) = author < 0 ? (0, 0) : (Start[author], Start[author + 1]);
        int[] numbers = [.. Numbers[first..end], .. more.Select(post => post.Number)];
        var input = new ScoringInput
        {
            AccountKeys = [""],
            Profiles = [null],
            Tracked = [false],
            PostAuthors = new int[numbers.Length],
            PostTimes = [.. Times[first..end], .. more.Select(post => post.Time)],
            PostIsRepost = [.. _repost[first..end], .. more.Select(post => post.IsRepost)],
            ActActors = [],
            ActTargets = [],
            ActKinds = [],
            ActPosts = [],
            ActTimes = [],
        };
        var table = Build(input, AccountOrder.ByKey(input.AccountKeys), options, decay);
        for (var post = 0; post < numbers.Length; post++) table.Numbers[post] = numbers[table.Numbers[post]];
        return table;
    }

    /// <summary>The posts of some authors as one table; of the others none. Nobody's number leads to them.</summary>
    /// <param name="blocks">Author (rank), ascending, with the table that holds its posts, and its rank there.</param>
    /// <param name="start">Author (rank) → first post, to be written for these authors; one entry more than accounts.</param>
    /// <param name="totals">Author (rank) → sum of weights, of all accounts.</param>
    /// <param name="live">Author (rank) → posts that still weigh something, of all accounts.</param>
    public static PostTable Join(IReadOnlyList<(int Author, PostTable Table, int At)> blocks, int[] start, double[] totals, int[] live)
    {
        var posts = blocks.Sum(block => block.Table.Start[block.At + 1] - block.Table.Start[block.At]);
        var table = new PostTable(start, totals, live, posts, 0, blocks.Count == 0 ? default : blocks[0].Table._clock);
        var next = 0;
        foreach (var (author, from, at) in blocks)
        {
            var (first, count) = (from.Start[at], from.Start[at + 1] - from.Start[at]);
            table.Start[author] = next;
            Array.Copy(from.Times, first, table.Times, next, count);
            Array.Copy(from.Numbers, first, table.Numbers, next, count);
            Array.Copy(from.Weights, first, table.Weights, next, count);
            Array.Copy(from._repost, first, table._repost, next, count);
            Array.Copy(from._ran, first, table._ran, next, count);
            Array.Fill(table.Authors, author, next, count);
            table.Start[author + 1] = next += count;
        }

        return table;
    }

    /// <summary>Where the caller's number of a post of the only author stands.</summary>
    public int IndexOf(int number) => Array.IndexOf(Numbers, number);

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
