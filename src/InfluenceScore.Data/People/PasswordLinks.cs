using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.People;

/// <summary>Makes, finds and uses up links that let somebody choose a password. Of a <see cref="LinkToken"/> the hash alone is stored.</summary>
public sealed class PasswordLinks(InfluenceDbContext db, TimeProvider clock)
{
    /// <summary>How long an invitation or a new password link, and the link of the first start, can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7), SetUpLifetime = TimeSpan.FromHours(24);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Makes a link and ends an earlier one for the same person.</summary>
    /// <param name="userId">Whose password; null for the set-up of the first admin.</param>
    /// <returns>The token: shown once, and never again.</returns>
    public async Task<string> MakeAsync(int? userId, int? createdBy, CancellationToken cancellationToken = default)
    {
        var token = LinkToken.Make();
        var now = Now;
        await db.PasswordLinks.Where(l => l.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.Add(new PasswordLink { TokenHash = LinkToken.Hash(token), UserId = userId, CreatedById = createdBy, CreatedAt = now, ExpiresAt = now + (userId is null ? SetUpLifetime : Lifetime) });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>The open link of that token; null where it was never made, has expired, or was used: nobody learns which.</summary>
    public async Task<PasswordLink?> FindOpenOrNullAsync(string? token, CancellationToken cancellationToken = default)
    {
        if (LinkToken.HashOrNull(token) is not { } hash)
            return null;
        var now = Now;
        return await db.PasswordLinks.AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now, cancellationToken);
    }

    /// <summary>Uses the link up; false where somebody was faster. Call it in the transaction of what the link allows.</summary>
    public async Task<bool> UseAsync(PasswordLink link, CancellationToken cancellationToken = default) =>
        await db.PasswordLinks.Where(l => l.Id == link.Id).ExecuteDeleteAsync(cancellationToken) == 1;

    /// <summary>True while nobody can sign in: the demo's made-up people do not count.</summary>
    public async Task<bool> IsSetUpDueAsync(CancellationToken cancellationToken = default) => !await db.Users.AnyAsync(u => !u.IsExample, cancellationToken);
}
