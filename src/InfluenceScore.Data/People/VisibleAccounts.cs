using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.People;

/// <summary>
/// Which accounts somebody sees: the one rule, in one place, for pages, files, the API and everything to come. An admin sees all; a consultant those of
/// their own clients and those given to them; a marketer those given to them. An account that somebody does not see answers as one that does not exist.
/// Other accounts still show by name where they are evidence (who acted, who lives where), without a link.
/// </summary>
public static class VisibleAccounts
{
    /// <summary>Of these accounts the ones that the viewer sees.</summary>
    public static IQueryable<Account> VisibleTo(this IQueryable<Account> accounts, InfluenceDbContext db, Viewer viewer)
    {
        if (viewer.SeesEverything)
            return accounts;
        var ids = Ids(db, viewer);
        return accounts.Where(a => ids.Contains(a.Id));
    }

    /// <summary>Of these ids the ones that the viewer sees: what a page may link to.</summary>
    public static async Task<HashSet<int>> AmongAsync(InfluenceDbContext db, Viewer viewer, IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        var asked = ids.ToHashSet();
        if (viewer.SeesEverything || asked.Count == 0)
            return asked;
        asked.IntersectWith(await Ids(db, viewer).ToListAsync(cancellationToken));
        return asked;
    }

    private static IQueryable<int> Ids(InfluenceDbContext db, Viewer viewer)
    {
        var id = viewer.UserId;
        var given = db.UserAccounts.Where(g => g.UserId == id).Select(g => g.AccountId);
        return viewer.Role == Role.Consultant
            ? given.Union(db.Clients.Where(c => c.OwnerId == id && c.DeletedAt == null).Join(db.ClientAccounts, c => c.Id, a => a.ClientId, (c, a) => a.AccountId))
            : given;
    }
}
