using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>One person's acts on an account, in figures. Times are Unix milliseconds, 0 where none is known.</summary>
internal sealed class ActorFacts
{
    public required int Person { get; init; }

    /// <summary>Acts inside the window.</summary>
    public int Live { get; private set; }

    /// <summary>Of all acts with a known delay after the post, those within minutes of it.</summary>
    public int Quick { get; private set; }

    public int Delays { get; private set; }

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; }

    /// <summary>The newest act before the last 30 days, 0 = none.</summary>
    public long LastBefore { get; private set; }

    /// <summary>The first act of the last 30 days, 0 = none.</summary>
    public long FirstRecent { get; private set; }

    /// <summary>Milliseconds without an act before the first one of the last 30 days; 0 where there is none before or since.</summary>
    public long Silence => FirstRecent > 0 && LastBefore > 0 ? FirstRecent - LastBefore : 0;

    public AudienceClass Class { get; private set; }

    /// <summary>Everybody who ever acted before as-of.</summary>
    public static List<ActorFacts> Of(IReadOnlyList<KnownAct> acts, FactArrays facts, AudienceGround ground)
    {
        var recentFrom = ground.AsOf - AudienceFacts.RecentDays * AudienceGround.Day;
        var people = new List<ActorFacts>();
        for (int i = 0, next; i < acts.Count; i = next)
        {
            var person = new ActorFacts { Person = acts[i].Actor };
            for (next = i; next < acts.Count && acts[next].Actor == person.Person; next++)
                person.Add(acts[next], facts, recentFrom);
            var estimate = ground.Estimate(person.Person);
            person.Class = AudienceQuality.Of(new AudienceSigns(
                estimate, ground.NewestOrNull(person.Person)?.Followers, person.Quick, person.Delays, 0, ground.DormantOrNull(person.Person)));
            people.Add(person);
        }
        return people;
    }

    private void Add(KnownAct act, FactArrays facts, long recentFrom)
    {
        if (act.Counts)
            Live++;
        if (act.Time <= 0)
            return;
        // Where the network does not tell the moment, the time of the post stands in for it: that is no delay.
        if (act.Post >= 0 && act.Time > facts.PostTimes[act.Post])
        {
            Delays++;
            if (act.Time - facts.PostTimes[act.Post] <= AudienceQuality.QuickMinutes * 60_000)
                Quick++;
        }
        First = Math.Min(First, act.Time);
        Last = Math.Max(Last, act.Time);
        if (act.Time < recentFrom)
            LastBefore = Math.Max(LastBefore, act.Time);
        else
            FirstRecent = FirstRecent == 0 ? act.Time : Math.Min(FirstRecent, act.Time);
    }
}

/// <summary>Who acted in the last 30 days: for the first time, again, or after a silence.</summary>
internal sealed class RecentPeople
{
    /// <summary>Days of known acts before the last 30 without which nobody can be said to be new.</summary>
    private const int PastNeeded = 60;

    public RecentPeople(List<ActorFacts> people, long asOf)
    {
        var from = asOf - AudienceFacts.RecentDays * AudienceGround.Day;
        var recent = people.Where(p => p.FirstRecent > 0).ToList();
        All = recent.Count;
        Again = recent.Count(p => p.LastBefore >= from - AudienceFacts.RecentDays * AudienceGround.Day);
        CameBack = recent.Where(p => p.Silence >= AudienceFacts.SilenceDays * AudienceGround.Day).ToList();
        var oldest = people.Count == 0 ? long.MaxValue : people.Min(p => p.First);
        FirstTime = oldest <= from - PastNeeded * AudienceGround.Day ? recent.Where(p => p.LastBefore == 0).ToList() : null;
    }

    public int All { get; }

    public int Again { get; }

    public List<ActorFacts> CameBack { get; }

    /// <summary>Null where the known past is too short.</summary>
    public List<ActorFacts>? FirstTime { get; }
}
