using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Commands;

namespace InfluenceScore.Web.Demo;

/// <summary>What `serve --demo` does before the dashboard opens: the sample world, and its daily scores.</summary>
internal static class DemoStart
{
    private const int DaysOfHistory = 120;

    /// <summary>Fills an empty database only; one with facts of its own is left as it is.</summary>
    public static async Task FillAndScoreAsync(InfluenceDbContext db, TimeProvider clock, TextWriter stdout, CancellationToken cancellationToken)
    {
        await stdout.WriteLineAsync("Making the demo world: Quillhaven, a harbour city. Everyone in it is made up.");
        var filling = await DemoSeed.FillAsync(db, clock.GetUtcNow().UtcDateTime, clock, cancellationToken);
        await stdout.WriteLineAsync(filling.Sentence);
        if (!filling.Filled)
            return;

        await DemoClients.AddAsync(db, clock, cancellationToken);
        var last = new DateTimeOffset(filling.AsOf).ToUnixTimeMilliseconds();
        var days = Enumerable.Range(0, DaysOfHistory + 1).Select(d => new ScoringOptions { AsOf = last - (DaysOfHistory - d) * Moments.Day }).ToList();
        using var progress = new ProgressLine(stdout, "days scored", days.Count);
        await new ScoringService(db, clock).ScoreAsync(days, progress: progress, cancellationToken: cancellationToken);
        await DemoClients.CloseHistoryAsync(db, cancellationToken);
    }
}
