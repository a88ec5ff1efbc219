using System.Runtime.InteropServices;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>Gathers everything that is stored of one account's audience. Lives until the buffers serve the next.</summary>
internal sealed class AudienceOfAccount
{
    /// <summary>People named as having come for the first time, or back, at most.</summary>
    private const int Named = 5;

    private readonly FactArrays _facts;
    private readonly AudienceGround _ground;
    private readonly int _account;
    private readonly List<ActorFacts> _actors;
    private readonly List<(AudienceMember Member, Func<string> Why)> _people = [];
    private Dictionary<int, int>? _byPerson;

    /// <param name="ledger">The lines of the account's ledger.</param>
    public AudienceOfAccount(
        FactArrays facts, AudienceGround ground, int account, List<KnownFollower>? followers, LedgerSums ledger, OwnPostsReader reader, AudienceBuffers buffers)
    {
        (_facts, _ground, _account, _actors) = (facts, ground, account, buffers.Actors);
        KnownActs.Into(ground.Result, account, buffers.Acts);
        ActorFacts.Into(_actors, CollectionsMarshal.AsSpan(buffers.Acts), facts, ground);
        var kinds = ActFigures.Count(CollectionsMarshal.AsSpan(buffers.Acts));
        var suspicious = new Dictionary<int, int>();
        for (var i = 0; i < _actors.Count; i++)
        {
            if (Actor(i) is { Live: > 0, Class: AudienceClass.Suspicious })
                suspicious.Add(_actors[i].Person, i);
        }
        if (suspicious.Count > 0)
            buffers.Acts.RemoveAll(a => suspicious.ContainsKey(a.Actor));
        var trusted = CollectionsMarshal.AsSpan(buffers.Acts);
        var posts = new PostFacts(facts, ground, account, trusted, reader, buffers);
        var recent = new RecentPeople(CollectionsMarshal.AsSpan(_actors), ground.AsOf);
        var actedOn = ground.ActsBy(account).Select(a => a.Target).Distinct().ToList();

        Facts = new AudienceFacts
        {
            Hours = ActFigures.HoursOfWeek(trusted, facts),
            Kinds = kinds,
            Acted = CountLive(),
            Follows = followers is null ? null : AddFollowers(followers),
            SuspiciousActs = suspicious.Values.Sum(i => _actors[i].Live),
            SuspiciousPoints = ledger.PointsOf(suspicious),
            FirstTime = recent.FirstTime?.Count,
            Recent = recent.All,
            Again = recent.Again,
            CameBack = recent.CameBack.Count,
            OnlyHere = CountOnlyHere(),
            MedianDelayMinutes = posts.MedianDelayMinutes,
            Answers = posts.Answers,
            OtherPosts = posts.Others,
            LongestPause = posts.LongestPause,
            ActedOn = actedOn.Count,
            ActedOnBack = actedOn.Count(t => ActorOrNull(t) is { Live: > 0 }),
            Topics = Topics.Rank(posts.Terms, new Lazy<HashSet<string>>(NamesOfLive), places => ledger.PointsOfPosts(places.Select(p => posts.Numbers[p]))),
            TopicPosts = posts.Terms.Count,
            TopicTexts = posts.Terms.Known.Count,
            Style = posts.Style(SpokeToIt(trusted)),
        };
        AddLive();
        AddBestKnown(AudienceRole.FirstTime, recent.FirstTime ?? []);
        AddBestKnown(AudienceRole.CameBack, recent.CameBack);
    }

    public AudienceFacts Facts { get; }

    /// <summary>Everybody who is kept by name, in the order of the table's key but for the person.</summary>
    public IEnumerable<(AudienceMember Member, Func<string> Why)> People => _people.OrderBy(p => p.Member.Role).ThenBy(p => _facts.AccountIds[p.Member.Person]);

    /// <summary>Whom the account acts on most, by what those acts can show of attention.</summary>
    public IEnumerable<ActedOnPerson> ActedOn()
    {
        var model = _ground.Result.Options.Model;
        return _ground.ActsBy(_account).GroupBy(a => a.Target)
            .Select(g => (Weight: g.Sum(a => model.Ceiling(a.Kind)), Person: new ActedOnPerson(g.Key, ActFigures.Count(g.Select(a => a.Kind)), g.Max(a => a.Time))))
            .OrderByDescending(p => p.Weight).ThenBy(p => _facts.AccountIds[p.Person.Target])
            .Take(AudienceStore.MostActedOn).Select(p => p.Person).OrderBy(p => _facts.AccountIds[p.Target]);
    }

    private ClassCounts AddFollowers(List<KnownFollower> followers)
    {
        var doubted = followers.Where(f => f.Since > 0 && IsDoubted(f.Person)).Select(f => f.Since).Order().ToArray();
        var members = followers.ConvertAll(f =>
        {
            var acted = ActorOrNull(f.Person);
            var signs = Signs(f.Person, acted) with { ArrivedWith = f.Since > 0 && IsDoubted(f.Person) ? Within(doubted, f.Since - AudienceGround.Day, f.Since + AudienceGround.Day) - 1 : 0 };
            // Who began to follow inside the window did something.
            if (f.Since >= _ground.WindowStart)
                signs = signs with { Dormant = null };
            var of = AudienceQuality.Of(signs);
            return (Member: new AudienceMember(AudienceRole.Follows, f.Person, of, acted?.Live ?? 0, f.Since, _ground.Result.Authenticity[f.Person], 0), Why: (Func<string>)(() => Reason(f.Person, of, signs)));
        });
        AddFollowing(members);
        return ClassCounts.Count(members.Select(m => m.Member.Class));
    }

    private bool IsDoubted(int person) => _ground.Estimate(person) is { Tier: not AuthenticityTier.TooLittleKnown, Probability: < AudienceQuality.SuspiciousBelow };

    private AudienceSigns Signs(int person, ActorFacts? acted) =>
        new(_ground.Estimate(person), _ground.FollowersOrNull(person), acted?.Quick ?? 0, acted?.Delays ?? 0, 0, _ground.DormantOrNull(person));

    private (AudienceMember Member, Func<string> Why) Member(AudienceRole role, ActorFacts a) => (new AudienceMember(role, a.Person, a.Class, a.Live, a.Last, _ground.Result.Authenticity[a.Person],
        role == AudienceRole.CameBack ? a.Silence / (double)AudienceGround.Day : 0), () => Reason(a.Person, a.Class, Signs(a.Person, a)));

    /// <summary>The second sign or the pause, and what the profile says most loudly for the class, in words.</summary>
    private string Reason(int person, AudienceClass of, AudienceSigns signs)
    {
        if (of == AudienceClass.Inactive)
            return signs.Dormant!;
        var reasons = _ground.Reasons(person, of);
        if (of == AudienceClass.Suspicious && AudienceQuality.SecondSignOrNull(signs) is { } second && signs.Followers < AudienceQuality.EstablishedFollowers)
            return reasons.Length == 0 ? second : $"{second}; {reasons}";
        return reasons;
    }

    /// <summary>Examples of each class among the followers, best known first.</summary>
    private void AddFollowing(IEnumerable<(AudienceMember Member, Func<string> Why)> members)
    {
        foreach (var of in members.GroupBy(m => m.Member.Class))
            AddMembers(of.OrderByDescending(m => OwnScore(m.Member.Person)).ThenByDescending(m => m.Member.Last).ThenBy(m => m.Member.Person).Take(AudienceStore.ExamplesPerClass));
    }

    /// <summary>Examples of each class among those who acted inside the window, most acts first. A member is made only of those who are kept.</summary>
    private void AddLive()
    {
        var best = new List<int>[(int)AudienceClass.Unknown + 1];
        Func<int, int, bool> isBefore = IsBefore;
        for (var i = 0; i < _actors.Count; i++)
        {
            if (Actor(i).Live == 0)
                continue;
            Keep(best[(int)Actor(i).Class] ??= [], i, AudienceStore.ExamplesPerClass, isBefore);
        }
        foreach (var kept in best)
            AddMembers((kept ?? []).Select(i => Member(AudienceRole.Acted, _actors[i])));
    }

    private void AddBestKnown(AudienceRole role, List<int> actors)
    {
        var best = new List<int>();
        Func<int, int, bool> isBetterKnown = IsBetterKnown;
        foreach (var i in actors)
            Keep(best, i, Named, isBetterKnown);
        AddMembers(best.Select(i => Member(role, _actors[i])));
    }

    /// <summary>Keeps the first in an order, as many as that.</summary>
    private static void Keep(List<int> first, int actor, int most, Func<int, int, bool> isBefore)
    {
        if (first.Count == most && !isBefore(actor, first[^1]))
            return;
        var at = first.Count;
        while (at > 0 && isBefore(actor, first[at - 1]))
            at--;
        if (first.Count == most)
            first.RemoveAt(most - 1);
        first.Insert(at, actor);
    }

    private bool IsBetterKnown(int one, int other)
    {
        var (ownA, ownB) = (OwnScore(Actor(one).Person), OwnScore(Actor(other).Person));
        return ownA != ownB ? ownA > ownB : Actor(one).Person < Actor(other).Person;
    }

    private bool IsBefore(int one, int other)
    {
        ref readonly var a = ref Actor(one);
        ref readonly var b = ref Actor(other);
        if (a.Live != b.Live)
            return a.Live > b.Live;
        var (ownA, ownB) = (OwnScore(a.Person), OwnScore(b.Person));
        if (ownA != ownB)
            return ownA > ownB;
        return a.Last != b.Last ? a.Last > b.Last : a.Person < b.Person;
    }

    private ref readonly ActorFacts Actor(int index) => ref CollectionsMarshal.AsSpan(_actors)[index];

    private ActorFacts? ActorOrNull(int person)
    {
        if (_byPerson is null)
        {
            _byPerson = new Dictionary<int, int>(_actors.Count);
            for (var i = 0; i < _actors.Count; i++)
                _byPerson.Add(_actors[i].Person, i);
        }
        return _byPerson.TryGetValue(person, out var actor) ? _actors[actor] : null;
    }

    private ClassCounts CountLive()
    {
        var counts = new int[(int)AudienceClass.Unknown + 1];
        foreach (ref readonly var actor in CollectionsMarshal.AsSpan(_actors))
            if (actor.Live > 0)
                counts[(int)actor.Class]++;
        return new ClassCounts(counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /// <summary>Accounts that acted inside the window and on no other account.</summary>
    private int CountOnlyHere()
    {
        var count = 0;
        foreach (ref readonly var actor in CollectionsMarshal.AsSpan(_actors))
            if (actor.Live > 0 && actor.Class != AudienceClass.Suspicious && _ground.ActsOnOneOnly(actor.Person))
                count++;
        return count;
    }

    private void AddMembers(IEnumerable<(AudienceMember Member, Func<string> Why)> members) => _people.AddRange(members);

    private double OwnScore(int person) => _ground.Result.Find(person)?.Score ?? -1;

    private HashSet<int> SpokeToIt(ReadOnlySpan<KnownAct> acts)
    {
        var people = new HashSet<int>();
        foreach (ref readonly var act in acts)
            if (act.Time >= _ground.WindowStart && act.Kind is InteractionKind.Reply or InteractionKind.Quote or InteractionKind.Mention)
                people.Add(act.Actor);
        return people;
    }

    /// <summary>Words of the names of those who act, lower case.</summary>
    private HashSet<string> NamesOfLive()
    {
        var words = new HashSet<string>();
        foreach (ref readonly var actor in CollectionsMarshal.AsSpan(_actors))
            if (actor.Live > 0)
                words.UnionWith(_ground.WordsOfName(actor.Person));
        return words;
    }

    private static int Within(long[] sorted, long from, long to) => sorted.Count(t => t >= from && t <= to);
}

/// <summary>Somebody to be stored as an <see cref="AudiencePerson"/>, but for the reason: that is made only for those who are.</summary>
internal sealed record AudienceMember(AudienceRole Role, int Person, AudienceClass Class, int Acts, long Last, double Authenticity, double SilentDays);

/// <summary>Somebody to be stored as a <see cref="PersonActedOn"/>.</summary>
internal sealed record ActedOnPerson(int Target, ActCounts Counts, long Last);
