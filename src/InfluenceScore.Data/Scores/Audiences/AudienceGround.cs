using System.Collections.Concurrent;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>An act by an account on another, in the window by the calendar.</summary>
internal readonly record struct OwnAct(int Target, InteractionKind Kind, long Time);

/// <summary>What all audiences of one run share: who was seen when, what is thought of them, and what the described accounts did themselves. A pass over the facts each. Safe for several threads.</summary>
internal sealed class AudienceGround
{
    public const long Day = 86_400_000;

    private const int Nobody = -1, Several = -2;

    private readonly FactArrays _facts;
    private readonly long[] _lastSeen;
    private readonly int[] _onlyTarget;
    private readonly (int Start, int End)[] _profiles;
    private readonly ConcurrentDictionary<int, string[]> _namesOf = [];
    private readonly ConcurrentDictionary<int, string> _reasons = [];
    private readonly Dictionary<int, List<OwnAct>> _ownActs;

    public AudienceGround(FactArrays facts, ScoringResult result, IReadOnlyCollection<int> accounts)
    {
        (_facts, Result) = (facts, result);
        AsOf = result.Options.AsOf;
        WindowStart = AsOf - (long)(result.Options.WindowDays * Day);
        _profiles = RangesOfProfiles(facts, AsOf);
        _ownActs = accounts.ToDictionary(account => account, _ => new List<OwnAct>());
        _lastSeen = new long[facts.AccountKeys.Length];
        _onlyTarget = new int[facts.AccountKeys.Length];
        Array.Fill(_onlyTarget, Nobody);
        SeePosts();
        SeeActs();
    }

    public ScoringResult Result { get; }

    public long AsOf { get; }

    /// <summary>Start of the window by the calendar, Unix milliseconds.</summary>
    public long WindowStart { get; }

    /// <summary>What the described account did to others in the window, oldest first; nothing about other accounts.</summary>
    public IReadOnlyList<OwnAct> ActsBy(int account) => _ownActs.GetValueOrDefault(account) ?? [];

    /// <summary>Whether anything that the account did itself is known from before as-of.</summary>
    public bool IsSeen(int account) => _lastSeen[account] > 0;

    /// <summary>Whether all its acts of the window are on one account.</summary>
    public bool ActsOnOneOnly(int account) => _onlyTarget[account] >= 0;

    public AuthenticityEstimate Estimate(int account) => Result.Estimate(account);

    /// <summary>Words of the account's name, lower case.</summary>
    public IReadOnlyList<string> WordsOfName(int account) =>
        _namesOf.GetOrAdd(account, a => [.. TopicTerms.Of(NewestRowOrNull(a) is { } row ? _facts.Profiles.NameOrNull(row) : null).Select(t => t.Key)]);

    /// <summary>What the account's profile says most loudly for the class, in words. Whoever acts much is named with many accounts.</summary>
    public string Reasons(int account, AudienceClass of)
    {
        const int Most = 2, Classes = (int)AudienceClass.Unknown + 1;
        var key = account * Classes + (int)of;
        if (!_reasons.TryGetValue(key, out var reasons))
        {
            var newest = NewestRowOrNull(account) is { } row ? _facts.Profiles[row] : null;
            _reasons[key] = reasons = string.Join("; ", AuthenticityModel.Reasons(newest)
                .Where(r => of == AudienceClass.Uncertain || r.LogOdds > 0 == (of == AudienceClass.Genuine)).Take(Most).Select(r => r.Text));
        }
        return reasons;
    }

    public long? FollowersOrNull(int account) => NewestRowOrNull(account) is { } row ? _facts.Profiles.FollowersOrNull(row) : null;

    /// <summary>
    /// Why somebody counts as inactive: no act or post is known in the window, and the profile, seen at least a window apart, shows the same number of posts and likes.
    /// Null where it is active or nobody knows.
    /// </summary>
    public string? DormantOrNull(int account)
    {
        var (start, end) = _profiles[account];
        if (_lastSeen[account] >= WindowStart || end - start < 2)
            return null;
        var profiles = _facts.Profiles;
        if (profiles.PostsOrNull(end - 1) is not { } posts || profiles.Time(end - 1) < WindowStart)
            return null;
        var first = end - 1;
        while (first > start && profiles.Time(first - 1) > 0 && profiles.PostsOrNull(first - 1) == posts && profiles.LikesGivenOrNull(first - 1) == profiles.LikesGivenOrNull(end - 1))
            first--;
        var days = (profiles.Time(end - 1) - profiles.Time(first)) / Day;
        return days < (AsOf - WindowStart) / Day ? null : FormattableString.Invariant($"its number of posts has stood at {posts:N0} for {days:N0} days");
    }

    private int? NewestRowOrNull(int account) => _profiles[account].End > _profiles[account].Start ? _profiles[account].End - 1 : null;

    private void SeePosts()
    {
        for (var i = 0; i < _facts.PostTimes.Length && _facts.PostTimes[i] < AsOf; i++)
            _lastSeen[_facts.PostAuthors[i]] = _facts.PostTimes[i];
    }

    private void SeeActs()
    {
        for (var i = 0; i < _facts.ActTimes.Length && _facts.ActTimes[i] < AsOf; i++)
        {
            var (actor, target, time) = (_facts.ActActors[i], _facts.ActTargets[i], _facts.ActTimes[i]);
            if (actor == target)
                continue;
            _lastSeen[actor] = Math.Max(_lastSeen[actor], time);
            if (time < WindowStart)
                continue;
            _onlyTarget[actor] = _onlyTarget[actor] == Nobody || _onlyTarget[actor] == target ? target : Several;
            if (_ownActs.TryGetValue(actor, out var own))
                own.Add(new OwnAct(target, _facts.ActKinds[i], time));
        }
    }

    /// <summary>Account → its profiles before as-of: [start, end).</summary>
    private static (int, int)[] RangesOfProfiles(FactArrays facts, long asOf)
    {
        var ranges = new (int Start, int End)[facts.AccountKeys.Length];
        for (int i = 0, next; i < facts.Profiles.Count; i = next)
        {
            var account = facts.Profiles.Account(i);
            for (next = i; next < facts.Profiles.Count && facts.Profiles.Account(next) == account; next++)
                if (facts.Profiles.Time(next) < asOf)
                    ranges[account] = (i, next + 1);
        }
        return ranges;
    }
}
