using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>
/// Who acted on whom, as in <see cref="ActTable"/>, and what came later: new pairs have the next numbers, a pair with new acts has a table of its own. Nothing is
/// moved, so that a change costs what it changes.
/// </summary>
internal sealed class LivePairs
{
    private readonly ActTable _acts;
    private readonly int[] _outStart;
    private readonly int[] _out, _place;
    private readonly Dictionary<int, List<int>> _moreInto = [], _moreOutOf = [];
    private readonly Dictionary<(int Actor, int Target), int> _more = [];
    private readonly Dictionary<int, ActTable> _changed = [];
    private int[] _actors, _targets, _reverse;
    private bool[] _onlyMentions;
    private int[] _start;

    public LivePairs(ActTable acts)
    {
        _acts = acts;
        (_actors, _targets, _reverse, _onlyMentions) = (acts.Actors, acts.Targets, acts.Reverse, acts.OnlyMentions);
        (_outStart, _out) = PairTable.OutOf(acts.Actors, acts.PairStart.Length - 1);
        _place = new int[_out.Length];
        for (var place = 0; place < _out.Length; place++) _place[_out[place]] = place;
        Count = acts.PairCount;
        Ensure(Count + 1);
        _start = new int[acts.PairStart.Length];
    }

    public int Count { get; private set; }

    /// <summary>Pair → actor (rank).</summary>
    public int Actor(int pair) => _actors[pair];

    /// <summary>Pair → target (rank).</summary>
    public int Target(int pair) => _targets[pair];

    /// <summary>Pair (v on u) → pair (u on v), −1 where u never acted on v.</summary>
    public int Reverse(int pair) => _reverse[pair];

    /// <summary>Pair → true where the actor did nothing but mention the target.</summary>
    public bool OnlyMentions(int pair) => _onlyMentions[pair];

    /// <summary>Pairs whose target is the account (rank).</summary>
    public PairList Into(int account) => List(null, _acts.PairStart, account, _moreInto);

    /// <summary>Pairs whose target is the account (rank), but for those that came later.</summary>
    public int CountInto(int account) => account < _acts.PairStart.Length - 1 ? _acts.PairStart[account + 1] - _acts.PairStart[account] : 0;

    /// <summary>Those of <see cref="Into(int)"/> whose actor is from <paramref name="first"/> to before <paramref name="end"/>, and everything that came later.</summary>
    public PairList Into(int account, int first, int end)
    {
        var later = _moreInto.GetValueOrDefault(account);
        return account < _acts.PairStart.Length - 1 ? new PairList(null, From(first), From(end), later) : new PairList(null, 0, 0, later);

        int From(int actor)
        {
            var (start, count) = (_acts.PairStart[account], _acts.PairStart[account + 1] - _acts.PairStart[account]);
            return Array.BinarySearch(_acts.Actors, start, count, actor) is var found && found >= 0 ? found : ~found;
        }
    }

    /// <summary>Pairs whose actor is the account (rank).</summary>
    public PairList OutOf(int account) => List(_out, _outStart, account, _moreOutOf);

    /// <summary>The <see cref="Place"/>s of <see cref="OutOf"/>.</summary>
    public PairList PlacesOutOf(int account) => List(null, _outStart, account, _moreOutOf);

    /// <summary>Where a pair lies when pairs are ordered by actor, so that those of one actor lie side by side; what came later keeps its number.</summary>
    public int Place(int pair) => pair < _place.Length ? _place[pair] : pair;

    public void Begin(int accounts) => Capacity.Ensure(ref _start, accounts + 1);

    /// <returns>−1 where the one never acted on the other.</returns>
    public int Find(int actor, int target)
    {
        if (_more.TryGetValue((actor, target), out var pair)) return pair;
        if (target >= _acts.PairStart.Length - 1) return -1;
        var (first, end) = (_acts.PairStart[target], _acts.PairStart[target + 1]);
        return Array.BinarySearch(_acts.Actors, first, end - first, actor) is >= 0 and var found ? found : -1;
    }

    /// <summary>A pair without acts, which <see cref="Change"/> gives it.</summary>
    public int Add(int actor, int target)
    {
        var pair = Count++;
        Ensure(Count);
        var reverse = Find(target, actor);
        (_actors[pair], _targets[pair], _reverse[pair]) = (actor, target, reverse);
        if (reverse >= 0) _reverse[reverse] = pair;
        _more[(actor, target)] = pair;
        Append(_moreInto, target, pair);
        Append(_moreOutOf, actor, pair);
        return pair;
    }

    /// <summary>The table that holds the acts of a pair, and the pair's index in it.</summary>
    public (ActTable Table, int Pair) Acts(int pair) => _changed.TryGetValue(pair, out var own) ? (own, 0) : pair < _acts.PairCount ? (_acts, pair) : (Nothing, 0);

    /// <summary>Acts of a pair that still weigh something.</summary>
    public int LiveActs(int pair)
    {
        var (table, at) = Acts(pair);
        var count = 0;
        for (var act = table.ActStart[at]; act < table.ActStart[at + 1]; act++) count += table.Weights[act] > 0 ? 1 : 0;
        return count;
    }

    /// <summary>Adds acts to those of a pair. Their posts are indices of the table of the target's posts.</summary>
    public void Change(int pair, List<(InteractionKind Kind, long Time, int Post)> more)
    {
        var (table, at) = Acts(pair);
        for (var act = table.ActStart[at]; act < table.ActStart[at + 1]; act++) more.Add((table.Kinds[act], table.Times[act], table.Posts[act]));
        more.Sort();
        _onlyMentions[pair] = more[0].Kind == InteractionKind.Mention && more[^1].Kind == InteractionKind.Mention;
        _changed[pair] = new ActTable
        {
            Kinds = [.. more.Select(act => act.Kind)],
            Times = [.. more.Select(act => act.Time)],
            Posts = [.. more.Select(act => act.Post)],
            Weights = new double[more.Count],
            ActStart = [0, more.Count],
            Actors = [Actor(pair)],
            Targets = [Target(pair)],
            PairStart = [0, 1],
            Reverse = [-1],
            OnlyMentions = [_onlyMentions[pair]],
        };
    }

    /// <summary>The pairs into some accounts as a table, with their acts, good until the next.</summary>
    /// <param name="accounts">Targets (ranks), ascending.</param>
    /// <param name="some">Account (rank) → the pairs into it that are meant; null: all of them.</param>
    /// <param name="shift">Target (rank) → what is to be added to the indices of its posts.</param>
    /// <returns>The table, and which pair each of its pairs is. Pairs that act back stand at its end, in no account's stretch.</returns>
    public (ActTable Table, List<int> Pairs) Join(List<int> accounts, Func<int, IEnumerable<int>?> some, Func<int, int> shift)
    {
        var pairs = new List<int>();
        foreach (var account in accounts)
        {
            _start[account] = pairs.Count;
            if (some(account) is { } few) pairs.AddRange(few);
            else foreach (var pair in Into(account)) pairs.Add(pair);
            _start[account + 1] = pairs.Count;
        }

        var own = pairs.Count;
        // What acted back comes after them, for what the other direction says about a pair.
        var index = pairs.Index().Where(pair => Reverse(pair.Item) >= 0).ToDictionary(pair => pair.Item, pair => pair.Index);
        foreach (var pair in index.Keys.ToList())
        {
            if (index.TryAdd(Reverse(pair), pairs.Count)) pairs.Add(Reverse(pair));
        }

        var actStart = new int[pairs.Count + 1];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (table, pair) = Acts(pairs[i]);
            actStart[i + 1] = actStart[i] + table.ActStart[pair + 1] - table.ActStart[pair];
        }

        var joined = new ActTable
        {
            Kinds = new InteractionKind[actStart[^1]],
            Times = new long[actStart[^1]],
            Posts = new int[actStart[^1]],
            Weights = new double[actStart[^1]],
            ActStart = actStart,
            Actors = [.. pairs.Select(Actor)],
            Targets = [.. pairs.Select(Target)],
            PairStart = _start,
            Reverse = [.. pairs.Select(pair => index.GetValueOrDefault(Reverse(pair), -1))],
            OnlyMentions = [.. pairs.Select(OnlyMentions)],
        };
        for (var i = 0; i < pairs.Count; i++)
        {
            var ((table, pair), to, more) = (Acts(pairs[i]), actStart[i], shift(Target(pairs[i])));
            for (var act = table.ActStart[pair]; act < table.ActStart[pair + 1]; act++, to++)
            {
                (joined.Kinds[to], joined.Times[to], joined.Weights[to]) = (table.Kinds[act], table.Times[act], table.Weights[act]);
                joined.Posts[to] = table.Posts[act] < 0 || i >= own ? -1 : table.Posts[act] + more;
            }
        }

        return (joined, pairs);
    }

    private static readonly ActTable Nothing = new()
    {
        Kinds = [],
        Times = [],
        Posts = [],
        Weights = [],
        ActStart = [0, 0],
        Actors = [0],
        Targets = [0],
        PairStart = [0, 1],
        Reverse = [-1],
        OnlyMentions = [false],
    };

    private void Ensure(int pairs)
    {
        Capacity.Ensure(ref _actors, pairs);
        Capacity.Ensure(ref _targets, pairs);
        Capacity.Ensure(ref _reverse, pairs);
        Capacity.Ensure(ref _onlyMentions, pairs);
    }

    private static PairList List(int[]? through, int[] start, int account, Dictionary<int, List<int>> more)
    {
        var later = more.GetValueOrDefault(account);
        return account < start.Length - 1 ? new PairList(through, start[account], start[account + 1], later) : new PairList(through, 0, 0, later);
    }

    private static void Append(Dictionary<int, List<int>> lists, int account, int pair)
    {
        if (!lists.TryGetValue(account, out var list)) lists[account] = list = [];
        list.Add(pair);
    }
}
