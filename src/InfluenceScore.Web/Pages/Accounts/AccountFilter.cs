using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>Which accounts the list shows: what was searched for, and on which network.</summary>
public sealed record AccountFilter(string? Search, string? Network)
{
    public const int MaxSearchLength = 100;

    public bool IsEmpty => Search is null && Network is null;

    /// <summary>Cleans what came with the address: no control characters, at most <see cref="MaxSearchLength"/> characters, blank = none.</summary>
    public static AccountFilter Of(string? search, string? network) =>
        new(Words.Plain(search, MaxSearchLength)?.TrimEnd('…'), string.IsNullOrWhiteSpace(network) ? null : network.Trim().ToLowerInvariant());

    /// <summary>Accounts that the viewer sees and whose handle, name or newest known place holds the search text (case of A–Z does not matter); "x:abc" asks for handles on X.</summary>
    /// <param name="many">As in <see cref="AccountSearch.Holding"/>.</param>
    public IQueryable<Account> Apply(InfluenceDbContext db, Viewer viewer, bool many = false)
    {
        var accounts = db.Accounts.AsNoTracking().VisibleTo(db, viewer);
        if (Network is { } network)
            accounts = accounts.Where(a => a.Network == network);
        return Search is null ? accounts : accounts.Holding(db, Search, many);
    }
}
