using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Sources;
using InfluenceScore.Web.Api.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Runs;

/// <summary>Fetching accounts from their networks: the same runs as the admin page's.</summary>
internal static class RunsApi
{
    private const string Address = "/api/v1/ingestion/runs";
    private const int LogLines = 200;

    public static void MapRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/ingestion/runs").WithTags("Ingestion").RequireAuthorization(Security.Policies.Admin);
        runs.MapPost("", StartAsync).WithName("start_runs").NeedsScope(ApiScopes.Ingest).Fails(400, 409, 415, 422);
        runs.MapGet("", ListAsync).WithName("list_runs").Fails(400, 404);
        runs.MapGet("/{id}", DetailsAsync).WithName("get_run").Fails(404);
    }

    /// <summary>Fetches one account, or all tracked ones</summary>
    /// <remarks>Answers at once; the runs are worked in the background. Where an account has a run that is not over, that one is answered. Location names the run, or the list where there are several.</remarks>
    internal static async Task<Results<Accepted<StartedRuns>, ProblemHttpResult>> StartAsync(
        InfluenceDbContext db, Viewer viewer, AuditLog audit, SourceCatalog sources, TimeProvider clock, StartRun body, CancellationToken cancel)
    {
        if (body.Account is null != body.All)
            return ApiProblem.Unprocessable("account", "Say either { \"account\": \"network:handle\" } or { \"all\": true }.");
        var accounts = new List<Account>();
        if (body.Account is { } text)
        {
            if (!AccountKey.TryParse(text, out var key) || key.Handle.Length > AccountKey.MaxHandleLength || key.Handle.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
                return ApiProblem.Unprocessable("account", $"account must be network:handle, such as bluesky:alice.example, not “{Pages.Words.Plain(text, 80)}”.");
            if (sources.FindOrNull(key.Network) is not { } source)
                return ApiProblem.Unprocessable("account", $"There is no source for the network “{Pages.Words.Plain(key.Network, 40)}”; there are {Pages.Words.List([.. sources.All.Select(s => s.Network)])}.");
            if (source.NotConfiguredReason is { } missing)
                return ApiProblem.Unprocessable("account", missing);
            try
            {
                accounts.Add(await RunQueue.TrackAsync(db, key, cancel));
            }
            catch (InfluenceScoreException e)
            {
                return ApiProblem.Conflict(e.Message);
            }
        }
        else
        {
            var networks = sources.All.Where(s => s.NotConfiguredReason is null).Select(s => s.Network).ToList();
            accounts = await db.Accounts.Where(a => a.Tracked && networks.Contains(a.Network)).OrderBy(a => a.Id).ToListAsync(cancel);
        }
        var runs = new List<RunAnswer>();
        foreach (var account in accounts)
            runs.Add(RunAnswer.Of(await RunQueue.EnqueueAsync(db, account, viewer.Name, clock, cancel), $"{account.Network}:{account.Handle}"));
        await audit.WriteAsync(AuditActions.RunQueued, body.Account is null ? "all tracked accounts" : runs[0].Account, "through the API", cancel);
        return TypedResults.Accepted(runs is [var only] ? $"{Address}/{only.Id}" : Address, new StartedRuns { Runs = runs });
    }

    /// <summary>All runs, newest first</summary>
    /// <param name="status">Only runs in this state: queued, running, waiting, done, failed or cancelled.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="page_size">Runs a page: 1 to 200, 50 where nothing is said.</param>
    internal static async Task<Results<Ok<RunList>, ProblemHttpResult>> ListAsync(HttpContext http, InfluenceDbContext db, string? status, string? page, string? page_size, CancellationToken cancel)
    {
        var (paging, problem) = Paging.Read(page, page_size);
        if (problem is not null)
            return problem;
        var rows = Rows(db);
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.TryParse<RunStatus>(status, ignoreCase: true, out var wanted) || char.IsDigit(status[0]))
                return ApiProblem.BadRequest("status", $"status must be one of {Pages.Words.List([.. Enum.GetNames<RunStatus>().Select(n => n.ToLowerInvariant())])}, not “{Pages.Words.Plain(status, 40)}”.");
            rows = rows.Where(r => r.Run.Status == wanted);
        }
        var total = await rows.CountAsync(cancel);
        if (paging.PastEndOrNull(total) is { } past)
            return past;
        paging.AddLinks(http, total);
        var shown = await rows.OrderByDescending(r => r.Run.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancel);
        return TypedResults.Ok(new RunList { Total = total, Page = paging.Number, PageSize = paging.Size, Runs = [.. shown.Select(r => RunAnswer.Of(r.Run, $"{r.Network}:{r.Handle}"))] });
    }

    /// <summary>One run with the end of its log</summary>
    /// <param name="id">Number of the run.</param>
    internal static async Task<Results<Ok<RunDetails>, ProblemHttpResult>> DetailsAsync(InfluenceDbContext db, string id, CancellationToken cancel)
    {
        if (!int.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            || await Rows(db).FirstOrDefaultAsync(r => r.Run.Id == number, cancel) is not { } row)
            return ApiProblem.NotFound($"There is no run “{Pages.Words.Plain(id, 40)}”.");
        var log = await db.IngestionRunLines.AsNoTracking().Where(l => l.RunId == number).OrderByDescending(l => l.Id).Take(LogLines).Select(l => new RunLine(l.At, l.Sentence)).ToListAsync(cancel);
        log.Reverse();
        return TypedResults.Ok(new RunDetails { Run = RunAnswer.Of(row.Run, $"{row.Network}:{row.Handle}"), Log = log });
    }

    // Initialised, not constructed: EF Core sees through the one and not through the other.
    private sealed record Row
    {
        public required IngestionRun Run { get; init; }
        public required string Network { get; init; }
        public required string Handle { get; init; }
    }

    private static IQueryable<Row> Rows(InfluenceDbContext db) =>
        from r in db.IngestionRuns.AsNoTracking()
        join a in db.Accounts on r.AccountId equals (int?)a.Id
        select new Row { Run = r, Network = a.Network, Handle = a.Handle };
}
