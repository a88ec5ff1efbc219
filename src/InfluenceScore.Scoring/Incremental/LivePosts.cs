using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>The posts as in <see cref="PostTable"/>; an author with new posts has a table of its own, made by the same code.</summary>
internal sealed class LivePosts
{
    private readonly PostTable _table;
    private readonly PostTable _none;
    private readonly ScoringOptions _options;
    private readonly Decay _decay;
    private readonly Dictionary<int, PostTable> _changed = [];
    private readonly List<int> _newAuthors = [];
    private int[] _live, _start;
    private double[] _totals;

    /// <summary>Posts known by number, of whatever time.</summary>
    public int Count => _table.Index.Length + _newAuthors.Count;

    public LivePosts(PostTable table, ScoringOptions options, Decay decay)
    {
        (_table, _options, _decay) = (table, options, decay);
        (_totals, _live, _start) = (table.Totals, table.Live, new int[table.Start.Length]);
        _none = table.With(-1, [], options, decay);
    }

    /// <summary>The table that holds the posts of an account (rank), and its rank there.</summary>
    public (PostTable Table, int Author) Of(int account) =>
        _changed.TryGetValue(account, out var own) ? (own, 0) : account < _table.Start.Length - 1 ? (_table, account) : (_none, 0);

    /// <summary>Where the posts of an account (rank) begin in the table that holds them.</summary>
    public int Start(int account)
    {
        var (table, author) = Of(account);
        return table.Start[author];
    }

    /// <summary>What the posts of an account (rank) weigh together.</summary>
    public double Total(int account) => _totals[account];

    public void Begin(int accounts)
    {
        Capacity.Ensure(ref _totals, accounts);
        Capacity.Ensure(ref _live, accounts);
        Capacity.Ensure(ref _start, accounts + 1);
    }

    /// <summary>A table of the posts of some accounts (ranks, ascending), good until the next.</summary>
    public PostTable Join(List<int> accounts) => PostTable.Join([.. accounts.Select(account => (account, Of(account).Table, Of(account).Author))], _start, _totals, _live);

    /// <summary>Adds posts; those at or after as-of are known by number alone.</summary>
    /// <param name="posts">Author (rank), time, whether it is a repost.</param>
    /// <returns>Authors (ranks) whose posts changed, each with the table of before.</returns>
    public Dictionary<int, (PostTable Table, int Author)> Add(IEnumerable<(int Author, long Time, bool IsRepost)> posts)
    {
        var more = new Dictionary<int, List<(int Number, long Time, bool IsRepost)>>();
        foreach (var (author, time, repost) in posts)
        {
            var number = Count;
            _newAuthors.Add(author);
            if (time >= _options.AsOf) continue;
            if (!more.TryGetValue(author, out var list)) more[author] = list = [];
            list.Add((number, time, repost));
        }

        var before = more.Keys.ToDictionary(author => author, Of);
        foreach (var (author, list) in more)
        {
            var (table, at) = before[author];
            var own = _changed[author] = table.With(table == _none ? -1 : at, list, _options, _decay);
            (_totals[author], _live[author]) = (own.Totals[0], own.Live[0]);
        }

        return before;
    }

    /// <summary>Index of a post in the table of its author's posts; −1 where that is not <paramref name="target"/> (rank), or the post is not known before as-of.</summary>
    /// <param name="number">The caller's number, or −1.</param>
    public int IndexOf(int number, int target)
    {
        if (number < 0) return -1;
        var known = number < _table.Index.Length ? _table.Index[number] : -1;
        var author = number >= _table.Index.Length ? _newAuthors[number - _table.Index.Length] : known < 0 ? -1 : _table.Authors[known];
        if (author != target) return -1;
        return _changed.TryGetValue(target, out var own) ? own.IndexOf(number) : known;
    }
}
