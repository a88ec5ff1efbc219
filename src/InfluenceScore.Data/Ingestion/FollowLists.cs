using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// Turns lists of followers, which have no times, into intervals and events. Only a list that one run has read from its first page to its last, with nothing left out,
/// says who is new and who is missing; the first such list of an account is the start and makes no events. The time of an event is the time of observation.
/// </summary>
public static class FollowLists
{
    /// <summary>Handles of those who would be missing if this page completes its list; empty where it does not.</summary>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(InfluenceDbContext db, string network, FollowListPart part, int runId, CancellationToken cancellationToken)
    {
        var owner = await db.Accounts.Where(a => a.Network == network && a.Handle == AccountKey.NormalizeHandle(part.Owner)).Select(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        if (!part.Complete || owner == 0 || (!part.First && !await IsReadByAsync(db, owner, part.Direction, runId, cancellationToken)))
            return [];
        var here = part.Members.Select(AccountKey.NormalizeHandle).ToHashSet(StringComparer.Ordinal);
        var unseen = await Unseen(db, owner, part.Direction, runId).Join(db.Accounts, l => l.MemberId, a => a.Id, (l, a) => new { a.Handle, a.NetworkUserId }).ToListAsync(cancellationToken);

        // A DID still names an account that has changed its handle since.
        return unseen.Where(a => !here.Contains(a.Handle))
            .Select(a => a.NetworkUserId?.StartsWith("did:", StringComparison.Ordinal) == true ? a.NetworkUserId : a.Handle).ToList();
    }

    /// <summary>Stores a page of a list inside the ingestor's transaction.</summary>
    /// <param name="gone">Of those missing, who is no longer shown by the network; null = not known, then nobody has unfollowed yet.</param>
    /// <returns>Follow and unfollow events that were new, and a sentence for the log where a list was not believed.</returns>
    internal static async Task<(int Events, string? Sentence)> StoreAsync(
        InfluenceDbContext db, Ingestor ingestor, string network, FollowListPart part, int runId, IReadOnlyCollection<string>? gone, DateTime now, CancellationToken cancellationToken)
    {
        if (ingestor.FindOrAddAccountOrNull(network, part.Owner) is not { } owner)
            return (0, null);
        var direction = part.Direction;
        if (part.First)
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "FollowLists" ("OwnerId", "Direction", "RunId", "Shortfall") VALUES ({owner}, {(byte)direction}, {runId}, 0)
                ON CONFLICT ("OwnerId", "Direction") DO UPDATE SET "RunId" = {runId}
                """, cancellationToken);

        var time = new DateTimeOffset(now).ToUnixTimeMilliseconds();
        foreach (var member in part.Members)
        {
            if (ingestor.FindOrAddAccountOrNull(network, member) is not { } id)
                continue;

            // Who was gone is back, and never ceased to follow (3); who unfollowed begins anew (2).
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "FollowListings" AS l ("OwnerId", "Direction", "MemberId", "FirstSeen", "LastSeen", "LastRunId", "State")
                VALUES ({owner}, {(byte)direction}, {id}, {time}, {time}, {runId}, 1)
                ON CONFLICT ("OwnerId", "Direction", "MemberId") DO UPDATE SET
                    "FirstSeen" = CASE WHEN l."State" = 2 THEN excluded."FirstSeen" ELSE l."FirstSeen" END,
                    "LastSeen" = excluded."LastSeen", "LastRunId" = excluded."LastRunId", "State" = 1
                """, cancellationToken);
        }

        return part.Complete && await IsReadByAsync(db, owner, direction, runId, cancellationToken)
            ? await ConcludeAsync(db, network, owner, part, runId, gone, now, cancellationToken)
            : (0, null);
    }

    private static async Task<(int Events, string? Sentence)> ConcludeAsync(
        InfluenceDbContext db, string network, int owner, FollowListPart part, int runId, IReadOnlyCollection<string>? gone, DateTime now, CancellationToken cancellationToken)
    {
        var direction = part.Direction;
        var list = await db.FollowLists.AsNoTracking().SingleAsync(l => l.OwnerId == owner && l.Direction == direction, cancellationToken);
        var seen = await db.FollowListings.CountAsync(l => l.OwnerId == owner && l.Direction == direction && l.LastRunId == runId, cancellationToken);
        var shortfall = Math.Max(0, (part.Expected ?? seen) - seen);
        if (shortfall > (list.CompleteAt is null ? Math.Max(5, seen / 10) : list.Shortfall + (gone?.Count ?? 0)))
            return (0, $"The list of {part.Owner} ({direction}) shows {seen} accounts where the network counts {part.Expected}: taken as incomplete, so nobody is said to have unfollowed.");
        var events = 0;
        if (list.CompleteAt is { } before)
        {
            var appeared = await db.FollowListings.AsNoTracking()
                .Where(l => l.OwnerId == owner && l.Direction == direction && l.State == FollowListingState.Listed && l.FirstSeen > before).ToListAsync(cancellationToken);
            foreach (var listing in appeared)
                events += await AddEventAsync(db, listing, FollowEventKind.Follow, listing.FirstSeen, cancellationToken);
        }
        if (gone is not null)
        {
            var goneIds = await db.Accounts.Where(a => a.Network == network && (gone.Contains(a.Handle) || gone.Contains(a.NetworkUserId))).Select(a => a.Id).ToHashSetAsync(cancellationToken);
            foreach (var listing in await Unseen(db, owner, direction, runId).AsNoTracking().ToListAsync(cancellationToken))
            {
                var state = goneIds.Contains(listing.MemberId) ? FollowListingState.Gone : FollowListingState.Unfollowed;
                await db.FollowListings.Where(l => l.OwnerId == owner && l.Direction == direction && l.MemberId == listing.MemberId)
                    .ExecuteUpdateAsync(u => u.SetProperty(l => l.State, state), cancellationToken);
                if (state == FollowListingState.Unfollowed)
                    events += await AddEventAsync(db, listing, FollowEventKind.Unfollow, now, cancellationToken);
            }
        }
        await db.FollowLists.Where(l => l.OwnerId == owner && l.Direction == direction).ExecuteUpdateAsync(u => u.SetProperty(l => l.CompleteAt, now).SetProperty(l => l.Shortfall, shortfall), cancellationToken);
        return (events, null);
    }

    // Both accounts' lists show the same change, and the network may have told its exact time: one event is enough.
    private static async Task<int> AddEventAsync(InfluenceDbContext db, FollowListing listing, FollowEventKind kind, DateTime at, CancellationToken cancellationToken)
    {
        var (follower, followee) = listing.Direction == FollowDirection.Followers ? (listing.MemberId, listing.OwnerId) : (listing.OwnerId, listing.MemberId);
        var last = await db.FollowEvents.AsNoTracking().Where(f => f.FollowerId == follower && f.FolloweeId == followee)
            .OrderByDescending(f => f.At).Select(f => (FollowEventKind?)f.Event).FirstOrDefaultAsync(cancellationToken);
        if (last == kind)
            return 0;
        db.FollowEvents.Add(new FollowEvent { FollowerId = follower, FolloweeId = followee, Event = kind, At = at });
        await db.SaveChangesAsync(cancellationToken);
        return 1;
    }

    private static Task<bool> IsReadByAsync(InfluenceDbContext db, int owner, FollowDirection direction, int runId, CancellationToken cancellationToken) =>
        db.FollowLists.AnyAsync(l => l.OwnerId == owner && l.Direction == direction && l.RunId == runId, cancellationToken);

    private static IQueryable<FollowListing> Unseen(InfluenceDbContext db, int owner, FollowDirection direction, int runId) =>
        db.FollowListings.Where(l => l.OwnerId == owner && l.Direction == direction && l.State == FollowListingState.Listed && l.LastRunId != runId);
}
