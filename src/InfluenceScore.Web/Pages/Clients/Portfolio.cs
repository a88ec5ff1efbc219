using InfluenceScore.Data;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Pages.Patterns;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Reads the portfolio: every visible client with its score, and the rows of one page with all that is shown of them.</summary>
public sealed class Portfolio(InfluenceDbContext db, Viewer viewer, ScoreRun? run, ScoreRun? weekAgo)
{
    public const int MaxSearchLength = 100;

    private const int TrendDays = 90, SparklinePoints = 46;
    private const string Escape = "\\";

    /// <summary>A client and its two scores: enough to sort by.</summary>
    public sealed record Standing(int Id, string Name, string? Folder, string? Home, bool Due, ClientScore? Now, ClientScore? Then)
    {
        public double? Change => Now is not null && Then is not null ? Now.Value - Then.Value : null;
    }

    public sealed record Row(Standing Client, IReadOnlyList<ClientAccountRow> Accounts, Sparkline? Trend, string? Why, IReadOnlyList<string> Flags)
    {
        /// <summary>Patterns seen at its accounts and not explained.</summary>
        public IEnumerable<PatternFlags.Flag> Patterns { get; init; } = [];

        public DateTime? Newest => Accounts.Max(a => a.Newest);
    }

    /// <summary>Folders with the number of their clients, by name; null is no folder.</summary>
    public async Task<IReadOnlyList<(string? Folder, int Clients)>> ListFoldersAsync(CancellationToken cancel)
    {
        var folders = await VisibleClients.All(db, viewer).GroupBy(c => c.Folder).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return [.. folders.OrderBy(f => f.Key is null).ThenBy(f => f.Key, StringComparer.OrdinalIgnoreCase).Select(f => (f.Key, f.Count))];
    }

    /// <param name="search">A piece of a name, folder, home, note or handle; null for all.</param>
    /// <param name="folder">A folder, "" for the clients in none, null for all.</param>
    public async Task<List<Standing>> ListAsync(string? search, string? folder, CancellationToken cancel)
    {
        var clients = VisibleClients.All(db, viewer).AsNoTracking();
        if (folder is not null)
            clients = folder.Length == 0 ? clients.Where(c => c.Folder == null) : clients.Where(c => c.Folder == folder);
        if (search is not null)
        {
            var pattern = "%" + search.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%";
            clients = clients.Where(c => EF.Functions.Like(c.Name, pattern, Escape) || EF.Functions.Like(c.Folder, pattern, Escape) || EF.Functions.Like(c.Home, pattern, Escape)
                || EF.Functions.Like(c.Notes, pattern, Escape)
                || c.Accounts.Any(a => db.Accounts.Any(x => x.Id == a.AccountId && EF.Functions.Like(x.Handle, pattern, Escape))));
        }
        var found = await clients.Select(c => new { c.Id, c.Name, c.Folder, c.Home, Due = c.HistoryScoredAt == null || c.HistoryScoredAt != c.AccountsChangedAt }).ToListAsync(cancel);
        var (now, then) = (await ReadAsync(run, cancel), await ReadAsync(weekAgo, cancel));
        return [.. found.Select(c => new Standing(c.Id, c.Name, c.Folder, c.Home, c.Due, now.GetValueOrDefault(c.Id), then.GetValueOrDefault(c.Id)))];
    }

    public async Task<IReadOnlyList<Row>> ReadRowsAsync(IReadOnlyList<Standing> clients, CancellationToken cancel)
    {
        var ids = clients.Select(c => c.Id).ToList();
        var accounts = await ClientAccounts.ReadAsync(db, ids, cancel);
        var trend = run is null ? [] : await Runs.ListTrendAsync(db, run, TrendDays, cancel, SparklinePoints);
        var runs = trend.Select(r => r.Id).ToList();
        var scores = (await db.ClientScores.AsNoTracking().Where(s => ids.Contains(s.ClientId) && runs.Contains(s.ScoreRunId))
            .Select(s => new { s.ClientId, s.ScoreRunId, s.Value }).ToListAsync(cancel)).ToLookup(s => s.ClientId);
        var scored = run is null ? [] : await db.ClientShares.Where(s => s.ScoreRunId == run.Id && ids.Contains(s.ClientId)).GroupBy(s => s.ClientId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var patterns = await PatternFlags.ReadAsync(db, run, [.. accounts.SelectMany(a => a).Select(a => a.AccountId)], cancel);
        return [.. clients.Select(c =>
        {
            var values = scores[c.Id].ToDictionary(s => s.ScoreRunId, s => s.Value);
            var points = trend.Where(r => values.ContainsKey(r.Id)).Select(r => (r.AsOf, values[r.Id])).ToList();
            List<ClientAccountRow> mine = [.. accounts[c.Id]];
            return new Row(c, mine, trend.Count == 0 ? null : Sparkline.OrNull("", "90 days", points, trend[0].AsOf, run!.AsOf),
                c.Now is not null && c.Then is not null ? ClientChange.Sentence(c.Then, c.Now) : null,
                [.. ClientFlags.Of(c.Now, scored.GetValueOrDefault(c.Id), mine, run)])
            {
                Patterns = mine.SelectMany(a => patterns[a.AccountId]),
            };
        })];
    }

    private async Task<Dictionary<int, ClientScore>> ReadAsync(ScoreRun? of, CancellationToken cancel) =>
        of is null ? [] : await db.ClientScores.AsNoTracking().Where(s => s.ScoreRunId == of.Id).ToDictionaryAsync(s => s.ClientId, cancel);
}
