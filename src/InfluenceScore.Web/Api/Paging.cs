using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace InfluenceScore.Web.Api;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Items a page.</param>
internal readonly record struct Paging(int Number, int Size)
{
    public const int UsualSize = 50, MostSize = 200;

    /// <summary>Beyond this nobody pages; deeper lists are what the export is for.</summary>
    private const int MostNumber = 1_000_000;

    public int Skip => (Number - 1) * Size;

    /// <returns>The page, or the problem with what was asked.</returns>
    public static (Paging Paging, ProblemHttpResult? Problem) Read(string? page, string? pageSize)
    {
        if (!TryNumber(page, 1, MostNumber, out var number))
            return (default, ApiProblem.BadRequest("page", $"page must be a whole number from 1 to {MostNumber}, not “{Pages.Words.Plain(page, 40)}”."));
        if (!TryNumber(pageSize, UsualSize, MostSize, out var size))
            return (default, ApiProblem.BadRequest("page_size", $"page_size must be a whole number from 1 to {MostSize}, not “{Pages.Words.Plain(pageSize, 40)}”."));
        return (new Paging(number, size), null);
    }

    /// <summary>The problem where the list ends earlier; null where it does not. The first page is always there.</summary>
    public ProblemHttpResult? PastEndOrNull(int total) => Number > LastNumber(total)
        ? ApiProblem.NotFound($"There is no page {Number}: this list of {total} ends with page {LastNumber(total)}.")
        : null;

    /// <summary>Sets the header Link (RFC 8288): first, prev, next and last page of the same request.</summary>
    public void AddLinks(HttpContext http, int total)
    {
        var last = LastNumber(total);
        List<(int Number, string Relation)> pages = [(1, "first")];
        if (Number > 1)
            pages.Add((Number - 1, "prev"));
        if (Number < last)
            pages.Add((Number + 1, "next"));
        pages.Add((last, "last"));
        http.Response.Headers.Link = string.Join(", ", pages.Select(p => $"<{Address(http.Request, p.Number)}>; rel=\"{p.Relation}\""));
    }

    private int LastNumber(int total) => Math.Max(1, (total + Size - 1) / Size);

    private static string Address(HttpRequest request, int number)
    {
        var query = new QueryBuilder(request.Query.Where(q => q.Key != "page").SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? "")))
        {
            { "page", number.ToString(CultureInfo.InvariantCulture) },
        };
        return request.PathBase + request.Path + query.ToString();
    }

    private static bool TryNumber(string? text, int usual, int most, out int number)
    {
        number = usual;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most);
    }
}
