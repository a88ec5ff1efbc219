using InfluenceScore.Scoring.Evidence;
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
    /// <param name="people">Account number → the people (account numbers) whose part in a change is to be told; null: everybody's. The cost is theirs.</param>
    public ScoresBefore Remember(IReadOnlyDictionary<int, IReadOnlySet<int>?> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var workings = Workings([.. people.Keys.Select(Rank)], PairsOf(people));
        return new ScoresBefore(people, people.Keys.ToDictionary(account => account, account => new AccountView(workings, account).Copied()));
    }

    /// <summary>Why scores are others now; see <see cref="ChangeOutline"/>. What other people carried is left out.</summary>
    /// <param name="since">Posts are named by acts from here on, Unix milliseconds.</param>
    /// <returns>By account number, for all that were remembered.</returns>
    public IReadOnlyDictionary<int, IReadOnlyList<CauseOutline>> Since(ScoresBefore before, long since)
    {
        ArgumentNullException.ThrowIfNull(before);
        var workings = Workings([.. before.People.Keys.Select(Rank)], PairsOf(before.People));
        return before.Views.AsParallel().ToDictionary(view => view.Key, view => ChangeOutline.Between(view.Value, new AccountView(workings, view.Key), Match(view.Value, new AccountView(workings, view.Key)), since));
    }

    /// <summary>The workings of some accounts (ranks): what is asked about others is not there.</summary>
    /// <param name="some">See <see cref="LivePairs.Join"/>.</param>
    private Workings Workings(List<int> accounts, Func<int, IEnumerable<int>?>? some = null)
    {
        accounts.Sort();
        var posts = _evidence.Posts.Join(accounts);
        var (acts, pairs) = _evidence.Pairs.Join(accounts, some ?? (_ => null), account => posts.Start[account] - _evidence.Posts.Start(account));
        var evidence = _evidence.Of(acts, pairs);
        var (reach, amplification) = _parts.Of(acts, evidence, posts.Totals);
        var independence = new Independence(acts, posts.Totals, evidence, Options.Model);
        return new Workings(
            _input, Options, _order, posts, acts, evidence, _life.Accounts, _life.Of(acts, evidence), independence, reach, amplification, _network.Of(accounts))
        {
            Estimates = _estimates,
        };
    }

    private static List<MatchedPerson> Match(AccountView before, AccountView after)
    {
        var were = new Dictionary<int, int>();
        for (var pair = before.FirstPair; pair < before.EndPair; pair++) were[before.Actor(pair)] = pair;
        return [.. Enumerable.Range(after.FirstPair, after.EndPair - after.FirstPair).Select(pair => new MatchedPerson(were.GetValueOrDefault(after.Actor(pair), -1), pair))];
    }

    /// <summary>Account (rank) → pairs of these people; null for everybody.</summary>
    private Func<int, IEnumerable<int>?> PairsOf(IReadOnlyDictionary<int, IReadOnlySet<int>?> people) => rank =>
        people[_order.Numbers[rank]]?.Where(person => person < _accounts).Select(person => _evidence.Pairs.Find(Rank(person), rank)).Where(pair => pair >= 0).Order();
}

/// <summary>What the scores of some accounts were made of, to tell later what moved them.</summary>
public sealed class ScoresBefore
{
    internal ScoresBefore(IReadOnlyDictionary<int, IReadOnlySet<int>?> people, Dictionary<int, AccountView> views) => (People, Views) = (people, views);

    internal IReadOnlyDictionary<int, IReadOnlySet<int>?> People { get; }

    internal Dictionary<int, AccountView> Views { get; }
}
