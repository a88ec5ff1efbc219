using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Security;

/// <summary>
/// Codes of authenticator apps (RFC 6238: SHA-1, half a minute, six digits), each good for once: whoever looks over a shoulder is too late. Identity's own provider
/// takes a code as often as it comes, for five steps of half a minute. The step of the last code is kept beside the key; that one and older ones are refused, on every node.
/// </summary>
internal sealed class OneTimeCodes(InfluenceDbContext db, TimeProvider clock) : AuthenticatorTokenProvider<User>
{
    /// <summary>Beside the key, in the same table: the number of the half minute whose code was taken last.</summary>
    public const string Provider = "[AspNetUserStore]", LastStep = "LastStep";

    /// <summary>Steps that a telephone's clock may be off, to either side; the same as Identity's.</summary>
    private const int Around = 2;

    private const int StepSeconds = 30;

    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (token is not { Length: 6 } || !token.All(char.IsAsciiDigit) || await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
            return false;
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        var secret = Base32(key);
        long? matched = null;
        for (var step = now - Around; step <= now + Around; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(secret, step)), System.Text.Encoding.ASCII.GetBytes(token)))
                matched = step;
        }
        return matched is { } used && await TakeAsync(user.Id, used, now);
    }

    /// <summary>Notes the step, unless it or a later one was taken before; of two requests at once one gets it.</summary>
    private async Task<bool> TakeAsync(int user, long step, long now)
    {
        var mine = db.Set<IdentityUserToken<int>>().Where(t => t.UserId == user && t.LoginProvider == Provider && t.Name == LastStep);
        var before = await mine.AsNoTracking().Select(t => t.Value).FirstOrDefaultAsync();
        var text = step.ToString(CultureInfo.InvariantCulture);
        if (before is null)
        {
            var first = db.Add(new IdentityUserToken<int> { UserId = user, LoginProvider = Provider, Name = LastStep, Value = text });
            try
            {
                await db.SaveChangesAsync();
                return true;
            }
            catch (DbUpdateException)
            {
                return false; // another request was first
            }
            finally
            {
                first.State = EntityState.Detached;
            }
        }
        // A step far ahead was noted under a clock that ran wrong: it would keep everybody out until then.
        if (long.TryParse(before, CultureInfo.InvariantCulture, out var last) && last >= step && last <= now + Around)
            return false;
        return await mine.Where(t => t.Value == before).ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, text)) == 1;
    }

    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // the standard's hash, which every app knows
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 4648; other signs are passed over.</summary>
    private static byte[] Base32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var value in text.ToUpperInvariant().Select(c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal)).Where(v => v >= 0))
        {
            (buffer, bits) = ((buffer << 5) | value, bits + 5);
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
