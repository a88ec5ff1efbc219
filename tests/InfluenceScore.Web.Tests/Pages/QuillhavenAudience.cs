using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Audiences;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>The audience of the bakery in the made-up city, hand-made, with a hostile name among the people.</summary>
internal static class QuillhavenAudience
{
    private const int Run = Quillhaven.Days + 1, Bakery = 3, Hostile = 14;

    public static void Seed(InfluenceDbContext db)
    {
        var hours = new int[168];
        for (var h = 0; h < hours.Length; h++)
            hours[h] = h % 24 is > 6 and < 22 ? 10 : 1;
        (hours[5 * 24 + 8], hours[5 * 24 + 9], hours[5 * 24 + 10]) = (80, 133, 90);
        var facts = new AudienceFacts
        {
            Hours = hours,
            Kinds = new ActCounts(900, 120, 700, 60, 1445),
            Acted = new ClassCounts(1391, 268, 61, 0, 17),
            Follows = new ClassCounts(2216, 604, 172, 912, 0),
            SuspiciousActs = 130,
            SuspiciousPoints = .04,
            FirstTime = 210,
            Recent = 640,
            Again = 300,
            CameBack = 3,
            OnlyHere = 560,
            MedianDelayMinutes = 106,
            Answers = new PostDraw(12, 40),
            OtherPosts = new PostDraw(50, 420),
            LongestPause = new Pause(Quillhaven.AsOf.AddDays(-60), Quillhaven.AsOf.AddDays(-46), true),
            ActedOn = 96,
            ActedOnBack = 70,
            Topics = [new Topic("#harbourmarket", 14, 21.4, 8.9, 6.2, 2.4), new Topic("</td><script>", 5, 14, 9, 1.1, 1.5)],
            TopicPosts = 50,
            TopicTexts = 49,
            Style = new StyleFacts(52, 0, 12, 10, 140, 99, 33, 50, 61, 90),
        };
        db.Add(new AccountAudience { ScoreRunId = Run, AccountId = Bakery, Facts = facts.ToJson() });
        foreach (var (person, of) in new[] { (1, AudienceClass.Genuine), (2, AudienceClass.Genuine), (201, AudienceClass.Uncertain), (Hostile, AudienceClass.Suspicious), (101, AudienceClass.Unknown) })
        {
            foreach (var role in (AudienceRole[])[AudienceRole.Acted, AudienceRole.Follows])
                db.Add(Person(role, person, of));
        }
        db.Add(Person(AudienceRole.Follows, 203, AudienceClass.Inactive));
        db.Add(Person(AudienceRole.FirstTime, 5, AudienceClass.Genuine));
        db.Add(Person(AudienceRole.CameBack, Hostile, AudienceClass.Uncertain));
        db.Add(new PersonActedOn { ScoreRunId = Run, AccountId = Bakery, TargetId = 4, Reposts = 3, Replies = 1, Last = Quillhaven.AsOf.AddDays(-3) });
        db.Add(new PersonActedOn { ScoreRunId = Run, AccountId = Bakery, TargetId = Hostile, Likes = 9, Last = Quillhaven.AsOf.AddDays(-1) });
    }

    private static AudiencePerson Person(AudienceRole role, int person, AudienceClass of) => new()
    {
        ScoreRunId = Run,
        AccountId = Bakery,
        Role = role,
        PersonId = person,
        Class = of,
        Acts = role == AudienceRole.Acted ? 40 - person % 30 : 0,
        Last = role == AudienceRole.Follows && person == 101 ? Facts.UnknownTime : Quillhaven.AsOf.AddDays(-2),
        Authenticity = of switch { AudienceClass.Genuine => .97, AudienceClass.Suspicious => .03, _ => .55 },
        SilentDays = role == AudienceRole.CameBack ? 213 : 0,
        Reason = of == AudienceClass.Suspicious ? "8 of 9 acts came within 30 minutes of the post; shows the network's default picture" : "",
    };
}
