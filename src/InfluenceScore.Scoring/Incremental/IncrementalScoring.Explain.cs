using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Incremental;

// What explains the scores as they are now, for some accounts: at the cost of everybody who ever acted on these.
public sealed partial class IncrementalScoring
{
    /// <summary>Accounts known by number.</summary>
    public int AccountCount => _accounts;

    /// <summary>Posts known by number.</summary>
    public int PostCount => _evidence.Posts.Count;

    /// <summary>Accounts that have a score.</summary>
    public int ScoredCount { get; private set; }

    /// <summary>Account numbers of everybody whom an account ever acted on.</summary>
    public IReadOnlyList<int> ActedOnBy(int account)
    {
        var targets = new List<int>();
        foreach (var pair in _evidence.Pairs.OutOf(Rank(account))) targets.Add(_order.Numbers[_evidence.Pairs.Target(pair)]);
        return targets;
    }

    /// <summary>Scores, ledgers and workings of some accounts, good until the next call or the next facts; about others it knows nothing but scores and authenticity.</summary>
    /// <param name="accounts">Account numbers, each once.</param>
    public ScoringResult Explain(IEnumerable<int> accounts)
    {
        var ranks = accounts.Select(Rank).ToList();
        return new ScoringResult(Workings(ranks), _scores, [.. ranks.Select(rank => _scores[rank]).OfType<AccountScore>()]);
    }

    /// <summary>Takes down what the scores of some accounts are made of, before more facts come in.</summary>
    /// <param name="accounts">Account numbers, each once.</param>
    public ScoresBefore Remember(IEnumerable<int> accounts)
    {
        var numbers = accounts.ToList();
        var workings = Workings([.. numbers.Select(Rank)]);
        return new ScoresBefore(numbers.ToDictionary(account => account, account => new AccountView(workings, account).Copied()));
    }
}

/// <summary>What the scores of some accounts were made of, to tell later what moved them.</summary>
public sealed class ScoresBefore
{
    private readonly Dictionary<int, AccountView> _accounts;

    internal ScoresBefore(Dictionary<int, AccountView> accounts) => _accounts = accounts;

    /// <summary>Account numbers.</summary>
    public IReadOnlyCollection<int> Accounts => _accounts.Keys;

    /// <summary>Why the score of one of them is another now; see <see cref="ChangeOutline"/>.</summary>
    /// <param name="now">From <see cref="IncrementalScoring.Explain"/> of the same scoring, with this account.</param>
    /// <param name="since">Posts are named by acts from here on, Unix milliseconds.</param>
    /// <exception cref="KeyNotFoundException">The account is none of them.</exception>
    public IReadOnlyList<CauseOutline> Until(ScoringResult now, int account, long since)
    {
        ArgumentNullException.ThrowIfNull(now);
        var (before, after) = (_accounts[account], new AccountView(now.Workings, account));
        // People who came later stand behind those who were there.
        var (were, are) = (before.EndPair - before.FirstPair, after.EndPair - after.FirstPair);
        return ChangeOutline.Between(before, after, [.. Enumerable.Range(0, are).Select(i => new MatchedPerson(i < were ? before.FirstPair + i : -1, after.FirstPair + i))], since);
    }
}
