using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Incremental;

namespace InfluenceScore.Data.Scores.Live;

/// <summary>The scores of one stored run, kept right, with the row ids behind the numbers of accounts and posts.</summary>
internal sealed class LiveState
{
    private readonly IdNumbers _posts;
    private readonly ProfileTable _profiles;
    private int[] _accountIds, _postIds;
    private bool[] _tracked;
    private double[] _explained;

    /// <param name="run">As it is stored.</param>
    /// <param name="facts">What it was scored from; most of it is let go.</param>
    /// <param name="scored">Is taken over.</param>
    /// <param name="lastPost">No post row had a larger id.</param>
    public LiveState(ScoreRun run, FactArrays facts, ScoringResult scored, int lastPost)
    {
        (Run, Version, LastPost) = (run, facts.Version, lastPost);
        Scoring = new IncrementalScoring(scored);
        (_accountIds, _tracked, Accounts) = (facts.AccountIds, facts.Tracked, facts.Numbers);
        _postIds = facts.PostIds[..Scoring.PostCount];
        (_posts, _profiles) = (new IdNumbers(_postIds), facts.Profiles);
        _explained = new double[_accountIds.Length];
        for (var account = 0; account < _explained.Length; account++)
            _explained[account] = Scoring.Find(account)?.Score ?? 0;
    }

    public ScoreRun Run { get; set; }

    /// <summary>The facts that are in the scores: see <see cref="FactsVersion"/>.</summary>
    public long Version { get; set; }

    public int LastPost { get; }

    public IncrementalScoring Scoring { get; }

    public IdNumbers Accounts { get; }

    /// <summary>Ids of posts that acts were taken in on while nothing but the id was known.</summary>
    public HashSet<int> Unknown { get; } = [];

    public int AccountId(int account) => _accountIds[account];

    public bool IsTracked(int account) => _tracked[account];

    /// <summary>−1 where the post is not known.</summary>
    public int PostNumber(int id) => _posts.Find(id);

    /// <summary>Points by which the score has moved since its ledger was stored.</summary>
    public double MovedSinceExplained(int account) => Math.Abs((Scoring.Find(account)?.Score ?? 0) - _explained[account]);

    public void SetExplained(int account) => _explained[account] = Scoring.Find(account)?.Score ?? 0;

    /// <summary>Gives new accounts and posts their numbers, which must be the next ones.</summary>
    public void Add(IReadOnlyList<(int Id, bool Tracked)> accounts, IReadOnlyList<int> posts)
    {
        var (known, knownPosts) = (Scoring.AccountCount, Scoring.PostCount);
        Ensure(ref _accountIds, known + accounts.Count);
        Ensure(ref _tracked, known + accounts.Count);
        Ensure(ref _explained, known + accounts.Count);
        Ensure(ref _postIds, knownPosts + posts.Count);
        foreach (var (i, account) in accounts.Index())
        {
            (_accountIds[known + i], _tracked[known + i]) = account;
            Accounts.Add(account.Id, known + i);
        }
        foreach (var (i, post) in posts.Index())
        {
            _postIds[knownPosts + i] = post;
            _posts.Add(post, knownPosts + i);
        }
    }

    /// <summary>Ids by number, for who stores scores and ledgers; there are no facts in it, and the arrays are longer than what is known.</summary>
    public FactArrays Ids() => new()
    {
        AccountIds = _accountIds,
        AccountKeys = [],
        Tracked = _tracked,
        Numbers = Accounts,
        Profiles = _profiles,
        PostIds = _postIds,
        PostAuthors = [],
        PostTimes = [],
        PostIsRepost = [],
        ActActors = [],
        ActTargets = [],
        ActKinds = [],
        ActPosts = [],
        ActTimes = [],
    };

    private static void Ensure<T>(ref T[] array, int length)
    {
        if (length > array.Length)
            Array.Resize(ref array, length + length / 64 + 1024);
    }
}
