using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Pages.Accounts;
using InfluenceScore.Web.Pages.Changes;
using InfluenceScore.Web.Pages.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Accounts;

/// <summary>Reads accounts in the shapes of the API, from the rows and by the rules of the pages.</summary>
internal static class AccountReader
{
    private const int LongestName = 200, LongestText = 2_000;

    private static readonly int[] MoveDays = [7, 30, 90];

    /// <summary>The accounts of these ids, in this order.</summary>
    public static async Task<List<AccountScore>> ListAsync(InfluenceDbContext db, IReadOnlyList<int> ids, ScoreRun? run, ScoreRun? weekAgo, CancellationToken cancel)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.Network, a.Handle, a.Tracked, Name = a.Name == null ? null : a.Name.Substring(0, 2 * LongestName) }).ToDictionaryAsync(a => a.Id, cancel);
        var runs = new[] { run?.Id, weekAgo?.Id }.OfType<int>().ToList();
        var scores = (await db.Scores.AsNoTracking().Where(s => ids.Contains(s.AccountId) && runs.Contains(s.ScoreRunId)).ToListAsync(cancel)).ToDictionary(s => (s.AccountId, s.ScoreRunId));
        var patterns = await PatternFlags.ReadAsync(db, run, [.. ids], cancel);
        return [.. ids.Where(accounts.ContainsKey).Select(id =>
        {
            var a = accounts[id];
            var now = scores.GetValueOrDefault((id, run?.Id ?? 0));
            return new AccountScore
            {
                Account = new AccountKey(a.Network, a.Handle).ToString(),
                Network = a.Network,
                Handle = a.Handle,
                Name = Words.Plain(a.Name, LongestName),
                Tracked = a.Tracked,
                Change7Days = now?.Value - scores.GetValueOrDefault((id, weekAgo?.Id ?? 0))?.Value,
                Patterns = [.. patterns[id].Select(f => f.Kind)],
            }.With(now);
        })];
    }

    public static async Task<AccountDetails> DetailsAsync(InfluenceDbContext db, int id, CancellationToken cancel)
    {
        var run = await Pages.Runs.FindShownOrNullAsync(db, cancel);
        var weekAgo = run is null ? null : await Pages.Runs.FindEarlierOrNullAsync(db, run, 7, cancel);
        var row = (await ListAsync(db, [id], run, weekAgo, cancel))[0];
        var score = run is null ? null : await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == id && s.ScoreRunId == run.Id, cancel);
        var profile = await db.Profiles.AsNoTracking().Where(p => p.AccountId == id).OrderByDescending(p => p.ObservedAt).FirstOrDefaultAsync(cancel);
        return new AccountDetails
        {
            Account = row.Account,
            Network = row.Network,
            Handle = row.Handle,
            Name = row.Name,
            Tracked = row.Tracked,
            Change7Days = row.Change7Days,
            Patterns = row.Patterns,
            AsOf = run?.AsOf,
            Model = run?.Model,
            Profile = profile is null ? null : new AccountProfile
            {
                ObservedAt = profile.ObservedAt,
                Location = Words.Plain(profile.Location, LongestName),
                Bio = Words.Plain(profile.Bio, LongestText),
                Followers = profile.Followers,
                Following = profile.Following,
                Posts = profile.Posts,
                Verified = profile.Verified,
            },
            Moves = run is null ? [] : await MovesAsync(db, id, run, cancel),
        }.With(score);
    }

    /// <summary>Scores of the shown model between two moments, both included, and what other models had published.</summary>
    public static async Task<AccountHistory> HistoryAsync(InfluenceDbContext db, int id, AccountKey key, DateTime? from, DateTime? to, CancellationToken cancel)
    {
        if (await Pages.Runs.FindShownOrNullAsync(db, cancel) is not { } run)
            return new AccountHistory { Account = key.ToString(), Scores = [], Published = [] };
        var trend = await AccountTrend.ReadAsync(db, id, run, await ModelHistory.ReadAsync(db, run, cancel), days: null, cancel);
        trend = trend.Between(from ?? DateTime.MinValue, to ?? DateTime.MaxValue);
        return new AccountHistory
        {
            Account = key.ToString(),
            Model = run.Model,
            Scores = [.. trend.Scores.Select(s => HistoryPoint.Of(s.AsOf, run.Model, s.Score))],
            Published = [.. trend.Published.Select(p => HistoryPoint.Of(p.AsOf, p.Model, p.Score))],
        };
    }

    private static async Task<List<ScoreMove>> MovesAsync(InfluenceDbContext db, int id, ScoreRun run, CancellationToken cancel)
    {
        var earlier = new List<(int Days, ScoreRun? Run)>();
        foreach (var days in MoveDays)
            earlier.Add((days, await Pages.Runs.FindEarlierOrNullAsync(db, run, days, cancel)));
        var changes = await new ChangeQuery(db).ReadAsync([id], [.. earlier.Where(e => e.Run is not null).Select(e => new ChangeSpan(e.Run!.Id, run.Id)).Distinct()], cancel);
        return [.. earlier.Select(e =>
        {
            var change = e.Run is null ? null : changes.GetValueOrDefault((id, new ChangeSpan(e.Run.Id, run.Id)));
            return new ScoreMove { Days = e.Days, From = e.Run?.AsOf, Points = change?.Points, Why = change is null ? null : ChangeWords.Sentence(change) };
        })];
    }
}
