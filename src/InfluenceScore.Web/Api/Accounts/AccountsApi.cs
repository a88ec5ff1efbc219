using InfluenceScore.Data;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Pages.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Accounts;

/// <summary>Accounts, their scores over time, and what these are made of.</summary>
internal static class AccountsApi
{
    private const int LongestSort = 40;

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapGet("", ListAsync).WithName("list_accounts").Fails(400, 404);
        accounts.MapGet("/{network}/{handle}", DetailsAsync).WithName("get_account").Fails(404);
        accounts.MapGet("/{network}/{handle}/history", HistoryAsync).WithName("get_history").Fails(400, 404);
        accounts.MapGet("/{network}/{handle}/explanation", ExplanationAsync).WithName("get_explanation").Fails(400, 404, 409, 503);
        accounts.MapGet("/{network}/{handle}/audience", AudienceAsync).WithName("get_audience").Fails(404);
    }

    /// <summary>The accounts that you may see, those with a score first</summary>
    /// <param name="search">Part of a handle, a name or a place, at most 100 characters; “x:abc” asks for handles on X.</param>
    /// <param name="network">Only accounts of this network.</param>
    /// <param name="sort">score (default), change, fall, reach, amplification, impact or name.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="page_size">Accounts a page: 1 to 200, 50 where nothing is said.</param>
    internal static async Task<Results<Ok<AccountList>, ProblemHttpResult>> ListAsync(
        HttpContext http, InfluenceDbContext db, Viewer viewer, Pages.StoreCache cache, string? search, string? network, string? sort, string? page, string? page_size, CancellationToken cancel)
    {
        var (paging, problem) = Paging.Read(page, page_size);
        if (problem is not null)
            return problem;
        if (AccountSort.FindOrNull(sort) is not { } order)
            return ApiProblem.BadRequest("sort", $"sort must be one of {Pages.Words.List([.. AccountSort.All.Select(s => s.Key)])}, not “{Pages.Words.Plain(sort, LongestSort)}”.");
        if (search?.Length > AccountFilter.MaxSearchLength)
            return ApiProblem.BadRequest("search", $"search takes at most {AccountFilter.MaxSearchLength} characters, not {search.Length}.");
        var run = await Pages.Runs.FindShownOrNullAsync(db, cancel);
        var weekAgo = run is null ? null : await Pages.Runs.FindEarlierOrNullAsync(db, run, 7, cancel);
        var query = new AccountListQuery(db, viewer, run, weekAgo, AccountFilter.Of(search, network));
        var length = await query.CountAsync(cache, cancel);
        if (paging.PastEndOrNull(length.All) is { } past)
            return past;
        var ids = await query.ListIdsAsync(order, length, paging.Skip, paging.Size, cancel);
        paging.AddLinks(http, length.All);
        return TypedResults.Ok(new AccountList
        {
            AsOf = run?.AsOf,
            Model = run?.Model,
            Total = length.All,
            Scored = length.Scored,
            Page = paging.Number,
            PageSize = paging.Size,
            Accounts = await AccountReader.ListAsync(db, ids, run, weekAgo, cancel),
        });
    }

    /// <summary>One account with its newest score and profile, and how the score moved</summary>
    /// <param name="network">x, bluesky, mastodon, or what a bundle calls it.</param>
    /// <param name="handle">The handle, with or without a leading @; a slash in it is written %2F.</param>
    internal static async Task<Results<Ok<AccountDetails>, ProblemHttpResult>> DetailsAsync(HttpContext http, InfluenceDbContext db, string network, string handle, CancellationToken cancel)
    {
        var key = Asked.Account(network, handle);
        return await FindAsync(http, db, key, cancel) is { } id ? TypedResults.Ok(await AccountReader.DetailsAsync(db, id, cancel)) : ApiProblem.NoSuchAccount(key);
    }

    /// <summary>The scores of one account over time, oldest first</summary>
    /// <param name="network">x, bluesky, mastodon, or what a bundle calls it.</param>
    /// <param name="handle">The handle; a slash in it is written %2F.</param>
    /// <param name="from">First moment, ISO 8601 UTC; a day alone is its beginning. All history where nothing is said.</param>
    /// <param name="to">Last moment, included.</param>
    internal static async Task<Results<Ok<AccountHistory>, ProblemHttpResult>> HistoryAsync(
        HttpContext http, InfluenceDbContext db, string network, string handle, string? from, string? to, CancellationToken cancel)
    {
        var key = Asked.Account(network, handle);
        if (await FindAsync(http, db, key, cancel) is not { } id)
            return ApiProblem.NoSuchAccount(key);
        var (first, last, problem) = Asked.Span(from, to);
        return problem is not null ? problem : TypedResults.Ok(await AccountReader.HistoryAsync(db, id, key, first, last, cancel));
    }

    /// <summary>A score taken apart to the last digit, or why it changed between two moments</summary>
    /// <remarks>
    /// The same JSON as the verb `export explanation` writes. Without from and to: the ledger of the newest score. With both: the change statement. It is made anew from the
    /// facts; where these are still being read the answer is 503 with Retry-After.
    /// </remarks>
    /// <param name="network">x, bluesky, mastodon, or what a bundle calls it.</param>
    /// <param name="handle">The handle; a slash in it is written %2F.</param>
    /// <param name="from">The earlier moment, ISO 8601 UTC.</param>
    /// <param name="to">The later moment.</param>
    internal static async Task<Results<Ok<Explanation>, ProblemHttpResult>> ExplanationAsync(
        HttpContext http, InfluenceDbContext db, Explanations explanations, string network, string handle, string? from, string? to, CancellationToken cancel)
    {
        var key = Asked.Account(network, handle);
        if (await FindAsync(http, db, key, cancel) is not { } id)
            return ApiProblem.NoSuchAccount(key);
        var (first, last, problem) = Asked.Span(from, to);
        if (problem is not null)
            return problem;
        if (first is null != last is null)
            return ApiProblem.BadRequest(first is null ? "from" : "to", "A change statement needs both from and to; without them the answer is the ledger of the newest score.");
        try
        {
            var explanation = first is { } f && last is { } l ? await explanations.ChangeAsync(db, key, f, l, cancel)
                : await Pages.Runs.FindShownOrNullAsync(db, cancel) is { } run ? await explanations.LedgerAsync(db, id, key, run, cancel)
                : throw new InfluenceScoreException("There are no scores yet.");
            if (explanation is not null)
                return TypedResults.Ok(explanation);
        }
        catch (InfluenceScoreException e)
        {
            return ApiProblem.Conflict(e.Message);
        }
        http.Response.Headers.RetryAfter = "10";
        return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "The facts are still being read; ask again in a few seconds.");
    }

    /// <summary>The people around one account, as of its newest score</summary>
    /// <param name="network">x, bluesky, mastodon, or what a bundle calls it.</param>
    /// <param name="handle">The handle; a slash in it is written %2F.</param>
    internal static async Task<Results<Ok<AccountAudienceAnswer>, ProblemHttpResult>> AudienceAsync(HttpContext http, InfluenceDbContext db, string network, string handle, CancellationToken cancel)
    {
        var key = Asked.Account(network, handle);
        return await FindAsync(http, db, key, cancel) is { } id
            ? TypedResults.Ok(await AccountAudienceAnswer.ReadAsync(db, id, key, await Pages.Runs.FindShownOrNullAsync(db, cancel), cancel))
            : ApiProblem.NoSuchAccount(key);
    }

    /// <summary>The account's id; null where it is not known or not the reader's to see.</summary>
    private static async Task<int?> FindAsync(HttpContext http, InfluenceDbContext db, AccountKey key, CancellationToken cancel) =>
        await ApiReader.Accounts(http, db).Where(a => a.Network == key.Network && a.Handle == key.Handle).Select(a => (int?)a.Id).FirstOrDefaultAsync(cancel);
}
