using System.Collections;
using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring;

/// <summary>The scores of one moment, with everything it takes to explain them. Accounts and posts carry the numbers of the <see cref="ScoringInput"/>.</summary>
public sealed class ScoringResult
{
    private readonly AccountScore?[] _byRank;

    internal ScoringResult(Workings workings, AccountScore?[] byRank)
    {
        Workings = workings;
        _byRank = byRank;
        Scores = byRank.Where(score => score is not null).ToArray()!;
        Authenticity = Array.ConvertAll(workings.Order.Ranks, rank => workings.Authenticity[rank]);
    }

    /// <param name="byRank">Scores of all accounts, which go on changing.</param>
    /// <param name="some">Scores of those whose workings are here.</param>
    internal ScoringResult(Workings workings, AccountScore?[] byRank, IReadOnlyList<AccountScore> some)
    {
        (Workings, _byRank, Scores) = (workings, byRank, some);
        Authenticity = new ByNumber(workings);
    }

    /// <summary>One row for every account that is tracked or that somebody acted on inside the window, by key (ordinal).</summary>
    public IReadOnlyList<AccountScore> Scores { get; }

    /// <summary>Account number → probability 0–1 that it is a genuine person or organisation, also where there is no score.</summary>
    public IReadOnlyList<double> Authenticity { get; }

    /// <summary>What the scores were made with.</summary>
    public ScoringOptions Options => Workings.Options;

    internal Workings Workings { get; }

    /// <returns>The score of an account, null where it has none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public AccountScore? Find(int account) => _byRank[Rank(account)];

    /// <summary>The exact ledger of a score: points by part, person, post and day that sum to the score to 1e-9. Made on demand.</summary>
    /// <returns>The ledger; empty where the account has no score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public Ledger Explain(int account)
    {
        var rank = Rank(account);
        return _byRank[rank] is null ? new Ledger(account, []) : new Ledger(account, LedgerEntries.Of(Workings, rank));
    }

    /// <summary>The lines of <see cref="Explain"/> into a list that is emptied first: for whoever sums up many ledgers. Empty where the account has no score.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public void ExplainInto(int account, List<LedgerLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var rank = Rank(account);
        lines.Clear();
        if (_byRank[rank] is not null) LedgerEntries.Into(Workings, rank, lines);
    }

    /// <summary>What the newest profile before as-of tells about an account.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public AuthenticityEstimate Estimate(int account) => Workings.Estimates[Rank(account)];

    /// <summary>Every input of a score, so that it can be worked through by hand. Made on demand.</summary>
    /// <returns>Null where the account has no score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public WorkedExample? WorkThrough(int account)
    {
        var rank = Rank(account);
        return _byRank[rank] is { } score ? WorkedSteps.Of(Workings, rank, score) : null;
    }

    /// <summary>Whether a profile of the account is known, so that <see cref="Authenticity"/> says something about it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public bool HasProfile(int account) => Workings.Input.Profiles[Workings.Order.Numbers[Rank(account)]] is not null;

    /// <summary>Account number of everybody who ever acted on the account before as-of → their newest act, Unix milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public IReadOnlyDictionary<int, long> NewestActs(int account)
    {
        var (acts, target) = (Workings.Acts, Rank(account));
        var newest = new Dictionary<int, long>();
        for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++)
            newest[Workings.Order.Numbers[acts.Actors[pair]]] = acts.Span(pair).Last;
        return newest;
    }

    /// <summary>Points that discounts took out: what these people would have added to the score were each a proven, independent person. Made on demand.</summary>
    /// <param name="account">Whose score.</param>
    /// <param name="people">Account numbers; who never acted on the account adds nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public double PointsCancelled(int account, IEnumerable<int> people) => CancelledPoints.Of(Workings, Rank(account), people.Select(Rank).ToHashSet());

    internal int Rank(int account)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(account);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(account, Workings.Order.Count);
        return Workings.Order.Ranks[account];
    }

    /// <summary>Authenticity by account number, for whoever asks about few.</summary>
    private sealed class ByNumber(Workings workings) : IReadOnlyList<double>
    {
        public int Count => workings.Order.Count;

        public double this[int account] => workings.Authenticity[workings.Order.Ranks[account]];

        public IEnumerator<double> GetEnumerator() => Enumerable.Range(0, Count).Select(account => this[account]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
