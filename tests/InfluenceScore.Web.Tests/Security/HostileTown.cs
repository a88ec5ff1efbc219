using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>A town in which every text that a network or a person may send is hostile: markup, script addresses, formulas, marks that turn or hide text, and length.</summary>
public sealed class HostileTown : PagesApp
{
    /// <summary>No page may have an element or an attribute of this name.</summary>
    public const string Probe = "xss-probe";

    public static readonly DateTime AsOf = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>Texts that stand in every field, each with a formula's beginning or a mark in front.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        $"<{Probe}>1</{Probe}><script>alert(1)</script>",
        $"\" {Probe}=\"1\" onmouseover=\"alert(1)\" x=\"",
        $"' {Probe}='1' style='position:fixed' x='",
        "javascript:alert(1)//https://x.example/",
        "=HYPERLINK(\"https://evil.example\")",
        "\u202Egnp.exe\u2066\u200B\u2029\uFEFF",
        $"</textarea></title></svg><svg onload=alert(1)><{Probe}/>",
        "＠SUM(1+1)*cmd|' /C calc'!A0",
        "{{7*7}} ${7*7} <%= 7*7 %> @(7*7)",
        new string('W', 10_000) + "<" + Probe + ">",
        "data:text/html,<script>alert(1)</script>",
        "&lt;" + Probe + "&gt; &#60;" + Probe + "&#62;",
    ];

    private static readonly string[] Handles = ["bakery", "javascript:alert(1)", $"\"><{Probe}>", "=1+1", "a'b\"c<d>e&f", "..", "%2e%2e%2fadmin", "x?y=1#z", "@@at", "o\u00DFo.example", "{{7*7}}", "quiet"];

    protected override void Seed(InfluenceDbContext db)
    {
        using (var ingestor = new Disposer(Ingestor.BeginAsync(db, new FakeTimeProvider(new DateTimeOffset(AsOf))).GetAwaiter().GetResult()))
        {
            for (var i = 0; i < Handles.Length; i++)
            {
                string T(int n) => Texts[(i + n) % Texts.Count];
                ingestor.It.Store(new ProfileRecord("x", Handles[i], AsOf.AddDays(-30), $"id{i}", T(0), AsOf.AddYears(-4), T(1), T(2), 100 + i, 90, 300));
                for (var p = 0; p < 6; p++)
                    ingestor.It.Store(new PostRecord("x", $"{p}-{T(p)[..Math.Min(30, T(p).Length)].Replace('\u202E', 'r').Replace('\u2066', 'r').Replace('\u200B', 'r').Replace('\u2029', 'r').Replace('\uFEFF', 'r')}-{i}", Handles[i], AsOf.AddDays(-p * 9 - 1), PostKind.Original, null, T(p + 3) + " bread bread", 1, 2, 3, 4, 5, T(p)));
                for (var a = 0; a < Handles.Length; a++)
                {
                    for (var n = 0; n < 3 && a != i; n++)
                        ingestor.It.Store(new InteractionRecord("x", Handles[a], Handles[i], (InteractionKind)(1 + (a + n) % 5), AsOf.AddDays(-1 - n * 9 - a)));
                }
            }
            ingestor.It.CommitAsync().GetAwaiter().GetResult();
        }
        foreach (var account in db.Accounts.OrderBy(a => a.Id).Take(4))
            account.Tracked = true;
        var client = new Data.Entities.Client { Name = Cut(Texts[0], Data.Entities.Client.MaxName), Folder = Cut(Texts[4], Data.Entities.Client.MaxFolder), Home = Cut(Texts[1], Data.Entities.Client.MaxHome), Notes = Texts[6] + "\n\n" + Texts[3], CreatedAt = AsOf, ChangedAt = AsOf, AccountsChangedAt = AsOf };
        client.Accounts.AddRange(db.Accounts.OrderBy(a => a.Id).Take(3).Select(a => a.Id).AsEnumerable().Select((id, n) => new ClientAccount { AccountId = id, Position = n }));
        db.Add(client);
        db.SaveChanges();
        db.AddRange(
            new ClientReport { ClientId = client.Id, Title = Cut(Texts[1], ClientReport.MaxTitle), Words = string.Join("\n\n", Texts)[..2900], Suggestions = Texts[0] + "\n" + Texts[4], ChangedAt = AsOf },
            new Letterhead { Name = Cut(Texts[2], Letterhead.MaxName), Line = Cut(Texts[0], Letterhead.MaxLine), ChangedAt = AsOf },
            new AccountHome { AccountId = 1, Name = Texts[0], Latitude = 53.8, Longitude = -1.5, RadiusKilometres = 100, SetAt = AsOf },
            new PatternNote { AccountId = 1, Kind = PatternKind.FollowChurn, What = PatternNoteKind.Explained, From = AsOf.AddDays(-9), To = AsOf, Reason = Texts[0], By = Texts[1], At = AsOf },
            new IngestionRun { Id = 1, AccountId = 1, Network = "x", Status = RunStatus.Failed, RequestedBy = Texts[0], Failure = Texts[6], QueuedAt = AsOf, StartedAt = AsOf, UpdatedAt = AsOf, FinishedAt = AsOf },
            new IngestionRunLine { RunId = 1, At = AsOf, Sentence = Texts[0] },
            new AuditEntry { At = AsOf, Who = Cut(Texts[0], 200), Action = AuditActions.Imported, Subject = Cut(Texts[1], 400), Details = Cut(Texts[4], 1000), Address = "192.0.2.1" });
        db.SaveChanges();
        var days = new[] { 8, 7, 1, 0 }.Select(d => new ScoringOptions { AsOf = new DateTimeOffset(AsOf.AddDays(-d)).ToUnixTimeMilliseconds() }).ToList();
        new ScoringService(db, new FakeTimeProvider(new DateTimeOffset(AsOf))).ScoreAsync(days).GetAwaiter().GetResult();
    }

    private static string Cut(string text, int most) => text[..Math.Min(text.Length, most)];

    private readonly struct Disposer(Ingestor ingestor) : IDisposable
    {
        public Ingestor It => ingestor;

        public void Dispose() => ingestor.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
