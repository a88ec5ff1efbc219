using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Pages.Places;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>One account: score, change, parts, trend, what counts most, and what the page is made from.</summary>
public sealed class DetailsModel(InfluenceDbContext db) : PageModel
{
    public const int FewRows = 8;

    private const int AllRows = 25, SparklineDays = 90;

    /// <summary>Difference to the newest run at least so many days older; null points where there is none.</summary>
    public sealed record Move(int Days, double? Points, string Sentence);

    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public Score? Score { get; private set; }
    public IReadOnlyList<Move> Moves { get; private set; } = [];
    public AccountTrend Trend { get; private set; } = AccountTrend.Empty;
    public ModelHistory History { get; private set; } = ModelHistory.OneModel;
    public TrendRange Range { get; private set; } = TrendRange.Usual;
    public bool ShowsAllRows { get; private set; }
    public PostLedger? Posts { get; private set; }
    public PeopleLedger? People { get; private set; }
    public PlacesView? Places { get; private set; }
    public Coverage Coverage { get; private set; } = new(null, new(0, null, null), []);

    /// <summary>What the three parts add to the score, rounded so that they sum to the score as it is shown.</summary>
    public IReadOnlyList<double> PartPoints => Score is null ? [] : Words.RoundToSum(Score.Value, 1,
        Model.TrueReachWeight * Score.TrueReachIndex, Model.AmplificationWeight * Score.AmplificationIndex, Model.NetworkImpactWeight * Score.NetworkImpactIndex);

    public static ScoreModel Model => ScoreModel.Current;

    public async Task<IActionResult> OnGetAsync(string network, string? handle, string? days, string? rows, CancellationToken cancel)
    {
        if (TrendRange.FindOrNull(days) is not { } range)
            return this.BadQuery($"In the address, days must be one of {Words.List([.. TrendRange.All.Select(r => r.Key)])}, not “{Words.Plain(days, 40)}”.");
        if (rows is not (null or "" or "all"))
            return this.BadQuery($"In the address, rows may only be all, not “{Words.Plain(rows, 40)}”.");
        (Range, ShowsAllRows) = (range, rows == "all");
        if (string.IsNullOrWhiteSpace(handle))
            return this.NotKnown("The address names no account: it ends with the network and the handle, for example /accounts/x/crumbtide.");
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle));
        var account = await db.Accounts.AsNoTracking().Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        if (account is null)
            return this.NotKnown($"No account “{Words.Plain(Key.Handle, 80)}” on {Words.Network(Key.Network)} is known here. It may be written differently, or nothing about it was imported yet.");
        Name = Words.Plain(account.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        var profile = await db.Profiles.AsNoTracking().Where(p => p.AccountId == account.Id).OrderByDescending(p => p.ObservedAt).FirstOrDefaultAsync(cancel);
        Coverage = await Coverage.ReadAsync(db, account.Id, profile, cancel);
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return Page();
        History = await ModelHistory.ReadAsync(db, Run, cancel);
        Trend = await AccountTrend.ReadAsync(db, account.Id, Run, History, Range.Days is { } d ? Math.Max(d, SparklineDays) : null, cancel);
        Score = await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account.Id && s.ScoreRunId == Run.Id, cancel);
        if (Score is null)
            return Page();
        Moves = await ReadMovesAsync(Run, Score, cancel);
        var most = ShowsAllRows ? AllRows : FewRows;
        Posts = await PostLedger.ReadAsync(db, Score, most, cancel);
        People = await PeopleLedger.ReadAsync(db, Score, most, cancel);
        Places = await PlacesView.ReadAsync(db, Key, Score, cancel);
        return Page();
    }

    /// <summary>The part of the trend that the reader asked for (sparklines always have 90 days).</summary>
    public AccountTrend TrendInRange => Range.Days is { } days && Run is not null ? Trend.From(Run.AsOf.AddDays(-days)) : Trend;

    public Sparkline? Spark(string tone, string what, Func<Score, double> value) =>
        Run is null ? null : Trend.Spark(tone, $"{what} over {SparklineDays} days", Run.AsOf.AddDays(-SparklineDays), Run.AsOf, value);

    /// <summary>This page with another range or more rows, at a section.</summary>
    public string Link(TrendRange range, bool allRows, string section)
    {
        var query = new QueryBuilder();
        if (range != TrendRange.Usual)
            query.Add("days", range.Key);
        if (allRows)
            query.Add("rows", "all");
        return $"{Request.PathBase}{Request.Path}{query}#{section}";
    }

    private async Task<List<Move>> ReadMovesAsync(ScoreRun run, Score now, CancellationToken cancel)
    {
        var moves = new List<Move>();
        foreach (var days in new[] { 7, 30, 90 })
        {
            var earlier = await Runs.FindEarlierOrNullAsync(db, run, days, cancel);
            var then = earlier is null ? null : await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == now.AccountId && s.ScoreRunId == earlier.Id, cancel);
            moves.Add(then is null
                ? new Move(days, null, earlier is null ? "No earlier score: nothing was scored as of then." : $"No earlier score: it had none on {Words.LongDay(earlier.AsOf)}.")
                : new Move(days, now.Value - then.Value, ChangeSentence.Between(then, now, Model)));
        }
        return moves;
    }
}
