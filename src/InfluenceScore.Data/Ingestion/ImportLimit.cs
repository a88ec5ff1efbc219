using InfluenceScore.Data.Sources;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// Which rows of an import go in where somebody may speak of some accounts only (a consultant of one client's). A row is about the account whose score it can move:
/// the author of a post, the target of an act, either end of a follow, the owner of a profile. Profiles of others are refused: they would move everybody's scores.
/// </summary>
public sealed class ImportLimit(IReadOnlySet<AccountKey> accounts)
{
    /// <summary>The accounts of a client as they are now; none where it is not there any more.</summary>
    public static async Task<ImportLimit> OfClientAsync(InfluenceDbContext db, int clientId, int? ownerId, CancellationToken cancellationToken)
    {
        // Asked again when the import is worked: the client may have changed hands, or be gone.
        var keys = await db.Clients.Where(c => c.Id == clientId && c.DeletedAt == null && (ownerId == null || c.OwnerId == ownerId))
            .Join(db.ClientAccounts, c => c.Id, a => a.ClientId, (c, a) => a.AccountId)
            .Join(db.Accounts, id => id, a => a.Id, (id, a) => new { a.Network, a.Handle }).ToListAsync(cancellationToken);
        return new ImportLimit(keys.Select(k => new AccountKey(k.Network, k.Handle)).ToHashSet());
    }

    /// <summary>Why the record may not go in, or null.</summary>
    public string? ProblemOrNull(object? record) => record switch
    {
        ProfileRecord p => Has(p.Network, p.Handle) ? null : "the profile is not of an account of this client",
        PostRecord p => Has(p.Network, p.Author) ? null : "the post is not by an account of this client",
        InteractionRecord i => Has(i.Network, i.Target) ? null : "the act is not on an account of this client",
        FollowRecord f => Has(f.Network, f.Follower) || Has(f.Network, f.Followee) ? null : "neither end of the follow is an account of this client",
        _ => null,
    };

    /// <summary>Only a network itself, or an admin, says which stable id an account has: a wrong one would merge accounts.</summary>
    public static ProfileRecord WithoutIdentity(ProfileRecord record) => record with { NetworkUserId = null };

    private bool Has(string network, string handle) => accounts.Contains(new AccountKey(network.Trim().ToLowerInvariant(), AccountKey.NormalizeHandle(handle)));
}
