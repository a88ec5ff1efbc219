using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>One person's acts on an account, in figures. Times are Unix milliseconds, 0 where none is known. There may be a million of them: no object each.</summary>
internal struct ActorFacts
{
    public int Person;

    /// <summary>Acts inside the window.</summary>
    public int Live;

    /// <summary>Of all acts with a known delay after the post, those within minutes of it.</summary>
    public int Quick;

    public int Delays;

    public long First;

    public long Last;

    /// <summary>The newest act before the last 30 days, 0 = none.</summary>
    public long LastBefore;

    /// <summary>The first act of the last 30 days, 0 = none.</summary>
    public long FirstRecent;

    public AudienceClass Class;

    /// <summary>Milliseconds without an act before the first one of the last 30 days; 0 where there is none before or since.</summary>
    public readonly long Silence => FirstRecent > 0 && LastBefore > 0 ? FirstRecent - LastBefore : 0;

    /// <summary>Everybody who ever acted before as-of, into a list that is emptied first.</summary>
    public static void Into(List<ActorFacts> people, ReadOnlySpan<KnownAct> acts, FactArrays facts, AudienceGround ground)
    {
        var recentFrom = ground.AsOf - AudienceFacts.RecentDays * AudienceGround.Day;
        people.Clear();
        for (int i = 0, next; i < acts.Length; i = next)
        {
            var person = new ActorFacts { Person = acts[i].Actor, First = long.MaxValue };
            for (next = i; next < acts.Length && acts[next].Actor == person.Person; next++)
                person.Add(acts[next], facts, recentFrom);
            person.Class = AudienceQuality.Of(new AudienceSigns(
                ground.Estimate(person.Person), ground.FollowersOrNull(person.Person), person.Quick, person.Delays, 0, ground.DormantOrNull(person.Person)));
            people.Add(person);
        }
    }

    private void Add(in KnownAct act, FactArrays facts, long recentFrom)
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

/// <summary>Who acted in the last 30 days: for the first time, again, or after a silence. Suspicious accounts are left out.</summary>
internal sealed class RecentPeople
{
    /// <summary>Days of known acts before the last 30 without which nobody can be said to be new.</summary>
    private const int PastNeeded = 60;

    public RecentPeople(ReadOnlySpan<ActorFacts> people, long asOf)
    {
        var from = asOf - AudienceFacts.RecentDays * AudienceGround.Day;
        var oldest = long.MaxValue;
        List<int> firstTime = [];
        for (var i = 0; i < people.Length; i++)
        {
            ref readonly var person = ref people[i];
            if (person.Class == AudienceClass.Suspicious)
                continue;
            oldest = Math.Min(oldest, person.First);
            if (person.FirstRecent <= 0)
                continue;
            All++;
            if (person.LastBefore >= from - AudienceFacts.RecentDays * AudienceGround.Day)
                Again++;
            if (person.Silence >= AudienceFacts.SilenceDays * AudienceGround.Day)
                CameBack.Add(i);
            if (person.LastBefore == 0)
                firstTime.Add(i);
        }
        FirstTime = oldest <= from - PastNeeded * AudienceGround.Day ? firstTime : null;
    }

    public int All { get; }

    public int Again { get; }

    /// <summary>Places in the list of people.</summary>
    public List<int> CameBack { get; } = [];

    /// <summary>The same; null where the known past is too short.</summary>
    public List<int>? FirstTime { get; }
}
