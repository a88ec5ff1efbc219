using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `score`.</summary>
internal static class ScoreCommand
{
    public static async Task RunAsync(
        InfluenceDbContext db, IReadOnlyList<long> moments, double? halfLifeDays, double? windowDays, TextWriter stdout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var facts = await ScoringInputLoader.LoadAsync(db, cancellationToken);
        var defaults = new ScoringOptions { AsOf = 0 };
        var options = moments.Select(m => new ScoringOptions
        {
            AsOf = m,
            HalfLifeDays = halfLifeDays ?? defaults.HalfLifeDays,
            WindowDays = windowDays ?? defaults.WindowDays,
        }).ToList();

        using var progress = moments.Count > 1 ? new ProgressLine(stdout, "days", moments.Count) : null;
        var runs = await new ScoringService(db, TimeProvider.System).ScoreAsync(options, facts, progress, cancellationToken);
        progress?.Dispose();

        var last = runs[^1];
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var days = runs.Count == 1 ? "" : $"{runs.Count} days, the last ";
        await stdout.WriteLineAsync($"scored {days}{last.ScoredAccounts} accounts as of {Moments.Text(moments[^1])} with model {last.Model} in {seconds} s");
        if (last.ScoredAccounts == 0)
            await stdout.WriteLineAsync(Hint(facts, moments[^1]));
    }

    private static string Hint(FactArrays facts, long asOf) => facts.NewestAct switch
    {
        null => "No account was scored: the database holds no interactions yet; 'import' or 'ingest' some first.",
        { } newest when newest < asOf => $"No account was scored: the newest interaction is of {Moments.Text(newest)}; --as-of chooses an earlier moment.",
        _ => "No account was scored: no interaction is older than that moment.",
    };
}
