using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Scoring.Tests;

/// <summary>
/// The score, written slowly and obviously from the formulas in docs/scoring.md: dictionaries by key, LINQ, no sorting tricks, plain exp and log.
/// The judge of the engine's arithmetic.
/// </summary>
internal sealed class SlowTwin
{
    private sealed record Act(string Actor, string Target, InteractionKind Kind, int Post, long Time, int RawPost);

    private readonly ScoreModel _m;
    private readonly ScoringOptions _o;
    private readonly Dictionary<string, double> _q = [];
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, List<(int Number, long Time)>> _posts = [];
    private readonly HashSet<int> _reposts;
    private readonly List<Act> _acts;
    private readonly ILookup<(string Actor, string Target), Act> _pairs;

    public SlowTwin(ScoringInput input, ScoringOptions options)
    {
        (_m, _o) = (options.Model, options);
        _reposts = [.. Enumerable.Range(0, input.PostCount).Where(i => input.PostIsRepost is { } reposts && reposts[i])];
        for (var i = 0; i < input.AccountCount; i++)
        {
            var key = input.AccountKeys[i];
            var estimate = AuthenticityModel.Estimate(input.Profiles[i]);
            _q[key] = Math.Clamp(estimate.Probability, 1e-6, 1 - 1e-6);
            if (estimate.Tier != AuthenticityTier.TooLittleKnown) _known.Add(key);
            _posts[key] = [.. Enumerable.Range(0, input.PostCount).Where(p => input.PostAuthors[p] == i && input.PostTimes[p] < options.AsOf)
                .Select(p => (p, input.PostTimes[p])).OrderBy(p => p.Item2)];
        }

        _acts = [.. Enumerable.Range(0, input.ActCount)
            .Where(a => input.ActTimes[a] < options.AsOf && input.ActActors[a] != input.ActTargets[a])
            .Select(a =>
            {
                var (raw, target) = (input.ActPosts[a], input.AccountKeys[input.ActTargets[a]]);
                var own = raw >= 0 && _posts[target].Any(p => p.Number == raw) ? raw : -1;
                return new Act(input.AccountKeys[input.ActActors[a]], target, input.ActKinds[a], own, input.ActTimes[a], raw);
            })
            .Distinct()];
        _pairs = _acts.ToLookup(a => (a.Actor, a.Target));
    }

    public (double T, double A, double N, double Score) Score(string target)
    {
        var (t, a, n) = (Reach(target, true), Amplification(target), Impact(target));
        return (t, a, n, _m.TrueReachWeight * Index(t, _m.TrueReachAnchor) + _m.AmplificationWeight * Index(a, _m.AmplificationAnchor)
            + _m.NetworkImpactWeight * Index(n, _m.NetworkImpactAnchor));
    }

    private static double Index(double x, double anchor) => Math.Min(100, 100 * Math.Log(1 + x) / Math.Log(1 + anchor));

    /// <summary>Clock-age in days: walk every hour-free interval between posts from the act to now, and count what the clock ran.</summary>
    private double Age(string account, long time)
    {
        var day = 86_400_000.0;
        var posts = _posts[account];
        if (posts.Count == 0) return (_o.AsOf - time) / day;
        double RanInto(double gap, bool open) => open ? Math.Max(0, gap - _m.PauseDays)
            : Math.Min(gap, _m.RhythmDays) + Math.Max(0, gap - Math.Max(_m.PauseDays, _m.RhythmDays));
        var age = Math.Max(0, (posts[0].Time - time) / day);
        for (var i = 0; i < posts.Count; i++)
        {
            var open = i == posts.Count - 1;
            var end = open ? _o.AsOf : posts[i + 1].Time;
            if (end <= time) continue;
            age += RanInto((end - posts[i].Time) / day, open) - RanInto(Math.Max(0, (time - posts[i].Time) / day), open);
        }

        return Math.Max(0, age);
    }

    private double Decayed(string account, long time)
    {
        double Half(double days) => Math.Pow(2, -days / _o.HalfLifeDays);
        return Math.Max(0, (Half(Age(account, time)) - Half(_o.WindowDays)) / (1 - Half(_o.WindowDays)));
    }

    private bool OnlyMentions(string actor, string target) => _pairs[(actor, target)].All(a => a.Kind == InteractionKind.Mention);

    private bool Unasked(string actor, string target) => OnlyMentions(actor, target) && OnlyMentions(target, actor);

    private double Saturated(IEnumerable<Act> acts) => 1 - Math.Exp(-acts.Sum(a => Decayed(a.Target, a.Time)) / _m.SaturationActs);

    private double Evidence(string actor, string target, bool slowOnly = false, double likes = 1)
    {
        var acts = _pairs[(actor, target)].Where(a => !slowOnly || Slow(a)).ToList();
        var unshown = 1.0;
        foreach (var kind in acts.GroupBy(a => a.Kind))
        {
            var s = 1.0;
            if (kind.Key == InteractionKind.Mention && Unasked(actor, target))
            {
                var strangers = _pairs.Where(p => p.Key.Actor == actor && Unasked(actor, p.Key.Target)).Sum(Saturated);
                s = Math.Min(1, Math.Pow(_m.FreeStrangers / strangers, 2));
            }

            unshown *= 1 - _m.Ceiling(kind.Key) * (kind.Key == InteractionKind.Like ? likes : 1) * s * Saturated(kind);
        }

        return 1 - unshown;
    }

    private bool Slow(Act a)
    {
        if (a.Post < 0) return true;
        var delay = a.Time - _posts[a.Target].First(p => p.Number == a.Post).Time;
        return delay < 0 || delay > _m.QuickMinutes * 60_000;
    }

    private double PostWeight(string author, int number)
    {
        var post = _posts[author].First(p => p.Number == number);
        if (_reposts.Contains(number)) return 0;
        double n = _posts[author].Count(p => !_reposts.Contains(p.Number) && Math.Floor(p.Time / 86_400_000.0) == Math.Floor(post.Time / 86_400_000.0));
        return Decayed(author, post.Time) * Math.Log2(1 + n) / n;
    }

    private double PostTotal(string author) => _posts[author].Sum(p => PostWeight(author, p.Number));

    private List<Act> Live(string actor, string target) => [.. _pairs[(actor, target)].Where(a => Decayed(target, a.Time) > 0)];

    private double Answered(IEnumerable<Act> acts) => acts.Where(a => a.Post >= 0).Select(a => (a.Target, a.Post)).Distinct().Sum(p => PostWeight(p.Target, p.Post));

    private double Independent(string actor, string target)
    {
        var rate = Answered(Live(target, actor)) / (PostTotal(actor) + _m.ReciprocityPriorPosts);
        var t = Math.Clamp((rate - _m.ReciprocityFrom) / (_m.ReciprocityFull - _m.ReciprocityFrom), 0, 1);
        return 1 - (3 * t * t - 2 * t * t * t);
    }

    private double Proof(string actor, string target) => Share(Responses(actor, target));

    private double Alive(string account) => Share(Responses(account, null));

    private double Share(double responses) => responses / (responses + _m.ProofPeople);

    private double Responses(string account, string? except) => _pairs.Where(p => p.Key.Target == account && p.Key.Actor != except)
        .Sum(p => Witness(p.Key.Actor) * Evidence(p.Key.Actor, account, likes: _m.LikeWitness));

    private double Witness(string w) =>
        _known.Contains(w) ? _q[w] * Math.Clamp((_q[w] - _m.WitnessFrom) / (_m.WitnessFull - _m.WitnessFrom), 0, 1) : _m.UnknownWitness;

    private double Unproven(string actor)
    {
        var breadth = _pairs.Where(p => p.Key.Actor == actor && !OnlyMentions(actor, p.Key.Target))
            .Sum(p => Evidence(actor, p.Key.Target) * Alive(p.Key.Target));
        var q = Math.Min(_q[actor], _m.UnprovenCeiling);
        var odds = q / (1 - q) * Math.Min(1, _m.UnprovenOdds * Math.Pow(Math.Max(1, breadth), _m.BreadthPower));
        return odds / (1 + odds);
    }

    private IEnumerable<string> Fans(string target) => _pairs.Where(p => p.Key.Target == target).Select(p => p.Key.Actor);

    private double Bounded(double proven, double crowd, double start)
    {
        var b = _m.CrowdPerProven * (proven + start);
        return proven + b * Math.Log(1 + crowd / b);
    }

    private double Reach(string target, bool independence)
    {
        double D(string v) => independence ? Independent(v, target) : 1;
        var proven = Fans(target).Sum(v => _q[v] * Proof(v, target) * D(v) * Evidence(v, target));
        var crowd = Fans(target).Sum(v => Unproven(v) * (1 - Proof(v, target)) * D(v) * Evidence(v, target, slowOnly: true));
        return Bounded(proven, crowd, _m.CrowdStart);
    }

    private double Amplification(string target)
    {
        var total = PostTotal(target) + _m.PriorPosts;
        double Share(string v, bool slowOnly)
        {
            var acts = Live(v, target).Where(a => !slowOnly || Slow(a)).ToList();
            var exposure = Answered(acts) + acts.Where(a => a.Post < 0 && a.Kind != InteractionKind.Mention).Sum(a => Decayed(target, a.Time));
            return _m.PersonPerPostLimit * (1 - Math.Exp(-exposure / total / _m.PersonPerPostLimit));
        }

        var proven = Fans(target).Sum(v => _q[v] * Proof(v, target) * Independent(v, target) * Share(v, false));
        var crowd = Fans(target).Sum(v => Unproven(v) * (1 - Proof(v, target)) * Independent(v, target) * Share(v, true));
        return Bounded(proven, crowd, _m.PriorPeople) + _m.PriorPeople / total;
    }

    private double Impact(string target)
    {
        var heads = _pairs.ToDictionary(p => p.Key, p => _q[p.Key.Actor] * Proof(p.Key.Actor, p.Key.Target) * Evidence(p.Key.Actor, p.Key.Target));
        var influence = _q.Keys.ToDictionary(k => k, _ => _m.InfluenceFloor);
        var reach = _q.Keys.ToDictionary(k => k, k => Index(Reach(k, false), _m.TrueReachAnchor));
        for (var round = 0; round < _m.InfluenceRounds; round++)
        {
            influence = _q.Keys.ToDictionary(k => k, k =>
            {
                var norm = Math.Sqrt(Fans(k).Sum(v => Math.Pow(heads[(v, k)] * influence[v], 2)));
                var own = _m.InfluenceFromReach * reach[k] + (1 - _m.InfluenceFromReach) * Index(norm, _m.NetworkImpactAnchor);
                return _m.InfluenceFloor + (1 - _m.InfluenceFloor) * own / 100;
            });
        }

        return Math.Sqrt(Fans(target).Sum(v => Math.Pow(heads[(v, target)] * Independent(v, target) * influence[v], 2)));
    }
}
