using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Clients;

/// <summary>Makes, finds and ends share links; of a <see cref="LinkToken"/> the hash alone is stored.</summary>
public sealed class ShareLinks(InfluenceDbContext db, TimeProvider clock)
{
    /// <summary>Days after which a link may expire.</summary>
    public static readonly IReadOnlyList<int> Lifetimes = [7, 30, 90];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The token: shown once, and never again.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the <see cref="Lifetimes"/>.</exception>
    public async Task<string> CreateAsync(int clientId, string title, string content, byte[]? logo, string? logoType, int days, CancellationToken cancellationToken = default)
    {
        if (!Lifetimes.Contains(days))
            throw new ArgumentOutOfRangeException(nameof(days), days, "A link lives as long as the list says.");
        var token = LinkToken.Make();
        var now = Now;
        db.Add(new ShareLink
        {
            ClientId = clientId,
            TokenHash = LinkToken.Hash(token),
            Title = title,
            Content = content,
            Logo = logo,
            LogoType = logoType,
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>The open link of that token; null where it was never made, has expired, was ended, or its client is deleted: nobody learns which.</summary>
    public async Task<ShareLink?> FindOpenOrNullAsync(string? token, CancellationToken cancellationToken = default)
    {
        if (LinkToken.HashOrNull(token) is not { } hash)
            return null;
        var now = Now;
        return await db.ShareLinks.AsNoTracking()
            .FirstOrDefaultAsync(l => l.TokenHash == hash && l.RevokedAt == null && l.ExpiresAt > now && db.Clients.Any(c => c.Id == l.ClientId && c.DeletedAt == null), cancellationToken);
    }

    public Task CountOpeningAsync(int id, CancellationToken cancellationToken = default) => db.ShareLinks.Where(l => l.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(l => l.Opened, l => l.Opened + 1).SetProperty(l => l.LastOpenedAt, Now), cancellationToken);

    /// <returns>False where the client has no such open link.</returns>
    public async Task<bool> EndAsync(int clientId, int id, CancellationToken cancellationToken = default) =>
        await db.ShareLinks.Where(l => l.Id == id && l.ClientId == clientId && l.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.RevokedAt, Now), cancellationToken) > 0;
}
