using System.Security.Cryptography;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.ApiKeys;

/// <summary>Makes, finds and revokes API keys.</summary>
public sealed class ApiKeyStore(InfluenceDbContext db, TimeProvider clock)
{
    /// <summary>Days after which a key may expire; 0: never.</summary>
    public static readonly IReadOnlyList<int> Lifetimes = [30, 90, 365, 0];

    /// <summary>Keys of one person that are not revoked, at most.</summary>
    public const int MostOfOne = 20;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The key: shown once, and never again.</returns>
    /// <exception cref="InfluenceScoreException">The name or the lifetime cannot be, or there are too many keys.</exception>
    public async Task<string> CreateAsync(int userId, string? name, ApiScopes scopes, int days, CancellationToken cancellationToken)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > ApiKey.MaxName || name.Any(char.IsControl))
            throw new InfluenceScoreException($"Give the key a name of at most {ApiKey.MaxName} characters, such as the program that will use it.");
        if (days is < 0 or > 3650)
            throw new InfluenceScoreException("A key expires after 1 to 3650 days, or never.");
        if (await db.ApiKeys.CountAsync(k => k.UserId == userId && k.RevokedAt == null, cancellationToken) >= MostOfOne)
            throw new InfluenceScoreException($"You have {MostOfOne} keys already; revoke one that is not used any more.");
        var (text, publicId) = ApiKeyText.Make();
        var now = Now;
        db.Add(new ApiKey
        {
            UserId = userId,
            PublicId = publicId,
            Hash = ApiKeyText.Hash(text),
            Name = name,
            Scopes = scopes,
            CreatedAt = now,
            ExpiresAt = days == 0 ? null : now.AddDays(days),
        });
        await db.SaveChangesAsync(cancellationToken);
        return text;
    }

    /// <summary>The key of that text with its owner, valid or not; null where there is none.</summary>
    public async Task<(ApiKey Key, User Owner)?> FindOrNullAsync(string text, CancellationToken cancellationToken)
    {
        if (ApiKeyText.PublicIdOrNull(text) is not { } id)
            return null;
        var found = await db.ApiKeys.AsNoTracking().Where(k => k.PublicId == id).Join(db.Users, k => k.UserId, u => u.Id, (key, owner) => new { key, owner }).FirstOrDefaultAsync(cancellationToken);
        // The index tells by time whether a public part exists, which is no secret; of the secret nothing is told.
        return found is not null && CryptographicOperations.FixedTimeEquals(found.key.Hash, ApiKeyText.Hash(text)) ? (found.key, found.owner) : null;
    }

    public Task<List<ApiKey>> ListAsync(int userId, CancellationToken cancellationToken) =>
        db.ApiKeys.AsNoTracking().Where(k => k.UserId == userId).OrderByDescending(k => k.RevokedAt == null).ThenByDescending(k => k.Id).ToListAsync(cancellationToken);

    /// <returns>False where the person has no such key that is still valid.</returns>
    public async Task<bool> RevokeAsync(int userId, int id, CancellationToken cancellationToken) =>
        await db.ApiKeys.Where(k => k.Id == id && k.UserId == userId && k.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, Now), cancellationToken) > 0;
}
