using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>Evidence of pairs as in <see cref="PairEvidence"/> and <see cref="Selectivity"/>, kept right while acts and posts come in.</summary>
internal sealed class LiveEvidence
{
    private readonly ScoreModel _model;
    private readonly Decay _decay;
    private readonly long _asOf;
    private readonly Marks _asked;
    private readonly List<double> _factorsBefore = [];
    private readonly List<(int Post, bool Slow)> _seen = [];
    private double[] _strangers, _factors;
    private double[] _all, _slow, _spoken, _weights, _exposure, _slowExposure;

    public LiveEvidence(Workings start, Decay decay)
    {
        (_model, _decay, _asOf) = (start.Model, decay, start.Options.AsOf);
        (Pairs, Posts) = (new LivePairs(start.Acts), new LivePosts(start.Posts, start.Options, decay));
        (Changed, _asked) = (new Marks(Pairs.Count), new Marks(Pairs.Count));
        var evidence = start.Evidence;
        (_all, _slow, _spoken) = (evidence.All, evidence.Slow, evidence.Spoken);
        (_weights, _exposure, _slowExposure) = (evidence.Posts, evidence.Exposure, evidence.SlowExposure);
        Ensure(Pairs.Count + 1);
        _strangers = Selectivity.Strangers(start.Acts, _model);
        _factors = Array.ConvertAll(_strangers, strangers => Selectivity.Factor(strangers, _model));
    }

    public LivePairs Pairs { get; }

    public LivePosts Posts { get; }

    /// <summary>Pairs whose evidence changed in this turn.</summary>
    public Marks Changed { get; }

    /// <summary>Authors (ranks) whose posts changed in this turn.</summary>
    public IReadOnlyCollection<int> Authors { get; private set; } = [];

    public PairEvidence.One this[int pair] => new(_all[pair], _slow[pair], _spoken[pair], _weights[pair], _exposure[pair], _slowExposure[pair]);

    public double All(int pair) => _all[pair];

    public double Slow(int pair) => _slow[pair];

    public double Spoken(int pair) => _spoken[pair];

    /// <summary>Weight of the posts acted on (<see cref="PairEvidence.Posts"/>).</summary>
    public double PostWeight(int pair) => _weights[pair];

    /// <summary>Takes in posts and acts.</summary>
    /// <param name="posts">Author (rank), time, whether it is a repost.</param>
    /// <param name="acts">Before as-of and on somebody else: actor and target (ranks), and the rest as the caller gave it.</param>
    /// <param name="accounts">Accounts there are now.</param>
    /// <param name="withdraw">Called for every pair before its evidence, or what it is made of, changes.</param>
    public void Update(IReadOnlyCollection<(int Author, long Time, bool IsRepost)> posts, ILookup<(int Actor, int Target), NewAct> acts, int accounts, Action<int> withdraw)
    {
        Changed.Clear();
        _asked.Clear();
        _factorsBefore.Clear();
        var known = _factors.Length;
        Capacity.Ensure(ref _strangers, accounts);
        Capacity.Ensure(ref _factors, accounts);
        if (_factors.Length > known) Array.Fill(_factors, 1, known, _factors.Length - known);

        // What is going to change is taken out while it is what it was.
        foreach (var author in posts.Where(post => post.Time < _asOf).Select(post => post.Author).Distinct())
        {
            foreach (var pair in Pairs.Into(author)) Take(pair, withdraw);
        }

        foreach (var pair in acts)
        {
            if (Pairs.Find(pair.Key.Actor, pair.Key.Target) is >= 0 and var old) Take(old, withdraw);
            if (Pairs.Find(pair.Key.Target, pair.Key.Actor) is >= 0 and var reverse) Ask(reverse);
        }

        var before = Posts.Add(posts);
        Authors = before.Keys;
        foreach (var (author, table) in before)
        {
            foreach (var pair in Pairs.Into(author)) MoveToTable(pair, table.Table, Posts.Of(author).Table);
        }

        foreach (var pair in acts)
        {
            var number = Pairs.Find(pair.Key.Actor, pair.Key.Target);
            if (number < 0)
            {
                number = Pairs.Add(pair.Key.Actor, pair.Key.Target);
                Ensure(Pairs.Count);
                Take(number, withdraw);
            }

            Pairs.Change(number, [.. pair.Distinct().Select(act => (act.Kind, act.Time, Posts.IndexOf(act.Post, pair.Key.Target)))]);
        }

        // Pairs with new acts, and all on authors with new posts: their acts are weighed by other clocks, or for the first time.
        foreach (var pair in Changed.Items) Weigh(pair);
        Select(withdraw);
        foreach (var pair in Changed.Items) Measure(pair);
    }

    /// <summary>The evidence of some pairs.</summary>
    /// <param name="table">Of these pairs alone.</param>
    public PairEvidence Of(PairTable table, List<int> pairs)
    {
        var of = new PairEvidence(pairs.Count, new Selectivity(table, _factors));
        for (var i = 0; i < pairs.Count; i++) of[i] = this[pairs[i]];
        return of;
    }

    /// <summary>Strangers of those whose mentions changed, and what it makes of all their mentions.</summary>
    private void Select(Action<int> withdraw)
    {
        foreach (var pair in _asked.Items) _strangers[Pairs.Actor(pair)] += Unasked(pair);
        foreach (var actor in _asked.Items.Select(Pairs.Actor).Distinct())
        {
            var factor = Selectivity.Factor(_strangers[actor], _model);
            if (factor == _factors[actor]) continue;
            _factors[actor] = factor;
            foreach (var pair in Pairs.OutOf(actor))
            {
                if (IsUnasked(pair)) Change(pair, withdraw);
            }
        }

        foreach (var (pair, factor) in _asked.Items.Zip(_factorsBefore))
        {
            if (Factor(pair) != factor) Change(pair, withdraw);
        }
    }

    /// <summary>Before what a pair is made of changes.</summary>
    private void Take(int pair, Action<int> withdraw)
    {
        Ask(pair);
        Change(pair, withdraw);
    }

    private void Ask(int pair)
    {
        if (!_asked.Add(pair)) return;
        _factorsBefore.Add(Factor(pair));
        _strangers[Pairs.Actor(pair)] -= Unasked(pair);
    }

    private void Change(int pair, Action<int> withdraw)
    {
        if (Changed.Add(pair)) withdraw(pair);
    }

    private void MoveToTable(int pair, PostTable from, PostTable to)
    {
        var (table, at) = Pairs.Acts(pair);
        for (var act = table.ActStart[at]; act < table.ActStart[at + 1]; act++)
        {
            if (table.Posts[act] >= 0) table.Posts[act] = to.IndexOf(from.Numbers[table.Posts[act]]);
        }
    }

    private void Weigh(int pair)
    {
        var (table, at) = Pairs.Acts(pair);
        var (posts, author) = Posts.Of(Pairs.Target(pair));
        for (var act = table.ActStart[at]; act < table.ActStart[at + 1]; act++) table.Weights[act] = _decay.Weight(posts.Age(author, table.Times[act]));
    }

    private void Measure(int pair)
    {
        var (table, at) = Pairs.Acts(pair);
        var of = PairEvidence.Of(table, Posts.Of(Pairs.Target(pair)).Table, at, Factor(pair), _model, _seen);
        (_all[pair], _slow[pair], _spoken[pair]) = (of.All, of.Slow, of.Spoken);
        (_weights[pair], _exposure[pair], _slowExposure[pair]) = (of.Posts, of.Exposure, of.SlowExposure);
    }

    private double Factor(int pair) => IsUnasked(pair) ? _factors[Pairs.Actor(pair)] : 1;

    private bool IsUnasked(int pair) => Pairs.OnlyMentions(pair) && (Pairs.Reverse(pair) is var reverse && (reverse < 0 || Pairs.OnlyMentions(reverse)));

    /// <summary>What a pair adds to the strangers of its actor.</summary>
    private double Unasked(int pair)
    {
        if (!IsUnasked(pair)) return 0;
        var (table, at) = Pairs.Acts(pair);
        return PairEvidence.Saturated(Selectivity.Mentions(table, at), _model);
    }

    private void Ensure(int pairs)
    {
        Capacity.Ensure(ref _all, pairs);
        Capacity.Ensure(ref _slow, pairs);
        Capacity.Ensure(ref _spoken, pairs);
        Capacity.Ensure(ref _weights, pairs);
        Capacity.Ensure(ref _exposure, pairs);
        Capacity.Ensure(ref _slowExposure, pairs);
    }
}
