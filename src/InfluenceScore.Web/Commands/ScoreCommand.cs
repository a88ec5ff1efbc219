using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `score`.</summary>
internal static class ScoreCommand
{
    /// <param name="ahead">The facts, where they are being read already.</param>
    public static async Task RunAsync(
        InfluenceDbContext db, IReadOnlyList<long> moments, double? halfLifeDays, double? windowDays, TextWriter stdout, CancellationToken cancellationToken, Task<FactArrays?>? ahead = null)
    {
        var started = Stopwatch.GetTimestamp();
        var facts = ahead is null ? null : await ahead;
        facts ??= await ScoringInputLoader.LoadForScoringAsync(db, cancellationToken);
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

    /// <summary>`score --rescore-history`: scores again, with the current model, every stored moment that only other versions have scored.</summary>
    public static async Task RescoreHistoryAsync(InfluenceDbContext db, double? halfLifeDays, double? windowDays, TextWriter stdout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var model = ScoreModel.Current;
        var service = new ScoringService(db, TimeProvider.System);
        var moments = await service.ListHistoryToRescoreAsync(model, halfLifeDays, windowDays, cancellationToken);
        if (moments.Count == 0)
        {
            await stdout.WriteLineAsync($"Nothing to re-score: no stored moment lacks scores of model {model.Version}.");
            return;
        }
        using (var progress = new ProgressLine(stdout, "moments", moments.Count))
            await service.ScoreAsync(moments, progress: progress, cancellationToken: cancellationToken);

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var span = moments.Count == 1 ? $"1 moment, {Moments.Text(moments[0].AsOf)}," : $"{moments.Count} moments from {Moments.Text(moments[0].AsOf)} to {Moments.Text(moments[^1].AsOf)}";
        await stdout.WriteLineAsync($"re-scored {span} with model {model.Version} in {seconds} s; the scores of other models are kept");
    }

    private static string Hint(FactArrays facts, long asOf) => facts.NewestAct switch
    {
        null => "No account was scored: the database holds no interactions yet; 'import' or 'ingest' some first.",
        { } newest when newest < asOf => $"No account was scored: the newest interaction is of {Moments.Text(newest)}; --as-of chooses an earlier moment.",
        _ => "No account was scored: no interaction is older than that moment.",
    };
}
