using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>Gathers everything that is stored of one account's audience.</summary>
internal sealed class AudienceOfAccount
{
    /// <summary>People named as having come for the first time, or back, at most.</summary>
    private const int Named = 5;

    private readonly FactArrays _facts;
    private readonly AudienceGround _ground;
    private readonly int _account;
    private readonly List<ActorFacts> _actors;
    private readonly Dictionary<int, ActorFacts> _byPerson;
    private readonly List<AudienceMember> _people = [];

    public AudienceOfAccount(FactArrays facts, AudienceGround ground, int account, List<KnownFollower>? followers, OwnPosts ownPosts)
    {
        (_facts, _ground, _account) = (facts, ground, account);
        var acts = KnownActs.On(ground.Result, account);
        _actors = ActorFacts.Of(acts, facts, ground);
        _byPerson = _actors.ToDictionary(a => a.Person);
        var live = _actors.Where(a => a.Live > 0).ToList();
        // The dearest step by far: taken only where a topic or a suspicious account asks for points.
        var ledger = new Lazy<Ledger>(() => ground.Result.Explain(account));
        var suspicious = live.Where(a => a.Class == AudienceClass.Suspicious).ToDictionary(a => a.Person);
        var trusted = acts.Where(a => !suspicious.ContainsKey(a.Actor)).ToList();
        var posts = new PostFacts(facts, ground, account, trusted, ownPosts);
        var recent = new RecentPeople(_actors.FindAll(a => a.Class != AudienceClass.Suspicious), ground.AsOf);

        Facts = new AudienceFacts
        {
            Hours = HoursOfWeek(trusted, facts),
            Kinds = Count(acts.Where(a => a.Counts).Select(a => a.Kind)),
            Acted = ClassCounts.Count(live.Select(a => a.Class)),
            Follows = followers is null ? null : AddFollowers(followers),
            SuspiciousActs = suspicious.Values.Sum(a => a.Live),
            SuspiciousPoints = suspicious.Count == 0 ? 0 : ledger.Value.Entries.Where(e => suspicious.ContainsKey(e.Actor)).Sum(e => e.Points),
            FirstTime = recent.FirstTime?.Count,
            Recent = recent.All,
            Again = recent.Again,
            CameBack = recent.CameBack.Count,
            OnlyHere = live.Count(a => a.Class != AudienceClass.Suspicious && ground.ActsOnOneOnly(a.Person)),
            MedianDelayMinutes = posts.MedianDelayMinutes,
            Answers = posts.Answers,
            OtherPosts = posts.Others,
            LongestPause = posts.LongestPause,
            ActedOn = ground.ActsBy(account).Select(a => a.Target).Distinct().Count(),
            ActedOnBack = ground.ActsBy(account).Select(a => a.Target).Distinct().Count(t => _byPerson.TryGetValue(t, out var a) && a.Live > 0),
            Topics = Topics.Rank(posts.Terms, new Lazy<HashSet<string>>(() => NamesOf(live)), places => PointsOf(ledger.Value, [.. places.Select(p => posts.Numbers[p])])),
            TopicPosts = posts.Terms.Count,
            TopicTexts = posts.Terms.Known.Count,
            Style = posts.Style(SpokeToIt(trusted)),
        };
        AddExamples(AudienceRole.Acted, live.Select(a => Member(AudienceRole.Acted, a)));
        AddMembers((recent.FirstTime ?? []).OrderByDescending(OwnScore).ThenBy(a => a.Person).Take(Named).Select(a => Member(AudienceRole.FirstTime, a)));
        AddMembers(recent.CameBack.OrderByDescending(OwnScore).ThenBy(a => a.Person).Take(Named).Select(a => Member(AudienceRole.CameBack, a)));
    }

    public AudienceFacts Facts { get; }

    /// <summary>Everybody who is kept by name, in the order of the table's key but for the person.</summary>
    public IEnumerable<AudienceMember> People => _people.OrderBy(p => p.Role).ThenBy(p => _facts.AccountIds[p.Person]);

    /// <summary>Whom the account acts on most, by what those acts can show of attention.</summary>
    public IEnumerable<ActedOnPerson> ActedOn()
    {
        var model = _ground.Result.Options.Model;
        return _ground.ActsBy(_account).GroupBy(a => a.Target)
            .Select(g => (Weight: g.Sum(a => model.Ceiling(a.Kind)), Person: new ActedOnPerson(g.Key, Count(g.Select(a => a.Kind)), g.Max(a => a.Time))))
            .OrderByDescending(p => p.Weight).ThenBy(p => _facts.AccountIds[p.Person.Target])
            .Take(AudienceStore.MostActedOn).Select(p => p.Person).OrderBy(p => _facts.AccountIds[p.Target]);
    }

    private ClassCounts AddFollowers(List<KnownFollower> followers)
    {
        var doubted = followers.Where(f => f.Since > 0 && IsDoubted(f.Person)).Select(f => f.Since).Order().ToArray();
        var members = followers.ConvertAll(f =>
        {
            var acted = _byPerson.GetValueOrDefault(f.Person);
            var signs = Signs(f.Person, acted) with { ArrivedWith = f.Since > 0 && IsDoubted(f.Person) ? Within(doubted, f.Since - AudienceGround.Day, f.Since + AudienceGround.Day) - 1 : 0 };
            // Who began to follow inside the window did something.
            if (f.Since >= _ground.WindowStart)
                signs = signs with { Dormant = null };
            var of = AudienceQuality.Of(signs);
            return new AudienceMember(AudienceRole.Follows, f.Person, of, acted?.Live ?? 0, f.Since, _ground.Result.Authenticity[f.Person], 0, () => Reason(f.Person, of, signs));
        });
        AddExamples(AudienceRole.Follows, members);
        return ClassCounts.Count(members.Select(m => m.Class));
    }

    private bool IsDoubted(int person) => _ground.Estimate(person) is { Tier: not AuthenticityTier.TooLittleKnown, Probability: < AudienceQuality.SuspiciousBelow };

    private AudienceSigns Signs(int person, ActorFacts? acted) =>
        new(_ground.Estimate(person), _ground.NewestOrNull(person)?.Followers, acted?.Quick ?? 0, acted?.Delays ?? 0, 0, _ground.DormantOrNull(person));

    private AudienceMember Member(AudienceRole role, ActorFacts a) => new(role, a.Person, a.Class, a.Live, a.Last, _ground.Result.Authenticity[a.Person],
        role == AudienceRole.CameBack ? a.Silence / (double)AudienceGround.Day : 0, () => Reason(a.Person, a.Class, Signs(a.Person, a)));

    /// <summary>The second sign or the pause, and what the profile says most loudly for the class, in words.</summary>
    private string Reason(int person, AudienceClass of, AudienceSigns signs)
    {
        const int Most = 2;
        var said = new List<string>();
        if (of == AudienceClass.Inactive)
            return signs.Dormant!;
        if (of == AudienceClass.Suspicious && AudienceQuality.SecondSignOrNull(signs) is { } second && signs.Followers < AudienceQuality.EstablishedFollowers)
            said.Add(second);
        var reasons = AuthenticityModel.Reasons(_ground.NewestOrNull(person));
        said.AddRange(reasons.Where(r => of == AudienceClass.Uncertain || r.LogOdds > 0 == (of == AudienceClass.Genuine)).Take(Most).Select(r => r.Text));
        return string.Join("; ", said);
    }

    private void AddExamples(AudienceRole role, IEnumerable<AudienceMember> members)
    {
        foreach (var of in members.GroupBy(m => m.Class))
        {
            AddMembers(of.OrderByDescending(m => role == AudienceRole.Acted ? m.Acts : 0).ThenByDescending(m => OwnScore(m.Person)).ThenByDescending(m => m.Last).ThenBy(m => m.Person)
                .Take(AudienceStore.ExamplesPerClass));
        }
    }

    private void AddMembers(IEnumerable<AudienceMember> members) => _people.AddRange(members);

    private double OwnScore(ActorFacts a) => OwnScore(a.Person);

    private double OwnScore(int person) => _ground.Result.Find(person)?.Score ?? -1;

    private HashSet<int> SpokeToIt(List<KnownAct> acts) =>
        [.. acts.Where(a => a.Time >= _ground.WindowStart && a.Kind is InteractionKind.Reply or InteractionKind.Quote or InteractionKind.Mention).Select(a => a.Actor)];

    /// <summary>Words of the names of those who act, lower case.</summary>
    private HashSet<string> NamesOf(List<ActorFacts> people) =>
        [.. people.SelectMany(p => _ground.WordsOfName(p.Person))];

    private static double PointsOf(Ledger ledger, HashSet<int> posts) => ledger.Entries.Where(e => posts.Contains(e.Post)).Sum(e => e.Points);

    private static int[] HoursOfWeek(List<KnownAct> acts, FactArrays facts)
    {
        const long Hour = 3_600_000, Thursday = 3;
        var hours = new int[7 * 24];
        foreach (var act in acts)
        {
            // The time of the post stands in for a moment that the network does not tell: that is nobody's hour. 1 January 1970 was a Thursday.
            if (act.Counts && act.Time > 0 && !(act.Post >= 0 && act.Time == facts.PostTimes[act.Post]))
                hours[(int)((act.Time / Hour + Thursday * 24) % hours.Length)]++;
        }
        return hours;
    }

    private static ActCounts Count(IEnumerable<InteractionKind> kinds)
    {
        var counts = new int[6];
        foreach (var kind in kinds)
            counts[(int)kind]++;
        return new ActCounts(counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    private static int Within(long[] sorted, long from, long to) => sorted.Count(t => t >= from && t <= to);
}

/// <summary>Somebody to be stored as an <see cref="AudiencePerson"/>; the reason is made only for those who are.</summary>
internal sealed record AudienceMember(AudienceRole Role, int Person, AudienceClass Class, int Acts, long Last, double Authenticity, double SilentDays, Func<string> Why)
{
    public string Reason => Why();
}

/// <summary>Somebody to be stored as a <see cref="PersonActedOn"/>.</summary>
internal sealed record ActedOnPerson(int Target, ActCounts Counts, long Last);
