using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>
/// Keeps the scores of one moment right while facts come in, at a cost that grows with what they touch and not with what is there. The sums are those of
/// <see cref="ScoringEngine"/>, step by step and by the same functions: what a new fact changes is taken out of them and put back as it is now, and
/// carried on to whom it reaches until it moves nothing by more than the tolerance.
/// </summary>
/// <remarks>
/// Equal to scoring everything again to 1e-9 (relative) in True Reach and Amplification and to 1e-6 in Network Impact. An interval is measured again where
/// an account has one act in a hundred more than when it was measured, other posts or another profile, or has moved by .01 points; else it keeps its width. Not for several threads at once.
/// </remarks>
public sealed partial class IncrementalScoring
{
    /// <summary>Points below which a score has not moved.</summary>
    private const double Still = 1e-9;

    /// <summary>An interval is measured again after one more act in so many: its width cannot have changed by much more than that share.</summary>
    private const int ActsPerMeasure = 100;

    /// <summary>Points of movement after which it is, too.</summary>
    private const double PointsPerMeasure = .01;

    private readonly LiveEvidence _evidence;
    private readonly LiveProof _life;
    private readonly LiveParts _parts;
    private readonly LiveNetwork _network;
    private readonly LiveProfiles _profiles;
    private readonly Marks _impact, _measured;
    private AccountScore?[] _scores;
    private (int Acts, int Actors)[] _counts;
    private (int Acts, double Score)[] _atMeasure;
    private ScoringInput _input;
    private AccountOrder _order;
    private AuthenticityEstimate[] _estimates;
    private int _accounts;

    /// <param name="scored">What was scored in full. Its arrays are taken over and written to: it explains nothing any more.</param>
    /// <exception cref="ArgumentException">The store summed up the acts of pairs itself: they are not here.</exception>
    public IncrementalScoring(ScoringResult scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var start = scored.Workings;
        if (start.Input.Summed is not null) throw InputCheck.Refusal($"Scores of sums that a store made cannot be kept up: their acts are not here.");
        Options = start.Options;
        _evidence = new LiveEvidence(start, new Decay(Options.HalfLifeDays, Options.WindowDays));
        _life = new LiveProof(start);
        _parts = new LiveParts(start, _evidence, _life);
        _network = new LiveNetwork(start, _evidence.Pairs, _parts);
        _profiles = new LiveProfiles(start.Input.Profiles);
        (_input, _order, _estimates) = (With(start.Input, []), start.Order, start.Estimates);
        _accounts = _order.Count;
        _scores = [.. start.Order.Numbers.Select(scored.Find)];
        ScoredCount = scored.Scores.Count;
        (_impact, _measured) = (new Marks(_accounts), new Marks(_accounts));
        _counts = Array.ConvertAll(_scores, score => score is null ? default : (score.Acts, score.Actors));
        _atMeasure = Array.ConvertAll(_scores, score => score is null ? default : (score.Acts, score.Score));
    }

    /// <summary>What the scores are made with.</summary>
    public ScoringOptions Options { get; }

    /// <summary>The score of an account as it is now, null where it has none.</summary>
    /// <param name="account">Account number.</param>
    public AccountScore? Find(int account) => _scores[Rank(account)];

    /// <summary>Takes in what became known. Posts and acts at or after as-of, and acts on oneself, change nothing.</summary>
    /// <returns>Numbers of the accounts whose score moved, came or went, or that got other evidence, in no order.</returns>
    /// <exception cref="ArgumentException">A number of an account or a post is out of range; nothing was taken in.</exception>
    public IReadOnlyList<int> Add(NewFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        facts.Require(_accounts, _evidence.Posts.Count);
        var known = _accounts;
        Begin(facts);
        _evidence.Update(
            [.. facts.Posts.Select(post => (Rank(post.Author), post.Time, post.IsRepost))],
            facts.Acts.Where(act => act.Time < Options.AsOf && act.Actor != act.Target).ToLookup(act => (Rank(act.Actor), Rank(act.Target))),
            _accounts,
            Withdraw);
        foreach (var pair in _evidence.Changed.Items) Deposit(pair);
        for (var i = 0; i < facts.Accounts.Count; i++) Estimate(known + i, facts.Accounts[i].Profile);
        foreach (var (account, profile) in facts.Profiles) Estimate(Rank(account), profile);
        foreach (var author in _evidence.Authors) TakeOutOf(author);
        foreach (var account in _life.Answered.Items) TakeOutOf(account);
        foreach (var account in _life.Answered.Items) _life.Look(account);
        _parts.Broaden(_accounts);
        _parts.PutBack();
        foreach (var author in _evidence.Authors) _measured.Add(author);
        foreach (var account in _measured.Items) _parts.Moved.Add(account);
        _parts.Sum();
        _impact.Clear();
        _network.Update(_accounts, _impact);
        return Rows();
    }

    private void Begin(NewFacts facts)
    {
        _accounts += facts.Accounts.Count;
        if (facts.Accounts.Count > 0) (_input, _order) = (With(_input, facts.Accounts), _order.With(facts.Accounts.Count));
        Capacity.Ensure(ref _estimates, _accounts);
        Capacity.Ensure(ref _scores, _accounts);
        Capacity.Ensure(ref _atMeasure, _accounts);
        Capacity.Ensure(ref _counts, _accounts);
        _evidence.Pairs.Begin(_accounts);
        _evidence.Posts.Begin(_accounts);
        _life.Begin(_accounts);
        _parts.Begin(_accounts);
        _measured.Clear();
    }

    /// <summary>The accounts with more; posts and acts are in the live tables.</summary>
    private ScoringInput With(ScoringInput input, IReadOnlyList<NewAccount> more) => new()
    {
        AccountKeys = [.. input.AccountKeys, .. more.Select(account => account.Key)],
        Profiles = _profiles,
        Tracked = [.. input.Tracked, .. more.Select(account => account.Tracked)],
        PostAuthors = [],
        PostTimes = [],
        ActActors = [],
        ActTargets = [],
        ActKinds = [],
        ActPosts = [],
        ActTimes = [],
    };

    /// <summary>Before the evidence of a pair changes.</summary>
    private void Withdraw(int pair)
    {
        _parts.Take(pair);
        Count(-1, pair);
    }

    private void Deposit(int pair)
    {
        Count(1, pair);
        // How many of somebody's posts were answered says how independent the answers to it are.
        if (_evidence.Pairs.Reverse(pair) is >= 0 and var reverse) _parts.Take(reverse);
    }

    private void Count(int sign, int pair)
    {
        var (actor, target) = (_evidence.Pairs.Actor(pair), _evidence.Pairs.Target(pair));
        _life.Count(sign, actor, target, _evidence.Pairs.OnlyMentions(pair), _evidence.All(pair), _evidence.Spoken(pair));
        var acts = _evidence.Pairs.LiveActs(pair);
        _counts[target].Acts += sign * acts;
        _counts[target].Actors += acts > 0 ? sign : 0;
    }

    private void Estimate(int account, ProfileSnapshot? profile)
    {
        var estimate = _estimates[account] = AuthenticityModel.Estimate(profile);
        _profiles[_order.Numbers[account]] = profile;
        TakeOutOf(account);
        // A witness does not vouch for its own fan, so that its weight is in the proof of everybody it acted on, as seen from itself.
        foreach (var pair in _evidence.Pairs.OutOf(account))
        {
            if (_evidence.Pairs.Reverse(pair) is >= 0 and var reverse) _parts.Take(reverse);
        }

        _life.Estimate(account, ScoringEngine.Certainty(estimate), estimate.Tier != AuthenticityTier.TooLittleKnown, _evidence.Pairs.OutOf(account), _evidence);
        _life.Broadened.Add(account);
        _measured.Add(account);
    }

    private void TakeOutOf(int account)
    {
        foreach (var pair in _evidence.Pairs.OutOf(account)) _parts.Take(pair);
    }

    private List<int> Rows()
    {
        var moved = new List<int>();
        foreach (var account in _parts.Moved.Items) _impact.Add(account);
        foreach (var account in _measured.Items) _impact.Add(account);
        foreach (var account in _impact.Items)
        {
            if (IsToMeasure(account)) _measured.Add(account);
        }

        var workings = Workings(_measured.Items);
        foreach (var account in _impact.Items)
        {
            var row = _measured.Contains(account) ? ScoreTable.RowOrNull(workings, account) : RowOrSame(account);
            if (ReferenceEquals(row, _scores[account])) continue;
            if (_measured.Contains(account)) _atMeasure[account] = (row?.Acts ?? 0, row?.Score ?? 0);
            ScoredCount += (row is null ? 0 : 1) - (_scores[account] is null ? 0 : 1);
            _scores[account] = row;
            moved.Add(_order.Numbers[account]);
        }

        return moved;
    }

    private bool IsToMeasure(int account)
    {
        if (_scores[account] is null) return _counts[account].Acts > 0;
        var (acts, score) = _atMeasure[account];
        return Math.Abs(_counts[account].Acts - acts) * ActsPerMeasure >= Math.Max(1, acts) || Math.Abs(Score(account).Score(Options.Model) - score) >= PointsPerMeasure;
    }

    private Parts Score(int account) => new(_parts[account].People, _parts[account].PerPost, _network.Impact(account));

    /// <summary>The row of an account whose interval keeps its width: the same object where its score is the same.</summary>
    private AccountScore? RowOrSame(int account)
    {
        if (_scores[account] is not { } before) return null;
        var parts = Score(account);
        var score = parts.Score(Options.Model);
        if (Math.Abs(score - before.Score) <= Still && _counts[account].Acts == before.Acts) return before;
        var (reach, amplification, impact) = parts.Indices(Options.Model);
        // Intervals are cut at 0 and 100, so the longer side tells the width.
        var half = Math.Max(before.Score - before.Low, before.High - before.Score);
        return before with
        {
            Score = score,
            Low = Math.Max(0, score - half),
            High = Math.Min(100, score + half),
            TrueReach = parts.People,
            TrueReachIndex = reach,
            Amplification = parts.PerPost,
            AmplificationIndex = amplification,
            NetworkImpact = parts.Impact,
            NetworkImpactIndex = impact,
            Acts = _counts[account].Acts,
            Actors = _counts[account].Actors,
        };
    }

    private int Rank(int account) => _order.Ranks[account];
}
