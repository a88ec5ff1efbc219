using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Demo;

/// <summary>What <see cref="DemoSeed.FillAsync"/> did.</summary>
/// <param name="Filled">False where the database already held facts and was left alone.</param>
/// <param name="AsOf">Where the demo world ends: score as of here, and of the days before.</param>
/// <param name="Sentence">The same for a person to read.</param>
public sealed record DemoFilling(bool Filled, DateTime AsOf, string Sentence);

/// <summary>Fills an empty database with the demo world. Scoring it is left to the caller.</summary>
public static class DemoSeed
{
    /// <param name="db">A migrated database. One that knows any account is left alone.</param>
    /// <param name="asOf">Any moment of the day that the demo ends with.</param>
    /// <param name="clock">Says what the future is; the system's unless given.</param>
    /// <exception cref="InfluenceScoreException">The database can't be written; then nothing was stored.</exception>
    public static async Task<DemoFilling> FillAsync(InfluenceDbContext db, DateTime asOf, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        if (await db.Accounts.AnyAsync(cancellationToken))
            return new(false, asOf.Date, "The database holds accounts already, so the demo world was left out of it.");

        var world = DemoWorld.Generate(asOf);
        await using (var ingestor = await Ingestor.BeginAsync(db, clock ?? TimeProvider.System, cancellationToken))
        {
            Store(world.Profiles, ingestor.Take, cancellationToken);
            Store(world.Posts, ingestor.Take, cancellationToken);
            Store(world.Interactions, ingestor.Take, cancellationToken);
            Store(world.Follows, ingestor.Take, cancellationToken);
            ingestor.Flush();
            await TrackAsync(world, db, cancellationToken);
            await AddPlacesAsync(db, cancellationToken);
            await ingestor.CommitAsync(cancellationToken);
        }
        return new(true, world.AsOf, $"The demo world is stored: {world.Posts.Count:N0} posts and {world.Interactions.Count:N0} interactions in {DemoWorld.Days} days.");
    }

    private static void Store<T>(IEnumerable<T> records, Func<T, string?> take, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (take(record) is { } reason)
                throw new InfluenceScoreException($"The demo world can't be stored: {reason}, in {record}.");
        }
    }

    private static async Task AddPlacesAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        foreach (var place in DemoMap.Places)
            db.CustomPlaces.Add(new() { Name = place.Name, OtherNames = place.OtherNames, Latitude = place.Latitude, Longitude = place.Longitude, Population = place.Population });
        // Its profile names two towns; the one that it shares with the bakery is where they compete.
        var home = DemoMap.Places[0];
        foreach (var rival in await db.Accounts.AsNoTracking().Where(a => a.Network == "x" && a.Handle == "sheafmoor").Select(a => a.Id).ToListAsync(cancellationToken))
            db.AccountHomes.Add(new() { AccountId = rival, Name = home.Name, Latitude = home.Latitude, Longitude = home.Longitude, RadiusKilometres = AccountHome.DefaultRadiusKilometres, SetAt = DateTime.UnixEpoch });
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    /// <summary>Inside the ingestor's transaction, so that the world is there whole or not at all.</summary>
    private static async Task TrackAsync(DemoWorld world, InfluenceDbContext db, CancellationToken cancellationToken)
    {
        foreach (var network in world.Tracked.GroupBy(key => key[..key.IndexOf(':', StringComparison.Ordinal)], key => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]))
        {
            var handles = network.ToArray();
            await db.Accounts.Where(a => a.Network == network.Key && handles.Contains(a.Handle))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true), cancellationToken);
        }
    }
}
