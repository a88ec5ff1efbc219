using System.Collections.Concurrent;
using System.Security.Cryptography;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Ingestion;

/// <summary>
/// Tokens and app passwords that an admin typed in: encrypted in the database, read by the sources only, never shown and never logged. What configuration says
/// comes first.
/// </summary>
public sealed class SourceSecrets(IServiceScopeFactory scopes, IDataProtectionProvider protection, StoreStamp stamp)
{
    private readonly IDataProtector _protector = protection.CreateProtector("InfluenceScore.SourceSecrets.v1");
    private readonly ConcurrentDictionary<string, (long Stamp, string? Value)> _read = new();

    /// <summary>Null where it was never set, or where this machine does not have the key that it was encrypted with.</summary>
    public string? ReadOrNull(string name)
    {
        // Another node may have been told a new one.
        var now = stamp.Read();
        if (!_read.TryGetValue(name, out var read) || read.Stamp != now)
            _read[name] = read = (now, ReadFromDatabaseOrNull(name));
        return read.Value;
    }

    public async Task SetAsync(string name, string value, DateTime now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        var secret = await db.SourceSecrets.SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
        if (secret is null)
            db.SourceSecrets.Add(secret = new SourceSecret { Name = name, Protected = "" });
        secret.Protected = _protector.Protect(value);
        secret.SetAt = now;
        await db.SaveChangesAsync(cancellationToken);
        _read.TryRemove(name, out _);
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<InfluenceDbContext>().SourceSecrets.Where(s => s.Name == name).ExecuteDeleteAsync(cancellationToken);
        _read.TryRemove(name, out _);
    }

    private string? ReadFromDatabaseOrNull(string name)
    {
        using var scope = scopes.CreateScope();
        var stored = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>().SourceSecrets.Where(s => s.Name == name).Select(s => s.Protected).SingleOrDefault();
        try
        {
            return stored is null ? null : _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
