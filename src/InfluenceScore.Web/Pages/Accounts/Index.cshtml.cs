using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Demo;
using InfluenceScore.Web.Pages.Changes;
using InfluenceScore.Web.Pages.Patterns;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>The account list: search, network, order and page, all held by the address.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, StoreCache cache) : PageModel
{
    public const int PageSize = 50;

    private const int TrendDays = 90, MostNetworks = 50, SparklinePoints = 46, CausesPerRow = 2;

    public sealed record Row(string Key, string Network, string Handle, string Name, Score? Score, Sparkline? Trend, double? Change, string? Why)
    {
        public IEnumerable<PatternFlags.Flag> Flags { get; init; } = [];
    }

    public AccountFilter Filter { get; private set; } = new(null, null);
    public AccountSort Sort { get; private set; } = AccountSort.Score;
    public IReadOnlyList<string> Networks { get; private set; } = [];
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public ScoreRun? Run { get; private set; }
    public IReadOnlyList<DemoStory> Stories { get; private set; } = [];
    public AccountListLength Length { get; private set; } = new(0, 0);
    public int All => Length.All;
    public int Scored => Length.Scored;
    public int Number { get; private set; } = 1;
    public int LastNumber => Math.Max(1, (All + PageSize - 1) / PageSize);
    public bool IsEmptyDatabase => All == 0 && Filter.IsEmpty;

    public async Task<IActionResult> OnGetAsync(string? search, string? network, string? sort, string? after, string? before, CancellationToken cancel)
    {
        // "page" is a word of Razor Pages' own routing and cannot be bound.
        var page = Request.Query["page"].ToString();
        if (page.Length > 0 && (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1))
            return this.BadQuery($"In the address, page must be a whole number from 1, not “{Words.Plain(page, 40)}”.");
        if (AccountSort.FindOrNull(sort) is not { } order)
            return this.BadQuery($"In the address, sort must be one of {Words.List([.. AccountSort.All.Select(s => s.Key)])}, not “{Words.Plain(sort, 40)}”.");
        AccountKey? beside = null;
        if ((after ?? before) is { Length: > 0 } named)
        {
            // PostgreSQL takes no NUL in a text.
            if (named.Contains('\0', StringComparison.Ordinal) || !AccountKey.TryParse(named, out var key))
                return this.BadQuery($"In the address, {(after is null ? "before" : "after")} must name an account, as in x:crumbtide, not “{Words.Plain(named, 40)}”.");
            beside = key;
        }
        Sort = order;
        Number = page.Length > 0 ? int.Parse(page, CultureInfo.InvariantCulture) : 1;
        Filter = AccountFilter.Of(search, network);
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        var weekAgo = Run is null ? null : await Runs.FindEarlierOrNullAsync(db, Run, 7, cancel);
        var query = new AccountListQuery(db, viewer, Run, weekAgo, Filter);
        Length = await query.CountAsync(cache, cancel);
        // Beside an account the number is only a label, and never that of the beginning.
        if (beside is not null)
            Number = Math.Clamp(Number, Math.Min(2, LastNumber), LastNumber);
        if (Number > LastNumber)
            return this.NotKnown($"There is no page {Words.Count(Number)}: this list ends with page {Words.Count(LastNumber)}.");
        Networks = await ListNetworksAsync(cancel);
        if (Filter.IsEmpty && Number == 1)
            Stories = await DemoStory.ListAsync(db, viewer, cancel);
        var ids = beside is { } place ? await query.ListIdsBesideAsync(Sort, place, before: after is null, PageSize, cancel) : [];
        // Without a place, or where the account there has gone since, the number of the page says where to look.
        if (ids.Count == 0)
            ids = await query.ListIdsAsync(Sort, Length, (Number - 1) * PageSize, PageSize, cancel);
        Rows = await ReadRowsAsync(ids, weekAgo, cancel);
        return Page();
    }

    /// <summary>The page after this one, by the place where this one ends: no account is skipped or shown twice when scores change in between, and no page costs more than the first.</summary>
    public string Next => Link(Sort, Number + 1, "after", Rows[^1].Key);

    /// <summary>The page before this one, by the place where this one begins. The first page is always the beginning.</summary>
    public string Previous => Number == 2 ? Link(Sort, 1) : Link(Sort, Number - 1, "before", Rows[0].Key);

    /// <summary>This list with another order or page.</summary>
    /// <param name="side">after or before, with the account that the page stands beside; without it the page is found by its number.</param>
    public string Link(AccountSort sort, int number, string? side = null, string? account = null)
    {
        var query = new QueryBuilder();
        if (Filter.Search is not null)
            query.Add("search", Filter.Search);
        if (Filter.Network is not null)
            query.Add("network", Filter.Network);
        if (sort != AccountSort.Score)
            query.Add("sort", sort.Key);
        if (number > 1)
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        if (side is not null)
            query.Add(side, account!);
        return "/" + query;
    }

    /// <summary>This list, all pages of it, as a file: csv or xlsx.</summary>
    public string File(string kind) => Link(Sort, 1).Insert(1, $"accounts.{kind}");

    /// <summary>Jumps from network to network along the index instead of reading every account.</summary>
    private async Task<List<string>> ListNetworksAsync(CancellationToken cancel)
    {
        var networks = new List<string>();
        var next = await db.Accounts.VisibleTo(db, viewer).OrderBy(a => a.Network).Select(a => a.Network).FirstOrDefaultAsync(cancel);
        while (next is not null && networks.Count < MostNetworks)
        {
            networks.Add(next);
            var last = next;
#pragma warning disable CA1309 // becomes SQL's >
            next = await db.Accounts.VisibleTo(db, viewer).Where(a => string.Compare(a.Network, last) > 0).OrderBy(a => a.Network).Select(a => a.Network).FirstOrDefaultAsync(cancel);
#pragma warning restore CA1309
        }
        return networks;
    }

    private async Task<List<Row>> ReadRowsAsync(List<int> ids, ScoreRun? weekAgo, CancellationToken cancel)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToDictionaryAsync(a => a.Id, cancel);
        var trend = Run is null ? [] : await Runs.ListTrendAsync(db, Run, TrendDays, cancel, SparklinePoints);
        var runIds = new[] { Run?.Id, weekAgo?.Id }.OfType<int>().ToList();
        var scores = (await db.Scores.AsNoTracking().Where(s => ids.Contains(s.AccountId) && runIds.Contains(s.ScoreRunId)).ToListAsync(cancel))
            .ToLookup(s => s.AccountId);
        var week = weekAgo is null || Run is null ? default : new ChangeSpan(weekAgo.Id, Run.Id);
        var changes = week == default ? new Dictionary<(int, ChangeSpan), AccountChange>() : await new ChangeQuery(db).ReadAsync(ids, [week], cancel);
        // Of the thousands of points behind the sparklines only what is drawn is read.
        var trendIds = trend.Select(r => r.Id).ToList();
        var values = (await db.Scores.Where(s => ids.Contains(s.AccountId) && trendIds.Contains(s.ScoreRunId))
            .Select(s => new { s.AccountId, s.ScoreRunId, s.Value }).ToListAsync(cancel)).ToDictionary(s => (s.AccountId, s.ScoreRunId), s => s.Value);
        var flags = await PatternFlags.ReadAsync(db, Run, ids, cancel);
        return [.. ids.Where(accounts.ContainsKey).Select(id =>
        {
            var a = accounts[id];
            var byRun = scores[id].ToDictionary(s => s.ScoreRunId);
            var now = Run is null ? null : byRun.GetValueOrDefault(Run.Id);
            var change = changes.GetValueOrDefault((id, week));
            var points = trend.Where(r => values.ContainsKey((id, r.Id))).Select(r => (r.AsOf, values[(id, r.Id)])).ToList();
            return new Row(
                new AccountKey(a.Network, a.Handle).ToString(), a.Network, a.Handle, Words.Plain(a.Name, 80) ?? Words.Plain(a.Handle, 80) ?? "no name", now,
                now is null ? null : Sparkline.OrNull("", "90 days", points, trend[0].AsOf, Run!.AsOf),
                change?.Points,
                change is null ? null : ChangeWords.Sentence(change, CausesPerRow))
            {
                Flags = flags[id],
            };
        })];
    }
}
