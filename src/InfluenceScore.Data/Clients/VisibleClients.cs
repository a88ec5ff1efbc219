using InfluenceScore.Data.Entities;

namespace InfluenceScore.Data.Clients;

/// <summary>
/// Which clients somebody sees: the one rule, in one place. Everything that shows or changes clients starts from here; a test forbids any other way.
/// Until people sign in, everybody sees all of them.
/// </summary>
public static class VisibleClients
{
    /// <summary>The clients that are there.</summary>
    public static IQueryable<Client> All(InfluenceDbContext db) => Mine(db).Where(c => c.DeletedAt == null);

    /// <summary>The deleted ones that can still be taken back.</summary>
    public static IQueryable<Client> Deleted(InfluenceDbContext db) => Mine(db).Where(c => c.DeletedAt != null);

    /// <summary>Letterheads are personal, under the same rule.</summary>
    public static IQueryable<Letterhead> Letterheads(InfluenceDbContext db) => db.Letterheads.Where(l => l.OwnerId == null);

    private static IQueryable<Client> Mine(InfluenceDbContext db) => db.Clients.AsQueryable();
}
