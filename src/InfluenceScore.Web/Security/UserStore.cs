using System.Security.Cryptography;
using System.Text;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace InfluenceScore.Web.Security;

/// <summary>People as Identity wants them. The secret of a second factor is encrypted, and of recovery codes the hash alone is kept: Identity would store both as they are.</summary>
internal sealed class UserStore(InfluenceDbContext db, IDataProtectionProvider protection, IdentityErrorDescriber describer) : UserOnlyStore<User, InfluenceDbContext, int>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("InfluenceScore.SecondFactor.v1");

    public override async Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken)
    {
        await base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);
        // Its codes have not been used yet.
        await RemoveTokenAsync(user, OneTimeCodes.Provider, OneTimeCodes.LastStep, cancellationToken);
    }

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } stored ? _protector.Unprotect(stored) : null;
        }
        catch (CryptographicException)
        {
            return null; // encrypted with a key that is lost: recovery codes still open
        }
    }

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(c => Hash(user, c)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        // Identity's own goes through ReplaceCodesAsync, which would hash the hashes.
        const string provider = "[AspNetUserStore]", name = "RecoveryCodes";
        var codes = (await GetTokenAsync(user, provider, name, cancellationToken) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!codes.Remove(Hash(user, code)))
            return false;
        await SetTokenAsync(user, provider, name, string.Join(';', codes), cancellationToken);
        return true;
    }

    private static string Hash(User user, string code) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"user {user.Id}"), Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));
}
