using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;

namespace InfluenceScore.Data.Clients;

/// <summary>
/// Which clients somebody sees: the one rule, in one place. Everything that shows or changes clients starts from here; a test forbids any other way.
/// An admin sees all of them, a consultant their own, anybody else none.
/// </summary>
public static class VisibleClients
{
    /// <summary>The clients that are there.</summary>
    public static IQueryable<Client> All(InfluenceDbContext db, Viewer viewer) => Mine(db, viewer).Where(c => c.DeletedAt == null);

    /// <summary>The deleted ones that can still be taken back.</summary>
    public static IQueryable<Client> Deleted(InfluenceDbContext db, Viewer viewer) => Mine(db, viewer).Where(c => c.DeletedAt != null);

    /// <summary>The letterhead that the viewer writes: a consultant's own, an admin's is the house's.</summary>
    public static IQueryable<Letterhead> Letterheads(InfluenceDbContext db, Viewer viewer)
    {
        var owner = LetterheadOwner(viewer);
        return db.Letterheads.Where(l => l.OwnerId == owner);
    }

    public static int? LetterheadOwner(Viewer viewer) => viewer.SeesEverything ? null : viewer.UserId ?? 0;

    /// <summary>What stands over a client's reports, first choice first: the letterhead of whoever keeps the client, then the house's.</summary>
    public static IQueryable<Letterhead> LetterheadsOf(InfluenceDbContext db, Client client)
    {
        var owner = client.OwnerId;
        return db.Letterheads.Where(l => l.OwnerId == owner || l.OwnerId == null).OrderBy(l => l.OwnerId == null);
    }

    private static IQueryable<Client> Mine(InfluenceDbContext db, Viewer viewer)
    {
        if (viewer.SeesEverything)
            return db.Clients;
        var keeps = viewer.Role == Role.Consultant ? viewer.UserId ?? 0 : 0;
        return db.Clients.Where(c => c.OwnerId == keeps);
    }
}
