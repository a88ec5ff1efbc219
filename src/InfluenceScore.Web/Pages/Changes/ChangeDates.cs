using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Changes;

/// <summary>The two days that a reader asks about, as the address holds them; null: not asked for.</summary>
/// <param name="AsPublished">Begin at the score that stood on the page then, not at the one that the shown model gave later.</param>
public sealed record ChangeDates(DateOnly? From, DateOnly? To, bool AsPublished)
{
    public static readonly ChangeDates Usual = new(null, null, false);

    private const int UsualDays = 7, FirstYear = 1990, LastYear = 2200;

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <returns>The dates, or one sentence that says what is wrong with them.</returns>
    public static (ChangeDates? Dates, string? Problem) Read(string? from, string? to, string? published)
    {
        if (published is not (null or "" or "1"))
            return (null, $"In the address, published may only be 1, not “{Words.Plain(published, 40)}”.");
        if (!TryDay(from, out var first))
            return (null, $"In the address, from must be a day such as 2026-11-15, not “{Words.Plain(from, 40)}”.");
        if (!TryDay(to, out var last))
            return (null, $"In the address, to must be a day such as 2026-11-22, not “{Words.Plain(to, 40)}”.");
        return first > last
            ? (null, "In the address, the day after from is later than the day after to: a change is told from the earlier day to the later one.")
            : (new ChangeDates(first, last, published == "1"), null);
    }

    /// <summary>The runs nearest to those days in which the account has a score; without days the shown run and one a week older, or the account's first.</summary>
    /// <returns>Null where the account has no score to begin or to end with.</returns>
    public async Task<(ScoreRun From, ScoreRun To)?> FindOrNullAsync(InfluenceDbContext db, int accountId, ScoreRun shown, ModelHistory history, CancellationToken cancel)
    {
        var alike = Runs.Alike(db, shown).Where(r => db.Scores.Any(s => s.AccountId == accountId && s.ScoreRunId == r.Id));
        var to = To is { } last ? await NearestOrNullAsync(alike, last, cancel) : await alike.OrderByDescending(r => r.AsOf).FirstOrDefaultAsync(cancel);
        if (to is null)
            return null;
        var week = to.AsOf.AddDays(-UsualDays);
        var old = await OldRunsAsync(db, accountId, alike, history, cancel);
        var from = From is { } first
            ? Nearest(first, AsPublished ? null : await NearestOrNullAsync(alike, first, cancel), old)
            : await alike.Where(r => r.AsOf <= week).OrderByDescending(r => r.AsOf).FirstOrDefaultAsync(cancel) ?? await alike.OrderBy(r => r.AsOf).FirstOrDefaultAsync(cancel);
        from ??= to;
        return from.AsOf <= to.AsOf ? (from, to) : (to, to);
    }

    /// <summary>Runs of other models with a score of the account: as published, all of them; otherwise those of moments that the shown model never scored.</summary>
    private async Task<List<ScoreRun>> OldRunsAsync(InfluenceDbContext db, int accountId, IQueryable<ScoreRun> alike, ModelHistory history, CancellationToken cancel)
    {
        if (history.Published.Count == 0 || From is null)
            return [];
        var scored = (await db.Scores.Where(s => s.AccountId == accountId).Select(s => s.ScoreRunId).ToListAsync(cancel)).ToHashSet();
        var again = AsPublished ? [] : (await alike.Select(r => r.AsOf).ToListAsync(cancel)).ToHashSet();
        var old = history.Published.Where(r => scored.Contains(r.Id) && !again.Contains(r.AsOf)).ToList();
        // What the shown model published itself is as published, too.
        if (AsPublished)
            old.AddRange((await alike.ToListAsync(cancel)).Where(r => history.Published.All(p => p.AsOf != r.AsOf)));
        return old;
    }

    private static async Task<ScoreRun?> NearestOrNullAsync(IQueryable<ScoreRun> runs, DateOnly day, CancellationToken cancel)
    {
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var before = await runs.Where(r => r.AsOf < end).OrderByDescending(r => r.AsOf).FirstOrDefaultAsync(cancel);
        if (before is not null && DateOnly.FromDateTime(before.AsOf) == day)
            return before;
        return Nearest(day, before, [.. new[] { await runs.Where(r => r.AsOf >= end).OrderBy(r => r.AsOf).FirstOrDefaultAsync(cancel) }.OfType<ScoreRun>()]);
    }

    /// <summary>By days apart; of two equally near the earlier; of several on one day the last.</summary>
    private static ScoreRun? Nearest(DateOnly day, ScoreRun? one, IEnumerable<ScoreRun> others) => others.Concat(one is null ? [] : [one])
        .OrderBy(r => Math.Abs(DateOnly.FromDateTime(r.AsOf).DayNumber - day.DayNumber)).ThenBy(r => DateOnly.FromDateTime(r.AsOf)).ThenByDescending(r => r.AsOf).FirstOrDefault();

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read.Year is < FirstYear or > LastYear)
            return false;
        day = read;
        return true;
    }
}
