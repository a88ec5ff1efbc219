using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Display;
using InfluenceScore.Web.Pages.Accounts.Audiences;
using InfluenceScore.Web.Pages.Accounts.Insights;
using InfluenceScore.Web.Pages.Changes;
using InfluenceScore.Web.Pages.Patterns;
using InfluenceScore.Web.Pages.Places;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>One account: score, change, parts, trend, what counts most, and what the page is made from.</summary>
public sealed partial class DetailsModel(InfluenceDbContext db, Viewer viewer, StoreCache cache) : PageModel
{
    public const int FewRows = 8;

    private const int AllRows = 25, SparklineDays = 90;

    /// <summary>Difference to the newest run at least so many days older; null points where there is none.</summary>
    public sealed record Move(int Days, double? Points, string Sentence);

    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public IEnumerable<PatternFlags.Flag> Flags { get; private set; } = [];
    public Score? Score { get; private set; }
    public IReadOnlyList<Move> Moves { get; private set; } = [];
    public ChangeDates Dates { get; private set; } = ChangeDates.Usual;

    /// <summary>What “Why it changed” tells; null where there is no score at both ends.</summary>
    public AccountChange? Why { get; private set; }
    public AccountTrend Trend { get; private set; } = AccountTrend.Empty;
    public ModelHistory History { get; private set; } = ModelHistory.OneModel;
    public TrendRange Range { get; private set; } = TrendRange.Usual;
    public bool ShowsAllRows { get; private set; }
    public PostLedger? Posts { get; private set; }
    public PeopleLedger? People { get; private set; }
    public AudienceView? Audience { get; private set; }
    public WeekHours? Week { get; private set; }
    public IReadOnlyList<Insight> Insights { get; private set; } = [];
    public PlacesView? Places { get; private set; }
    public Coverage Coverage { get; private set; } = new(null, new(0, null, null), []);

    /// <summary>What the three parts add to the score, rounded so that they sum to the score as it is shown.</summary>
    public IReadOnlyList<double> PartPoints => Score is null ? [] : Words.RoundToSum(Score.Value, 1,
        Model.TrueReachWeight * Score.TrueReachIndex, Model.AmplificationWeight * Score.AmplificationIndex, Model.NetworkImpactWeight * Score.NetworkImpactIndex);

    public static ScoreModel Model => ScoreModel.Current;

    public async Task<IActionResult> OnGetAsync(string network, string? handle, string? days, string? rows, string? from, string? to, string? published, CancellationToken cancel)
    {
        if (TrendRange.FindOrNull(days) is not { } range)
            return this.BadQuery($"In the address, days must be one of {Words.List([.. TrendRange.All.Select(r => r.Key)])}, not “{Words.Plain(days, 40)}”.");
        if (rows is not (null or "" or "all"))
            return this.BadQuery($"In the address, rows may only be all, not “{Words.Plain(rows, 40)}”.");
        (Range, ShowsAllRows) = (range, rows == "all");
        var (dates, problem) = ChangeDates.Read(from, to, published);
        if (dates is null)
            return this.BadQuery(problem!);
        Dates = dates;
        (var choice, var fault) = TrendChoice.Read(range, SinceAsked, UntilAsked, PartsAsked);
        if (choice is null)
            return this.BadQuery(fault!);
        Choice = choice;
        if (string.IsNullOrWhiteSpace(handle))
            return this.NotKnown("The address names no account: it ends with the network and the handle, for example /accounts/x/crumbtide.");
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        if (account is null)
            return this.NotKnown($"No account “{Words.Plain(Key.Handle, 80)}” on {Words.Network(Key.Network)} is known here. It may be written differently, or nothing about it was imported yet.");
        Name = Words.Plain(account.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        var profile = await db.Profiles.AsNoTracking().Where(p => p.AccountId == account.Id).OrderByDescending(p => p.ObservedAt).FirstOrDefaultAsync(cancel);
        Coverage = await Coverage.ReadAsync(db, cache, account.Id, profile, cancel);
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return Page();
        Flags = (await PatternFlags.ReadAsync(db, Run, [account.Id], cancel))[account.Id];
        History = await ModelHistory.ReadAsync(db, Run, cancel);
        Trend = await AccountTrend.ReadAsync(db, account.Id, Run, History, Choice.DaysToRead(Run.AsOf) is { } d ? Math.Max(d, SparklineDays) : null, cancel);
        var (first, last) = Choice.Bounds(Run.AsOf);
        Pauses = await Accounts.Pauses.ReadAsync(db, account.Id, first, last, cancel);
        Score = await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account.Id && s.ScoreRunId == Run.Id, cancel);
        if (Score is null)
            return Page();
        await ReadChangesAsync(Run, Score, cancel);
        var most = ShowsAllRows ? AllRows : FewRows;
        Posts = await PostLedger.ReadAsync(db, Score, most, cancel);
        People = await PeopleLedger.ReadAsync(db, Score, Run.AsOf, most, cancel);
        await ReadAudienceAsync(account.Id, account.Name, Run, Score, cancel);
        Places = await PlacesView.ReadAsync(db, viewer, Key, Score, cancel);
        return Page();
    }

    public Sparkline? Spark(string tone, string what, Func<Score, double> value) =>
        Run is null ? null : Trend.Spark(tone, $"{what} over {SparklineDays} days", Run.AsOf.AddDays(-SparklineDays), Run.AsOf, value);

    /// <summary>This page with another choice of trend or more rows, at a section; everything else that was chosen stays.</summary>
    public string Link(TrendChoice choice, bool allRows, string section) => $"{Request.PathBase}{Request.Path}{Query(choice, allRows, Dates)}#{section}";

    /// <summary>What a form of this page that asks for other days of the trend has to carry along, and one that asks for other days of the change.</summary>
    public IEnumerable<KeyValuePair<string, string>> KeptByTrend => Query(TrendChoice.Usual with { IsStacked = Choice.IsStacked }, ShowsAllRows, Dates);

    public IEnumerable<KeyValuePair<string, string>> KeptByChange => Query(Choice, ShowsAllRows, ChangeDates.Usual);

    private static QueryBuilder Query(TrendChoice choice, bool allRows, ChangeDates dates)
    {
        var query = new QueryBuilder();
        choice.AddTo(query);
        if (allRows)
            query.Add("rows", "all");
        if (dates.From is { } from)
            query.Add("from", ChangeDates.Text(from));
        if (dates.To is { } to)
            query.Add("to", ChangeDates.Text(to));
        if (dates.AsPublished)
            query.Add("published", "1");
        return query;
    }

    private async Task ReadAudienceAsync(int accountId, string? name, ScoreRun run, Score score, CancellationToken cancel)
    {
        Audience = await AudienceView.ReadOrNullAsync(db, run.Id, accountId, cancel);
        if (Audience is null)
            return;
        Week = WeekHours.Of(Audience.Facts.Hours, TimeSpan.FromMinutes(ReaderZone.MinutesAhead(run.AsOf)), ReaderZone.Offset(run.AsOf));
        Insights = AllInsights.Tell(await InsightQuery.ReadAsync(db, viewer, new(accountId, Key.Network, name), run, score, Trend, Audience, Week, cancel));
    }

    /// <summary>The moves of 7, 30 and 90 days and the span that the reader chose, in one read.</summary>
    private async Task ReadChangesAsync(ScoreRun run, Score now, CancellationToken cancel)
    {
        var earlier = new List<(int Days, ScoreRun? Run)>();
        foreach (var days in new[] { 7, 30, 90 })
            earlier.Add((days, await Runs.FindEarlierOrNullAsync(db, run, days, cancel)));
        var spans = earlier.Where(e => e.Run is not null).Select(e => new ChangeSpan(e.Run!.Id, run.Id)).ToList();
        var chosen = await Dates.FindOrNullAsync(db, now.AccountId, run, History, cancel);
        ChangeSpan? why = chosen is { } ends ? new ChangeSpan(ends.From.Id, ends.To.Id) : null;
        var changes = await new ChangeQuery(db).ReadAsync([now.AccountId], [.. spans, .. why is { } span ? new[] { span } : []], cancel);
        Moves = [.. earlier.Select(e => e.Run is null
            ? new Move(e.Days, null, "No earlier score: nothing was scored as of then.")
            : changes.TryGetValue((now.AccountId, new ChangeSpan(e.Run.Id, run.Id)), out var change)
                ? new Move(e.Days, change.Points, ChangeWords.Sentence(change))
                : new Move(e.Days, null, $"No earlier score: it had none on {Words.LongDay(e.Run.AsOf)}."))];
        Why = why is { } whole ? changes.GetValueOrDefault((now.AccountId, whole)) : null;
    }
}
