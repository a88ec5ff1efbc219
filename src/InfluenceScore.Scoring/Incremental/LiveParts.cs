using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>
/// True Reach and Amplification as in <see cref="TrueReach"/> and <see cref="Amplification"/>: sums that pairs are taken out of and put back into. What a pair
/// weighs lies by actor: a change of somebody's weight changes all of it at once.
/// </summary>
internal sealed class LiveParts
{
    /// <summary>Fewer are not worth a thread.</summary>
    private const int AccountsPerThread = 2_000;

    private readonly ScoreModel _model;
    private readonly More[] _more;
    private readonly LiveEvidence _evidence;
    private readonly LiveProof _life;
    private readonly Marks _taken;
    private Weights[] _weights;
    private double[] _reachProven, _reachCrowd, _openProven, _openCrowd, _shareProven, _shareCrowd, _people, _open, _perPost;

    public LiveParts(Workings start, LiveEvidence evidence, LiveProof life)
    {
        (_model, _evidence, _life) = (start.Model, evidence, life);
        (_reachProven, _reachCrowd, _people) = (start.Reach.Proven, start.Reach.Unproven, start.Reach.People);
        (_shareProven, _shareCrowd, _perPost) = (start.Amplification.Proven, start.Amplification.Unproven, start.Amplification.PerPost);
        var open = TrueReach.Measure(start.Acts, start.Evidence, start.Proof, independence: null, start.Model);
        (_openProven, _openCrowd, _open) = (open.Proven, open.Unproven, open.People);
        _weights = [];
        Capacity.Ensure(ref _weights, evidence.Pairs.Count + 1);
        for (var pair = 0; pair < evidence.Pairs.Count; pair++)
        {
            _weights[evidence.Pairs.Place(pair)] = new Weights
            {
                Target = evidence.Pairs.Target(pair),
                Proof = start.Proof.Alive(pair),
                Independence = start.Independence[pair],
                SlowShare = start.Amplification.Shares(pair).Slow,
                Slow = evidence.Slow(pair),
            };
        }

        (_taken, Moved) = (new Marks(evidence.Pairs.Count), new Marks(_people.Length));
        _more = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new More(_people.Length))];
    }

    /// <summary>Pairs that were taken out in this turn, with what each weighed before: for influence, and with independence.</summary>
    public List<(int Pair, double Head, double Independent)> Taken { get; } = [];

    /// <summary>Accounts (ranks) whose sums changed in this turn.</summary>
    public Marks Moved { get; }

    /// <summary>True Reach, people; the same without independence; people per post.</summary>
    public (double People, double Open, double PerPost) this[int account] => (_people[account], _open[account], _perPost[account]);

    public bool IsTaken(int pair) => _taken.Contains(_evidence.Pairs.Place(pair));

    /// <summary>Weight 0–1 of the actor of a pair as a proven person, with evidence.</summary>
    public double Head(int pair) => _life.Authenticity(_evidence.Pairs.Actor(pair)) * _weights[_evidence.Pairs.Place(pair)].Proof * _evidence.All(pair);

    public double Independence(int pair) => _weights[_evidence.Pairs.Place(pair)].Independence;

    public void Begin(int accounts)
    {
        _taken.Clear();
        Taken.Clear();
        Moved.Clear();
        Capacity.Ensure(ref _reachProven, accounts);
        Capacity.Ensure(ref _reachCrowd, accounts);
        Capacity.Ensure(ref _openProven, accounts);
        Capacity.Ensure(ref _openCrowd, accounts);
        Capacity.Ensure(ref _shareProven, accounts);
        Capacity.Ensure(ref _shareCrowd, accounts);
        Capacity.Ensure(ref _people, accounts);
        Capacity.Ensure(ref _open, accounts);
        Capacity.Ensure(ref _perPost, accounts);
    }

    /// <summary>Takes a pair out of the sums, before anything of it changes.</summary>
    public void Take(int pair)
    {
        if (!_taken.Add(_evidence.Pairs.Place(pair))) return;
        Capacity.Ensure(ref _weights, pair + 1);
        var head = Head(pair);
        Taken.Add((pair, head, head * Independence(pair)));
        Count(-1, pair);
        _weights[_evidence.Pairs.Place(pair)].Proof = 1; // none of the crowd, so Broaden leaves it alone until it is put back
    }

    /// <summary>
    /// Carries on how alive accounts are to those who act on them, and how likely these are people though nobody proves it, where that moved, to the pairs that are not taken. An act on a popular
    /// account moves hundreds of thousands, so each thread has a range of accounts and adds to sums of its own.
    /// </summary>
    public void Broaden(int accounts)
    {
        var threads = Math.Clamp(_life.Told.Sum(told => _evidence.Pairs.CountInto(told.Account)) / AccountsPerThread, 1, _more.Length);
        var words = accounts / AccountSet.PerWord + 1;
        Parallel.For(0, threads, thread =>
        {
            var (first, end) = (From(thread), From(thread + 1));
            var more = _more[thread];
            more.Begin(_people.Length);
            _life.Tell(first, end, _evidence);
            foreach (var account in _life.Broadened.Between(first, end)) Broaden(account, more);
        });
        int From(int thread) => (int)((long)words * thread / threads) * AccountSet.PerWord;
        for (var thread = 0; thread < threads; thread++)
        {
            foreach (ref readonly var sums in _more[thread].All)
            {
                _reachCrowd[sums.Target] += sums.Reach;
                _openCrowd[sums.Target] += sums.Open;
                _shareCrowd[sums.Target] += sums.Share;
                Moved.Add(sums.Target);
            }
        }
    }

    private void Broaden(int account, More more)
    {
        var moved = _life.Broaden(account);
        if (moved == 0) return;
        foreach (var place in _evidence.Pairs.PlacesOutOf(account))
        {
            ref var weights = ref _weights[place];
            var head = moved * (1 - weights.Proof);
            if (head == 0) continue;
            var independent = head * weights.Independence;
            ref var sums = ref more.Of(weights.Target);
            sums.Reach += independent * weights.Slow;
            sums.Open += head * weights.Slow;
            sums.Share += independent * weights.SlowShare;
        }
    }

    /// <summary>Puts every taken pair back, as it weighs now.</summary>
    public void PutBack()
    {
        foreach (var (pair, _, _) in Taken)
        {
            var (actor, target, reverse) = (_evidence.Pairs.Actor(pair), _evidence.Pairs.Target(pair), _evidence.Pairs.Reverse(pair));
            var answered = reverse < 0 ? 0 : _evidence.PostWeight(reverse);
            var (evidence, posts) = (_evidence[pair], _evidence.Posts.Total(target));
            _weights[_evidence.Pairs.Place(pair)] = new Weights
            {
                Target = target,
                Proof = _life.ShareWithout(actor, target, reverse < 0 ? 0 : _evidence.Spoken(reverse)),
                Independence = Evidence.Independence.Factor(answered / (_evidence.Posts.Total(actor) + _model.ReciprocityPriorPosts), _model),
                SlowShare = Amplification.Capped(evidence.SlowExposure, posts, _model),
                Slow = evidence.Slow,
            };
            Count(1, pair);
        }
    }

    /// <summary>What the sums of the accounts that moved come to.</summary>
    public void Sum()
    {
        foreach (var account in Moved.Items)
        {
            _people[account] = Bounded(_reachProven[account], _reachCrowd[account], _model.CrowdStart);
            _open[account] = Bounded(_openProven[account], _openCrowd[account], _model.CrowdStart);
            _perPost[account] = Bounded(_shareProven[account], _shareCrowd[account], _model.PriorPeople) + Amplification.Prior(_evidence.Posts.Total(account), _model);
        }
    }

    /// <summary>The same of some pairs, and of all accounts.</summary>
    /// <param name="pairs">Of these alone, as is <paramref name="evidence"/>.</param>
    public (TrueReach Reach, Amplification Amplification) Of(PairTable pairs, PairEvidence evidence, double[] postTotals) => (
        new TrueReach(_reachProven, _reachCrowd, _people), new Amplification(pairs, postTotals, evidence, _shareProven, _shareCrowd, _perPost, _model));

    /// <summary>Share of the target's posts that the actor acted on, capped.</summary>
    private double Share(int pair) => Amplification.Capped(_evidence[pair].Exposure, _evidence.Posts.Total(_evidence.Pairs.Target(pair)), _model);

    // Taking out what was all there was leaves some rounding, perhaps below zero.
    private double Bounded(double proven, double crowd, double start) => Crowd.Bounded(Math.Max(0, proven), Math.Max(0, crowd), start, _model);

    private void Count(int sign, int pair)
    {
        ref var weights = ref _weights[_evidence.Pairs.Place(pair)];
        var (target, all, independence) = (_evidence.Pairs.Target(pair), _evidence.All(pair), weights.Independence);
        var (proven, crowd) = Believed(pair);
        (proven, crowd) = (sign * proven, sign * crowd);
        _reachProven[target] += proven * independence * all;
        _reachCrowd[target] += crowd * independence * weights.Slow;
        _openProven[target] += proven * all;
        _openCrowd[target] += crowd * weights.Slow;
        if (independence > 0)
        {
            _shareProven[target] += proven * independence * Share(pair);
            _shareCrowd[target] += crowd * independence * weights.SlowShare;
        }

        Moved.Add(target);
    }

    /// <summary>Weight of the actor of a pair as a proven person, and as one of the crowd.</summary>
    private (double Proven, double Crowd) Believed(int pair)
    {
        var (actor, proof) = (_evidence.Pairs.Actor(pair), _weights[_evidence.Pairs.Place(pair)].Proof);
        return (_life.Authenticity(actor) * proof, _life.Unproven(actor) * (1 - proof));
    }

    /// <summary>What a pair weighs, for how far it is proven that its actor lives (0–1): as in <see cref="ProofOfLife"/>, <see cref="Evidence.Independence"/>, <see cref="Amplification"/> and <see cref="PairEvidence"/>.</summary>
    private struct Weights
    {
        public int Target;
        public double Proof, Independence, SlowShare, Slow;
    }

    private struct Sums
    {
        public int Target;
        public double Reach, Open, Share;
    }

    /// <summary>What one thread adds to the sums of its targets: side by side, for these are few, with the place of each.</summary>
    private sealed class More(int accounts)
    {
        private int[] _places = new int[accounts];
        private Sums[] _sums = new Sums[1024];
        private int _count;

        public ReadOnlySpan<Sums> All => _sums.AsSpan(0, _count);

        public void Begin(int accounts)
        {
            Capacity.Ensure(ref _places, accounts);
            _count = 0;
        }

        public ref Sums Of(int target)
        {
            ref var place = ref _places[target];
            if (place < _count && _sums[place].Target == target) return ref _sums[place];
            if (_count == _sums.Length) Array.Resize(ref _sums, 2 * _count);
            place = _count++;
            _sums[place] = new Sums { Target = target };
            return ref _sums[place];
        }
    }
}
