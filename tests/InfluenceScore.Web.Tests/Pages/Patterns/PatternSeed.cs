using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Web.Tests.Pages.Patterns;

/// <summary>Patterns of the made-up city: Brightmast (account 11) follows piles and drops them, Gullgrist (10) is in a ring, Sheafmoor (7) had a jump of followers, known by counts only.</summary>
internal static class PatternSeed
{
    public const int Cycles = 7, Pile = 40;

    public static void Add(InfluenceDbContext db, DateTime asOf, int run)
    {
        var start = asOf.AddDays(-115);
        var moments = new List<FollowMoment>();
        for (var i = 0; i < Cycles * Pile; i++)
        {
            var (target, at) = (200 + i % Pile, start.AddDays(16 * (i / Pile)).AddHours(i % Pile));
            db.Add(new FollowEvent { FollowerId = 11, FolloweeId = target, Event = FollowEventKind.Follow, At = at });
            db.Add(new FollowEvent { FollowerId = 11, FolloweeId = target, Event = FollowEventKind.Unfollow, At = at.AddDays(9) });
            moments.Add(new FollowMoment(target, true, Ms(at)));
            moments.Add(new FollowMoment(target, false, Ms(at.AddDays(9))));
        }
        for (var day = 0; day < 119; day++)
        {
            var at = asOf.AddDays(-119 + day);
            db.Add(new Profile { AccountId = 11, ObservedAt = at, Following = 1180 + moments.Count(m => m.Begins && m.At < Ms(at)) - moments.Count(m => !m.Begins && m.At < Ms(at)), Followers = 2200 + day / 4 });
        }
        var churn = FollowChurn.Judge(new FollowHistory(moments, [], Ms(asOf)));
        Store(db, run, 11, PatternKind.FollowChurn, Time(churn.First!.Value), Time(churn.Last!.Value), churn.Confidence, 0, new PatternFigures
        {
            PeopleCount = Pile,
            People = [.. Enumerable.Range(200, 12).Select(t => new PatternFigures.Person(t, start, asOf.AddDays(-4), [.. Enumerable.Repeat(9.0, Cycles)], t % 5 == 0))],
            FollowChurn = new PatternFigures.Churn(churn.Basis, churn.Started, churn.ShortEpisodes, churn.Refollowed, churn.PeriodDays,
                [.. churn.Cycles.Select(c => new PatternFigures.Cycle(c.Number, Time(c.FirstFollow), Time(c.LastFollow), Time(c.FirstDrop), Time(c.LastDrop), c.Followed, c.Dropped, c.Again, c.HeldDays, 3, 0))],
                [new PatternFigures.Ruled(OtherReason.TargetsGone, 4)], 23.3, 23.3),
        });
        Store(db, run, 10, PatternKind.Ring, asOf.AddDays(-80), asOf.AddDays(-1), .99, 1.5, new PatternFigures
        {
            Numbers = new Dictionary<string, double> { [Rings.Density] = 1, [Rings.Acts] = 640 },
            PeopleCount = 6,
            People = [.. Enumerable.Range(210, 5).Append(14).Select(p => new PatternFigures.Person(p))],
        });
        Store(db, run, 7, PatternKind.BoughtFollowers, asOf.AddDays(-48), asOf.AddDays(-46), .99, 0, new PatternFigures
        {
            Numbers = new Dictionary<string, double>
            {
                [BoughtFollowers.Jump] = 9800,
                [BoughtFollowers.Before] = 2346,
                [BoughtFollowers.Known] = 320,
                [BoughtFollowers.Hollow] = .98,
                [BoughtFollowers.HollowElse] = -1,
            },
            PeopleCount = 314,
            People = [new PatternFigures.Person(220)],
        });
    }

    private static void Store(InfluenceDbContext db, int run, int account, PatternKind kind, DateTime first, DateTime last, double confidence, double cancelled, PatternFigures figures)
    {
        db.Add(new Pattern
        {
            ScoreRunId = run,
            AccountId = account,
            Kind = kind,
            First = first,
            Last = last,
            Confidence = confidence,
            CancelledPoints = cancelled,
            State = PatternState.Seen,
            Figures = figures.ToJson(),
        });
        db.Add(new PatternNote { AccountId = account, Kind = kind, What = PatternNoteKind.Seen, From = first, To = last, By = "InfluenceScore, model 1.0", At = last });
    }

    private static long Ms(DateTime at) => new DateTimeOffset(at).ToUnixTimeMilliseconds();

    private static DateTime Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime;
}
