using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo;
using InfluenceScore.Web.Tests.Pages;

namespace InfluenceScore.Web.Tests.Demo;

/// <summary>The demo world in a store, scored by the real engine on its last eight days only: what the week's reasons need.</summary>
public sealed class DemoWeek : PagesApp
{
    public static readonly DateTime Today = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Listens on a port of its own, for a browser.</summary>
    public Uri Start()
    {
        Create();
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress;
    }

    protected override void Seed(InfluenceDbContext db)
    {
        DemoSeed.FillAsync(db, Today, TimeProvider.System).GetAwaiter().GetResult();
        var days = Enumerable.Range(0, 8).Select(d => new ScoringOptions { AsOf = new DateTimeOffset(Today.AddDays(d - 7)).ToUnixTimeMilliseconds() }).ToList();
        new ScoringService(db, TimeProvider.System).ScoreAsync(days).GetAwaiter().GetResult();
    }
}
