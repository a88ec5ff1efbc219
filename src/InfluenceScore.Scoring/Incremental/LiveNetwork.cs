using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>
/// Network Impact as in <see cref="NetworkImpact"/>, with the influence and the sum of squares of every account after every round kept, so that a change is
/// carried from round to round to whom it reaches, until it is too small.
/// </summary>
internal sealed class LiveNetwork
{
    /// <summary>Movements of influence (0–1, never below the floor of .05) that are not carried on: far below the 1e-6 that Network Impact is exact to.</summary>
    private const double Tolerance = 1e-9;

    private readonly ScoreModel _model;
    private readonly LivePairs _pairs;
    private readonly LiveParts _parts;

    /// <summary>Round → account (rank) → influence before that round; one entry more than rounds.</summary>
    private readonly double[][] _influence;

    /// <summary>Round → account (rank) → sum of squares of that round; the last one with independence: what Network Impact is the root of.</summary>
    private readonly double[][] _squares;

    private readonly Marks _changed, _touched, _carried;
    private double[] _own, _before, _impact;

    public LiveNetwork(Workings start, LivePairs pairs, LiveParts parts)
    {
        (_model, _pairs, _parts) = (start.Model, pairs, parts);
        var accounts = start.Order.Count;
        (_changed, _touched, _carried) = (new Marks(accounts), new Marks(accounts), new Marks(accounts));
        _own = new double[accounts];
        for (var account = 0; account < accounts; account++) _own[account] = NetworkImpact.Own(parts[account].Open, _model);
        (_before, _impact) = (new double[accounts], start.Network.Impact);
        _influence = new double[_model.InfluenceRounds + 1][];
        _squares = new double[_model.InfluenceRounds + 1][];
        var heads = new double[pairs.Count];
        for (var pair = 0; pair < heads.Length; pair++) heads[pair] = parts.Head(pair);
        _influence[0] = Filled(accounts);
        for (var round = 0; round < _model.InfluenceRounds; round++)
        {
            double[] squares = new double[accounts], now = _influence[round], next = new double[accounts];
            Parallel.For(0, accounts, account =>
            {
                squares[account] = NetworkImpact.Squares(start.Acts, heads, now, account);
                next[account] = NetworkImpact.Next(_own[account], squares[account], _model);
            });
            (_squares[round], _influence[round + 1]) = (squares, next);
        }

        _squares[^1] = Array.ConvertAll(start.Network.Impact, NetworkImpact.Square);
    }

    /// <summary>Network Impact of an account (rank).</summary>
    public double Impact(int account) => Math.Sqrt(Math.Max(0, _squares[^1][account]));

    /// <summary>Influence of all accounts, and the Network Impact of some (ranks).</summary>
    public NetworkImpact Of(List<int> accounts)
    {
        foreach (var account in accounts) _impact[account] = Impact(account);
        return new NetworkImpact(_influence[^1], _impact);
    }

    /// <summary>Carries on what the turn changed.</summary>
    /// <param name="impact">Gets the accounts (ranks) whose Network Impact changed.</param>
    public void Update(int accounts, Marks impact)
    {
        Ensure(accounts);
        _changed.Clear();
        _carried.Clear();
        foreach (var account in _parts.Moved.Items)
        {
            var own = NetworkImpact.Own(_parts[account].Open, _model);
            if (Math.Abs(own - _own[account]) <= Tolerance) continue;
            _own[account] = own;
            _changed.Add(account);
        }

        for (var round = 0; round < _influence.Length; round++) Carry(round, impact);
    }

    /// <summary>One round: those whose influence before it moved, and the pairs that weigh otherwise, move the sums of their targets, and these the influence after it.</summary>
    private void Carry(int round, Marks impact)
    {
        var last = round == _influence.Length - 1;
        var (influence, squares) = (_influence[round], _squares[round]);
        _touched.Clear();
        foreach (var (pair, head, independent) in _parts.Taken)
        {
            var before = last ? independent : head;
            var (actor, target) = (_pairs.Actor(pair), _pairs.Target(pair));
            var was = _carried.Contains(actor) ? _before[actor] : influence[actor];
            var moved = NetworkImpact.Square(Weight(pair, last) * influence[actor]) - NetworkImpact.Square(before * was);
            if (moved == 0) continue;
            squares[target] += moved;
            _touched.Add(target);
        }

        foreach (var actor in _carried.Items)
        {
            var moved = NetworkImpact.Square(influence[actor]) - NetworkImpact.Square(_before[actor]);
            foreach (var pair in _pairs.OutOf(actor))
            {
                if (_parts.IsTaken(pair)) continue;
                squares[_pairs.Target(pair)] += NetworkImpact.Square(Weight(pair, last)) * moved;
                _touched.Add(_pairs.Target(pair));
            }
        }

        if (last)
        {
            foreach (var account in _touched.Items) impact.Add(account);
            return;
        }

        _carried.Clear();
        foreach (var account in _changed.Items) _touched.Add(account);
        foreach (var account in _touched.Items)
        {
            var (before, next) = (_influence[round + 1][account], NetworkImpact.Next(_own[account], Math.Max(0, squares[account]), _model));
            if (Math.Abs(next - before) <= Tolerance) continue;
            _influence[round + 1][account] = next;
            _before[account] = before;
            _carried.Add(account);
        }
    }

    private double Weight(int pair, bool independent) => independent ? _parts.Head(pair) * _parts.Independence(pair) : _parts.Head(pair);

    private double[] Filled(int accounts)
    {
        var floor = new double[accounts];
        Array.Fill(floor, _model.InfluenceFloor);
        return floor;
    }

    /// <summary>New accounts have the influence of somebody on whom nobody acted.</summary>
    private void Ensure(int accounts)
    {
        var known = _own.Length;
        Capacity.Ensure(ref _own, accounts);
        Capacity.Ensure(ref _before, accounts);
        Capacity.Ensure(ref _impact, accounts);
        if (_own.Length == known) return;
        for (var account = known; account < _own.Length; account++) _own[account] = NetworkImpact.Own(0, _model);
        for (var round = 0; round < _influence.Length; round++)
        {
            Array.Resize(ref _influence[round], _own.Length);
            Array.Resize(ref _squares[round], _own.Length);
            Array.Fill(_influence[round], round == 0 ? _model.InfluenceFloor : NetworkImpact.Next(NetworkImpact.Own(0, _model), 0, _model), known, _own.Length - known);
        }
    }
}
