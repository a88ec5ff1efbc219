using InfluenceScore.Data;
using InfluenceScore.Web.Api.Accounts;
using InfluenceScore.Web.Pages.Compare;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Comparing;

/// <summary>Accounts side by side.</summary>
public sealed record ComparisonAnswer
{
    /// <summary>The moment that the scores speak of. Null before the first scoring.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Version of the model.</summary>
    public string? Model { get; init; }

    /// <summary>The accounts in the order asked for.</summary>
    public required IReadOnlyList<AccountScore> Accounts { get; init; }

    /// <summary>Is the upper account really above the lower one? One question for each two neighbours in the order of scores.</summary>
    public required IReadOnlyList<ComparisonQuestion> Questions { get; init; }
}

/// <summary>Two neighbours in the order of scores.</summary>
/// <param name="Upper">Key of the account with the higher score.</param>
/// <param name="Lower">Key of the other.</param>
/// <param name="Probability">That the first is really above the second, 0.5 to 1.</param>
/// <param name="InWords">The same in words.</param>
public sealed record ComparisonQuestion(string Upper, string Lower, double Probability, string InWords);

internal static class CompareApi
{
    public static void MapCompare(this RouteGroupBuilder api) => api.MapGet("/compare", CompareAsync).WithTags("Accounts").WithName("compare_accounts").Fails(400, 404, 409);

    /// <summary>Two to six accounts side by side, and how sure their order is</summary>
    /// <param name="account">Keys of the accounts, network:handle; the parameter is repeated.</param>
    internal static async Task<Results<Ok<ComparisonAnswer>, ProblemHttpResult>> CompareAsync(HttpContext http, InfluenceDbContext db, string[] account, CancellationToken cancel)
    {
        var keys = new List<AccountKey>();
        foreach (var text in account)
        {
            if (!AccountKey.TryParse(text, out var key))
                return ApiProblem.BadRequest("account", $"account must be network:handle, such as x:crumbtide, not “{Pages.Words.Plain(text, 80)}”.");
            if (!keys.Contains(key))
                keys.Add(key);
        }
        if (keys.Count is < CompareView.Least or > CompareView.Most)
            return ApiProblem.BadRequest("account", $"Name {CompareView.Least} to {CompareView.Most} different accounts, each with account=network:handle; this request names {keys.Count}.");
        foreach (var key in keys)
        {
            if (!await ApiReader.Accounts(http, db).AnyAsync(a => a.Network == key.Network && a.Handle == key.Handle, cancel))
                return ApiProblem.NoSuchAccount(key);
        }
        var (view, _) = CompareView.Read([.. keys.Select(k => k.ToString())], null, null, null);
        var comparison = await Comparison.ReadAsync(db, http.Viewer(), view, cancel);
        if (comparison.Columns.Count < keys.Count)
            return ApiProblem.Conflict(comparison.Faults is [var first, ..] ? first : "One of these accounts has no score yet.");
        var weekAgo = await Pages.Runs.FindEarlierOrNullAsync(db, comparison.Run!, 7, cancel);
        return TypedResults.Ok(new ComparisonAnswer
        {
            AsOf = comparison.Run!.AsOf,
            Model = comparison.Run.Model,
            Accounts = await AccountReader.ListAsync(db, [.. comparison.Columns.Select(c => c.Id)], comparison.Run, weekAgo, cancel),
            Questions = [.. comparison.Neighbours().Select(q => new ComparisonQuestion(q.Upper.Key.ToString(), q.Lower.Key.ToString(), q.Probability, Above.InWords(q.Probability)))],
        });
    }
}
