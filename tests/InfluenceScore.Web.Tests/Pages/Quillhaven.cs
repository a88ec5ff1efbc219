using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>
/// A made-up harbour city with hand-made rows: 14 scored accounts with 120 daily runs (deterministic trends), posts, people and hostile texts.
/// The rows follow the model's weights, so every sum on a page must close.
/// </summary>
public sealed class Quillhaven : PagesApp
{
    public const int Days = 120;

    public static readonly DateTime AsOf = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>Longer than any network allows, with marks that reorder and hide text, markup and half a surrogate pair.</summary>
    public static readonly string HostileName =
        "\u202Eevil <script>alert(1)</script>\u200B" + (TestEngine.IsPostgres ? '\uFFFD' : '\uD83D') + " & \"quotes\" " + new string('W', 10_000); // PostgreSQL itself refuses half a pair

    private static readonly (string Handle, string Name, string Network, double Reach, double PerPost, double Impact, double Drift, string? Place)[] Cast =
    [
        ("quillhavenlantern", "The Quillhaven Lantern", "x", 6820, 21.4, 66, .01, "Quillhaven"),
        ("ottoline@quill.example", "Ottoline Brask", "mastodon", 2310, 14.2, 63, -.02, "Quillhaven"),
        ("crumbtide", "Crumbtide Bakery", "x", 1240, 9, 57.9, .35, "Quillhaven, by the harbour"),
        ("ropequill", "Ropequill Coffee", "x", 1105, 8.1, 55.8, .05, "Quillhaven"),
        ("fennick.quill.example", "Fennick Marrowby", "bluesky", 742, 11.6, 52, -.1, "Ferrymoor"),
        ("barnaquillbooks", "Barnaquill Books", "bluesky", 610, 6.4, 51.3, .12, "Quillhaven"),
        ("sheafmoor", "Sheafmoor Bakehouse", "x", 640, 3.1, 45, -.05, null),
        ("tidewright", "Tidewright Boatyard", "x", 455, 7.2, 49, 0, "Saltwick Bay"),
        ("pellwormsails", "Pellworm Sailing School", "mastodon", 204, 5.8, 44.5, .2, null),
        ("gullgrist", "Gullgrist Brewery", "x", 389, 4.4, 41, 0, null),
        ("brightmastgrowth", "Brightmast Growth Studio", "x", 58, .9, 29, 0, null),
        ("100%_harbour", "100%_Harbour Deals", "x", 3.4, .1, 4, 0, null),
        ("a/b?c#d e", "مقهى الميناء", "x", 12, 1.5, 11, .1, null),
        ("hostile", HostileName, "x", 1, .1, 2, 0, HostileName),
    ];

    protected override void Seed(InfluenceDbContext db) => Fill(db);

    /// <summary>For other applications that show the same city.</summary>
    internal static void Fill(InfluenceDbContext db)
    {
        var accounts = Cast.Select((c, i) => new Account { Id = i + 1, Network = c.Network, Handle = c.Handle, Name = c.Name, Tracked = true }).ToList();
        accounts.Add(new Account { Id = 101, Network = "x", Handle = "ternwatch" });
        accounts.Add(new Account { Id = 102, Network = "x", Handle = "tern_notes", Name = "\u200B\u200B " });
        accounts.AddRange(Enumerable.Range(200, 40).Select(i => new Account { Id = i, Network = "x", Handle = $"neighbour{i}", Name = i % 3 == 0 ? null : $"Neighbour No. {i}" }));
        db.AddRange(accounts);
        db.AddRange(Cast.Select((c, i) => new Profile
        {
            AccountId = i + 1,
            ObservedAt = AsOf.AddMinutes(-48),
            Name = c.Name,
            Location = c.Place,
            Bio = c.Handle == "crumbtide" ? "Bread at four in the morning, gone by ten." : null,
            Followers = (long)(c.Reach * 3.1),
            Following = 210,
        }));
        db.AddRange(Enumerable.Range(0, Days + 1).Select(d => new ScoreRun
        {
            Id = d + 1,
            AsOf = AsOf.AddDays(d - Days),
            Model = ScoreModel.Current.Version,
            HalfLifeDays = 30,
            WindowDays = 90,
            ComputedAt = AsOf.AddDays(d - Days).AddMinutes(2),
            ScoredAccounts = Cast.Length,
            EarlierRunId = d == 0 ? null : d,
        }));
        // A later run with other options: pages must not show it.
        db.Add(new ScoreRun { Id = 900, AsOf = AsOf.AddDays(1), Model = ScoreModel.Current.Version, HalfLifeDays = .25, WindowDays = 7, ComputedAt = AsOf.AddDays(1), ScoredAccounts = 1 });
        db.Add(new Score { AccountId = 3, ScoreRunId = 900, Value = 99, Low = 98, High = 100 });
        for (var c = 0; c < Cast.Length; c++)
        {
            // One account is younger than the rest: no 90-day comparison.
            var first = Cast[c].Handle == "pellwormsails" ? 60 : 0;
            for (var d = first; d <= Days; d++)
            {
                db.Add(ScoreOf(c, d));
                if (d > first)
                    db.Add(QuillhavenChanges.Between(ScoreOf(c, d - 1), ScoreOf(c, d), d));
            }
        }
        SeedPostsAndPeople(db);
        Clients.QuillhavenClients.Seed(db);
        QuillhavenAudience.Seed(db);
        Patterns.PatternSeed.Add(db, AsOf, Days + 1);
        db.SaveChanges();
    }

    private static Score ScoreOf(int c, int day)
    {
        var m = ScoreModel.Current;
        var (_, _, _, reach, perPost, impact, drift, _) = Cast[c];
        var back = Days - day;
        var wave = .012 * (Math.Sin((day + 7 * c) / 5.3) + .6 * Math.Sin((day + 3 * c) / 1.9));
        var factor = Math.Exp(-drift * back / 60 + (back == 0 ? 0 : wave));
        double people = reach * factor, post = perPost * Math.Pow(factor, .7), network = Math.Min(100, impact * Math.Pow(factor, .3));
        double reachIndex = Index(people, m.TrueReachAnchor), postIndex = Index(post, m.AmplificationAnchor);
        var value = m.TrueReachWeight * reachIndex + m.AmplificationWeight * postIndex + m.NetworkImpactWeight * network;
        var half = (Cast[c].Handle == "tidewright" ? 5.2 : 2.8) + (c > 9 ? 1 : 0);
        return new Score
        {
            AccountId = c + 1,
            ScoreRunId = day + 1,
            Value = value,
            Low = Math.Max(0, value - half),
            High = Math.Min(100, value + half),
            TrueReach = people,
            TrueReachIndex = reachIndex,
            Amplification = post,
            AmplificationIndex = postIndex,
            NetworkImpactIndex = network,
            Authenticity = .97,
            Acts = (int)(reach * 2.6) + 1,
            Actors = (int)(reach * 1.4) + 1,
            Posts = c == 11 ? 0 : 62,
        };
    }

    private static double Index(double x, double anchor) => 100 * Math.Log(1 + x) / Math.Log(1 + anchor);

    private static void SeedPostsAndPeople(InfluenceDbContext db)
    {
        string[] texts =
        [
            "Harbour market tomorrow: 200 rye loaves, first come. Bring your own bag and take 20 cents off.",
            "What we bake between 2 and 5 in the morning, in nine photographs.",
            "Our flour now comes from the mill at Saltwick Bay, 11 miles away. Here is the farmer.",
            "Free starter for anyone who brings a jar on Sunday.",
            "<img src=x onerror=alert(1)> & other crumbs",
            "Storm shutters up. We stay open as long as the oven is on.",
        ];
        for (var p = 1; p <= 20; p++)
        {
            db.Add(new Post
            {
                Id = p,
                Network = "x",
                NetworkPostId = $"p{p}",
                AuthorId = 3,
                CreatedAt = AsOf.AddDays(-3 * p),
                Kind = p % 7 == 0 ? PostKind.Reply : PostKind.Original,
                Text = p == 9 ? null : p <= texts.Length ? texts[p - 1] : $"Loaf of the day, number {p}.",
            });
            db.Add(new PostContribution { ScoreRunId = Days + 1, AccountId = 3, PostId = p, Actors = 90 / p + 2, ReachPoints = 2.37 / p, AmplificationPoints = .87 / p, ImpactPoints = .98 / p });
        }
        db.Add(new PostContribution { ScoreRunId = Days + 1, AccountId = 3, PostId = Facts.NoPost, Actors = 164, ReachPoints = 4.1, AmplificationPoints = .2, ImpactPoints = 1.2 });
        foreach (var (actor, i) in new[] { 1, 2, 5, 4, 14, 6 }.Concat(Enumerable.Range(200, 19)).Select((a, i) => (a, i + 1)))
        {
            db.Add(new PersonContribution
            {
                ScoreRunId = Days + 1,
                AccountId = 3,
                ActorId = actor,
                Acts = 3 + 17 % i,
                ReachPoints = .4 / Math.Sqrt(i),
                AmplificationPoints = .1 / i,
                ImpactPoints = 1.9 / i,
                Authenticity = Math.Max(.31, .99 - i * .012),
            });
            db.Add(new Interaction { TargetId = 3, ActorId = actor, Kind = i % 2 == 0 ? InteractionKind.Repost : InteractionKind.Reply, PostId = i % 5 == 0 ? Facts.NoPost : i % 20 + 1, At = AsOf.AddDays(-i).AddHours(-1) });
        }
    }
}
