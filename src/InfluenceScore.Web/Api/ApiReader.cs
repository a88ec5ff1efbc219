using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api;

/// <summary>Who asks, and what they may see.</summary>
internal static class ApiReader
{
    public static IQueryable<Account> Accounts(HttpContext http, InfluenceDbContext db) => db.Accounts.AsNoTracking().VisibleTo(db, http.Viewer());
}
