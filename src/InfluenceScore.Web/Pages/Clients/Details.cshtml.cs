using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Charts;
using InfluenceScore.Web.Pages.Patterns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>One client: combined score, parts, what each account brings, trend, what changed this week, notes.</summary>
public sealed class DetailsModel(InfluenceDbContext db, Viewer viewer, ClientEdits edits) : PageModel
{
    private const int SparklineDays = 90;

    /// <summary>An account, its own score and what it brings; null where it has no score.</summary>
    public sealed record AccountShare(ClientAccountRow Account, Score? Score, ClientShare? Share);

    public Client Client { get; private set; } = new() { Name = "" };
    public string KeptBy { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public ClientScore? Score { get; private set; }
    public IReadOnlyList<AccountShare> Accounts { get; private set; } = [];
    public IReadOnlyList<ClientMove> Moves { get; private set; } = [];
    public IReadOnlyList<ClientCause> Causes { get; private set; } = [];
    public ClientTrend Trend { get; private set; } = ClientTrend.Empty;
    public TrendRange Range { get; private set; } = TrendRange.Usual;
    public IReadOnlyList<string> Flags { get; private set; } = [];

    /// <summary>Patterns seen at its accounts and not explained.</summary>
    public IEnumerable<PatternFlags.Flag> Patterns { get; private set; } = [];

    /// <summary>Moments of the history that are combined, and all of them; null where the history is complete.</summary>
    public (int Done, int All)? Combining { get; private set; }

    public string Name => Words.Plain(Client.Name, 120) ?? "no name";

    public IReadOnlyList<double> PartPoints => Score is null ? [] : Words.RoundToSum(Score.Value, 1,
        Model.TrueReachWeight * Score.TrueReachIndex, Model.AmplificationWeight * Score.AmplificationIndex, Model.NetworkImpactWeight * Score.NetworkImpactIndex);

    /// <summary>Points of each account, rounded so that they sum to the score as it is shown.</summary>
    public IReadOnlyList<double> SharePoints => Score is null ? [] : Words.RoundToSum(Score.Value, 1, [.. Accounts.Select(a => a.Share?.Points ?? 0)]);

    public static ScoreModel Model => ScoreModel.Current;

    public ClientTrend TrendInRange => Range.Days is { } days && Run is not null ? Trend.From(Run.AsOf.AddDays(-days)) : Trend;

    public async Task<IActionResult> OnGetAsync(int id, string? days, CancellationToken cancel)
    {
        if (TrendRange.FindOrNull(days) is not { } range)
            return this.BadQuery($"In the address, days must be one of {Words.List([.. TrendRange.All.Select(r => r.Key)])}, not “{Words.Plain(days, 40)}”.");
        if (await VisibleClients.All(db, viewer).AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } client)
            return this.NoSuchClient();
        (Client, Range) = (client, range);
        KeptBy = await KeeperModel.KeeperOfAsync(db, viewer, client.OwnerId, cancel);
        List<ClientAccountRow> accounts = [.. (await ClientAccounts.ReadAsync(db, [id], cancel))[id]];
        Accounts = [.. accounts.Select(a => new AccountShare(a, null, null))];
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        if (Run is null)
            return Page();
        if (accounts.Count > 0 && client.HistoryScoredAt != client.AccountsChangedAt)
            Combining = (await db.ClientScores.CountAsync(s => s.ClientId == id, cancel), await db.ScoreRuns.CountAsync(r => r.Model == Model.Version, cancel));
        var ids = accounts.Select(a => a.AccountId).ToList();
        var scores = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == Run.Id && ids.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId, cancel);
        var shares = await db.ClientShares.AsNoTracking().Where(s => s.ScoreRunId == Run.Id && s.ClientId == id).ToDictionaryAsync(s => s.AccountId, cancel);
        Accounts = [.. accounts.Select(a => new AccountShare(a, scores.GetValueOrDefault(a.AccountId), shares.GetValueOrDefault(a.AccountId)))];
        Trend = await ClientTrend.ReadAsync(db, id, Run, Range.Days is { } d ? Math.Max(d, SparklineDays) : null, cancel);
        Score = await db.ClientScores.AsNoTracking().FirstOrDefaultAsync(s => s.ClientId == id && s.ScoreRunId == Run.Id, cancel);
        Flags = [.. ClientFlags.Of(Score, shares.Count, accounts, Run)];
        Patterns = (await PatternFlags.ReadAsync(db, Run, ids, cancel)).SelectMany(f => f);
        if (Score is null)
            return Page();
        Moves = await ClientChange.ReadMovesAsync(db, Run, Score, [7, 30, 90], cancel);
        if ((await ClientChange.FindEarlierAsync(db, Run, Score, 7, cancel)).Score is { } weekAgo)
            Causes = ClientChange.Causes(weekAgo, Score);
        return Page();
    }

    [Audited(AuditActions.ClientChanged, "id")]
    public async Task<IActionResult> OnPostNotesAsync(int id, string? notes, CancellationToken cancel)
    {
        if (notes?.Length > Client.MaxNotes)
            return this.BadQuery($"The notes are too long: {Words.Count(Client.MaxNotes)} characters at most.");
        return await edits.ChangeNotesAsync(id, string.IsNullOrWhiteSpace(notes) ? null : notes.Trim(), cancel) == 0 ? this.NoSuchClient() : Redirect($"/clients/{id}#notes");
    }

    public Sparkline? Spark(string tone, string what, Func<ClientScore, double> value) =>
        Run is null ? null : Trend.Spark(tone, $"{what} over {SparklineDays} days", Run.AsOf.AddDays(-SparklineDays), Run.AsOf, value);

    public string Link(TrendRange range) => $"/clients/{Client.Id}{(range == TrendRange.Usual ? "" : "?days=" + range.Key)}#trend";
}
