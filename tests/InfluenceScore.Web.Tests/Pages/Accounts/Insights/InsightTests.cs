using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Web.Pages.Accounts.Audiences;
using InfluenceScore.Web.Pages.Accounts.Insights;

namespace InfluenceScore.Web.Tests.Pages.Accounts.Insights;

/// <summary>Each kind speaks where something stands out, with exact numbers, and none speaks of an ordinary account.</summary>
public sealed class InsightTests
{
    private static readonly DateTime AsOf = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, AllInsights.Kinds.Count)];

    [Fact]
    public void There_are_at_least_twelve_kinds_and_no_kind_twice()
    {
        Assert.True(AllInsights.Kinds.Count >= 12);
        Assert.Equal(AllInsights.Kinds.Count, AllInsights.Kinds.Select(k => k.GetType()).Distinct().Count());
        var all = typeof(IInsight).Assembly.GetTypes().Where(t => t is { IsInterface: false } && typeof(IInsight).IsAssignableFrom(t));
        Assert.Empty(all.Except(AllInsights.Kinds.Select(k => k.GetType())));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_said_of_an_account_where_nothing_stands_out(int kind) => Assert.Null(AllInsights.Kinds[kind].TellOrNull(Ordinary()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_said_where_nothing_is_known(int kind) => Assert.Null(AllInsights.Kinds[kind].TellOrNull(Empty()));

    [Fact]
    public void Busy_hours()
    {
        var hours = new int[168];
        Array.Fill(hours, 1);
        (hours[5 * 24 + 8], hours[5 * 24 + 9], hours[5 * 24 + 10]) = (20, 30, 10);
        Says("Saturday 8 to 11 (UTC) brings 60 of 225 acts, in 3 of 168 hours.", new BusyHours(), Ordinary() with { Week = WeekHours.Of(hours, TimeSpan.Zero, "UTC") });
    }

    [Fact]
    public void Busy_weekday()
    {
        var hours = new int[168];
        Array.Fill(hours, 1);
        Array.Fill(hours, 3, 4 * 24, 24);
        Says("Fridays bring 72 of 216 acts.", new BusyWeekday(), Ordinary() with { Week = WeekHours.Of(hours, TimeSpan.Zero, "UTC") });
    }

    [Fact]
    public void Topic_that_works() => Says("The 31 posts with \u2068#harbourmarket\u2069 draw 36.2 people each; its other posts draw 14.5.", new TopicThatWorks(),
        Ordinary(a => a with { Topics = [new("#harbourmarket", 31, 36.2, 14.5, 19.9, 1.8)] }));

    [Fact]
    public void One_post_carries() => Says("One post, of 3 November 2026, makes 4.3 of the 30.0 points.", new OnePostCarries(),
        Ordinary() with { PostPoints = [(AsOf.AddDays(-19), 4.31), (AsOf, 1)] });

    [Fact]
    public void Few_people_carry() => Says("Five of the 120 accounts that act on it make 7.5 of its 30.0 points: it depends on few people.", new FewPeopleCarry(),
        Ordinary() with { PersonPoints = [.2, 1.5, 1.5, 1.5, 1.5, 1.5] });

    [Fact]
    public void First_timers() => Says("145 of the 419 accounts that acted in the last 30 days did so for the first time.", new FirstTimers(),
        Ordinary(a => a with { FirstTime = 145, Recent = 419 }));

    [Fact]
    public void Influential_first_timer() => Says("\u2068Odalie\u2069, whose own score is 41.2, acted on it for the first time in the last 30 days.", new InfluentialFirstTimer(),
        Ordinary() with { People = [Person(AudienceRole.FirstTime, "Jory", 12, 0), Person(AudienceRole.FirstTime, "Odalie", 41.2, 0)] });

    [Fact]
    public void People_came_back() => Says("\u2068Odalie\u2069 came back after 213 days without an act, and so did 11 others after 90 or more.", new PeopleCameBack(),
        Ordinary(a => a with { CameBack = 12 }) with { People = [Person(AudienceRole.CameBack, "Odalie", 21, 213.4)] });

    [Fact]
    public void Pause_costs_nothing()
    {
        var pause = Ordinary(a => a with { LongestPause = new Pause(AsOf.AddDays(-40), AsOf.AddDays(-26), true) });
        Says("The 14 days without posts from 13 October 2026 moved the score by −0.2. A pause alone costs nothing. The interval went from 2.8 to 3.1 points wide.", new PauseCostsNothing(),
            pause with { Trend = [(AsOf.AddDays(-40), Scored(30.2, 2.8)), (AsOf.AddDays(-26), Scored(30, 3.1))] });
        Says("It has not posted for 29 days. The score moved by 0.0 since. A pause alone costs nothing.", new PauseCostsNothing(),
            Ordinary(a => a with { LongestPause = new Pause(AsOf.AddDays(-29.5), AsOf, false) }) with { Trend = [(AsOf.AddDays(-60), Scored(30, 3)), (AsOf, Scored(30, 3))] });
        Assert.Null(new PauseCostsNothing().TellOrNull(pause with { Trend = [(AsOf, Scored(30, 3))] }));
    }

    [Fact]
    public void Suspicious_acts_count_little() =>
        Says("1,272 of 1,527 acts come from 140 accounts that look suspicious. They make 0.03 of 30.00 points.", new SuspiciousCountLittle(), Ordinary(a => a with
        {
            Kinds = new(20, 5, 60, 2, 1440),
            Acted = new(30, 12, 140, 0, 0),
            SuspiciousActs = 1272,
            SuspiciousPoints = .031,
        }));

    [Theory]
    [InlineData(2, "In 90 days it made 40 posts of its own and answered 2 of the 20 people who spoke to it.")]
    [InlineData(15, "In 90 days it made 40 posts of its own and answered 15 of the 20 people who spoke to it.")]
    public void Answering_people(int answered, string sentence) =>
        Says(sentence, new AnsweringPeople(), Ordinary(a => a with { Style = a.Style with { SpokeToIt = 20, Answered = answered } }));

    [Fact]
    public void Whether_it_answers_is_not_told_where_none_of_its_acts_is_known() =>
        Assert.Null(new AnsweringPeople().TellOrNull(Ordinary(a => a with { Style = a.Style with { SpokeToIt = 20, Answered = null } })));

    [Fact]
    public void Answers_draw_more() => Says("Its 10 answers to others draw 6.0 accounts each, its 40 other posts 3.0.", new AnswersDrawMore(),
        Ordinary(a => a with { Answers = new(10, 60), OtherPosts = new(40, 120) }));

    [Fact]
    public void Wide_interval()
    {
        Says("The interval is 12.0 points wide because only 8 accounts act on it.", new WideInterval(), Ordinary() with { Score = Scored(30, 12, actors: 8) });
        Says("The interval is 8.0 points wide because none of its posts is known.", new WideInterval(), Ordinary() with { Score = Scored(30, 8, posts: 0) });
        Says("The interval is 8.0 points wide because the profiles of 100 of the 120 accounts that act on it are unknown.", new WideInterval(),
            Ordinary(a => a with { Acted = new(20, 0, 0, 0, 100) }) with { Score = Scored(30, 8) });
    }

    [Fact]
    public void Followers_grow_and_the_score_does_not() =>
        Says("In 90 days 171 followers came, from 2,697 to 2,868; the score moved by −0.7. Followers are shown and never counted.", new FollowersWithoutScore(),
            Ordinary() with { Followers = (2868, 2697), Trend = [(AsOf.AddDays(-91), Scored(30.7, 3)), (AsOf, Scored(30, 3))] });

    [Fact]
    public void Passed_on_or_liked()
    {
        Says("60 of 100 acts pass it on to others: 50 reposts and 10 quotes, beside 30 likes.", new PassedOnOrLiked(), Ordinary(a => a with { Kinds = new(50, 10, 10, 0, 30) }));
        Says("80 of 100 acts are likes, which show least of a person’s attention.", new PassedOnOrLiked(), Ordinary(a => a with { Kinds = new(10, 0, 10, 0, 80) }));
    }

    [Fact]
    public void Inactive_followers() => Says("46 of the 353 followers known by name are inactive. They cost nothing.", new InactiveFollowers(),
        Ordinary(a => a with { Follows = new(260, 40, 2, 46, 5) }));

    [Fact]
    public void Acts_nowhere_else() => Says("50 of the 120 accounts that act on it (suspicious ones left out) act on nobody else who is known here.", new ActsNowhereElse(),
        Ordinary(a => a with { OnlyHere = 50 }));

    [Fact]
    public void Steady_audience() => Says("60 of the 100 accounts that acted in the last 30 days had acted in the 30 days before as well.", new SteadyAudience(),
        Ordinary(a => a with { Recent = 100, Again = 60 }));

    [Theory]
    [InlineData(106.2, "Half of the acts on a post come within 1 hour and 46 minutes of it.")]
    [InlineData(40, "Half of the acts on a post come within 40 minutes of it.")]
    [InlineData(120, "Half of the acts on a post come within 2 hours of it.")]
    public void Quick_echo(double minutes, string sentence) => Says(sentence, new QuickEcho(), Ordinary(a => a with { MedianDelayMinutes = minutes }));

    [Fact]
    public void Acts_unanswered() => Says("It acts on 40 accounts; 30 of them have not acted on it.", new ActsUnanswered(), Ordinary(a => a with { ActedOn = 40, ActedOnBack = 10 }));

    [Fact]
    public void Other_networks() => Says("On Mastodon an account of the same name scores 21.4, this one 30.0.", new OtherNetworks(),
        Ordinary() with { Elsewhere = [("bluesky", 27), ("mastodon", 21.4)] });

    [Fact]
    public void The_weightiest_come_first_and_there_is_an_end()
    {
        var loud = Ordinary(a => a with { CameBack = 12, FirstTime = 145, Recent = 419, Again = 200, OnlyHere = 110, SuspiciousActs = 50, ActedOn = 40, MedianDelayMinutes = 40 });
        var told = AllInsights.Tell(loud);

        Assert.InRange(told.Count, 4, AllInsights.Most);
        Assert.Equal(told.OrderByDescending(i => i.Weight), told);
        Assert.All(told, i => Assert.InRange(i.Weight, 0, 1.5));
    }

    private static void Says(string sentence, IInsight kind, InsightFacts facts) => Assert.Equal(sentence, kind.TellOrNull(facts)?.Sentence);

    private static InsightFacts Ordinary(Func<AudienceFacts, AudienceFacts>? change = null)
    {
        var hours = new int[168];
        Array.Fill(hours, 1);
        var audience = new AudienceFacts
        {
            Hours = hours,
            Kinds = new ActCounts(30, 5, 40, 5, 88),
            Acted = new ClassCounts(100, 18, 0, 0, 2),
            Follows = new ClassCounts(80, 18, 0, 2, 10),
            FirstTime = 3,
            Recent = 60,
            Again = 20,
            OnlyHere = 12,
            MedianDelayMinutes = 900,
            Answers = new PostDraw(10, 20),
            OtherPosts = new PostDraw(40, 120),
            LongestPause = new Pause(AsOf.AddDays(-9), AsOf.AddDays(-4), true),
            ActedOn = 20,
            ActedOnBack = 18,
            Style = new StyleFacts(40, 0, 10, 5, 20, 8, 20, 45, 40, 90),
        };
        return new InsightFacts
        {
            AsOf = AsOf,
            Score = Scored(30, 3),
            Trend = [(AsOf.AddDays(-90), Scored(29, 3)), (AsOf, Scored(30, 3))],
            Audience = change is null ? audience : change(audience),
            Week = WeekHours.Of(hours, TimeSpan.Zero, "UTC"),
            PostPoints = [.. Enumerable.Range(0, 20).Select(i => ((DateTime?)AsOf.AddDays(-i), 1.0))],
            PersonPoints = [.. Enumerable.Repeat(.5, 20)],
            Followers = (1010, 1000),
            Elsewhere = [("bluesky", 29)],
        };
    }

    private static InsightFacts Empty() => new()
    {
        AsOf = AsOf,
        Score = new Score { Value = 0, Low = 0, High = 3 },
        Trend = [],
        Audience = new AudienceFacts { Hours = new int[168], Kinds = new(0, 0, 0, 0, 0), Acted = new(0, 0, 0, 0, 0), Style = new(0, 0, 0, 0, 0, null, 0, null, 0, 90) },
        Week = WeekHours.Of(new int[168], TimeSpan.Zero, "UTC"),
    };

    private static Score Scored(double value, double width, int actors = 120, int posts = 50) =>
        new() { Value = value, Low = value - width / 2, High = value + width / 2, Actors = actors, Posts = posts, Acts = 300 };

    private static AudienceView.Person Person(AudienceRole role, string name, double score, double silent) =>
        new(role, "x", name, name, AudienceClass.Genuine, 2, AsOf.AddDays(-3), .97, silent, "", score);
}
