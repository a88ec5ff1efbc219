using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Tests.Pages.Clients;

/// <summary>Clients of the made-up city: one with two networks and a written report, a hostile one, one without accounts.</summary>
internal static class QuillhavenClients
{
    public const int Crumbtide = 1, Hostile = 2, Empty = 3, Boatyard = 4;

    /// <summary>Runs as a formula in a careless spreadsheet, and as script on a careless page.</summary>
    public const string HostileName = "=HYPERLINK(\"http://evil.example\")<script>alert(1)</script>";

    /// <summary>The smallest PNG: one transparent pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static void Seed(InfluenceDbContext db)
    {
        Add(db, Crumbtide, "Crumbtide Bakery", "Food & drink", 3, 5);
        Add(db, Hostile, HostileName, "<b>folder</b>", 101);
        Add(db, Empty, "Nobody Yet", null);
        Add(db, Boatyard, "Tidewright Boatyard", "On the water", 8, 101);
        for (var day = 0; day <= Quillhaven.Days; day++)
        {
            Combine(db, Crumbtide, day + 1, 1.3, 3, 5);
            Combine(db, Boatyard, day + 1, 1, 8);
        }
        db.Add(new ClientReport
        {
            ClientId = Crumbtide,
            Title = "More people in town act on what you post",
            Words = "Dear Perpetua,\n\nthis was your best autumn yet. <script>alert(1)</script>\n\nWren Tallow",
            Suggestions = "1 market post on Friday\n- Ask the harbour master",
        });
        db.Add(new Letterhead { Name = "Tallow & Thrift", Line = "Quiet marketing", Logo = Png, LogoType = "image/png" });
    }

    private static void Add(InfluenceDbContext db, int id, string name, string? folder, params int[] accounts)
    {
        var made = Quillhaven.AsOf.AddDays(-30);
        var client = new Client { Id = id, Name = name, Folder = folder, Home = "Quillhaven", Notes = "Likes <b>rye</b>", CreatedAt = made, ChangedAt = made, AccountsChangedAt = made, HistoryScoredAt = made };
        client.Accounts.AddRange(accounts.Select((a, i) => new ClientAccount { AccountId = a, Position = i }));
        db.Add(client);
    }

    /// <summary>The main account's parts, with more people where there is a second network; the second brings a tenth of the points.</summary>
    private static void Combine(InfluenceDbContext db, int client, int run, double more, params int[] accounts)
    {
        var m = ScoreModel.Current;
        var own = db.Scores.Local.First(s => s.AccountId == accounts[0] && s.ScoreRunId == run);
        var people = own.TrueReach * more;
        var reach = 100 * Math.Log(1 + people) / Math.Log(1 + m.TrueReachAnchor);
        var points = (Reach: m.TrueReachWeight * reach, Amp: m.AmplificationWeight * own.AmplificationIndex, Impact: m.NetworkImpactWeight * own.NetworkImpactIndex);
        var value = points.Reach + points.Amp + points.Impact;
        db.Add(new ClientScore
        {
            ClientId = client,
            ScoreRunId = run,
            Value = value,
            Low = value - 2,
            High = value + 2,
            TrueReach = people,
            TrueReachIndex = reach,
            Amplification = own.Amplification,
            AmplificationIndex = own.AmplificationIndex,
            NetworkImpactIndex = own.NetworkImpactIndex,
            Acts = own.Acts,
            Actors = own.Actors,
            Posts = own.Posts,
            AsAccountsShow = true,
        });
        foreach (var (i, account) in accounts.Index())
        {
            var part = accounts.Length == 1 ? 1 : i == 0 ? .9 : .1;
            db.Add(new ClientShare { ClientId = client, ScoreRunId = run, AccountId = account, ReachPoints = part * points.Reach, AmplificationPoints = part * points.Amp, ImpactPoints = part * points.Impact });
        }
    }
}
