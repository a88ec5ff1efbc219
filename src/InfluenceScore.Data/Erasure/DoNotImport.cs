using System.Security.Cryptography;
using System.Text;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Erasure;

/// <summary>The accounts that were erased and are not to come back. Knows names only by their salted hashes: <see cref="ErasedName"/>.</summary>
public sealed class DoNotImport
{
    /// <summary>Why a record is refused.</summary>
    public const string Reason = "it names an account that was erased and is not to be imported again";

    private const int SaltBytes = 32;

    private readonly byte[] _salt;
    private readonly HashSet<string> _hashes;

    private DoNotImport(byte[] salt, HashSet<string> hashes) => (_salt, _hashes) = (salt, hashes);

    /// <summary>Where nobody was erased, no hash is ever made.</summary>
    public bool IsEmpty => _hashes.Count == 0;

    public static async Task<DoNotImport> ReadAsync(InfluenceDbContext db, CancellationToken cancellationToken = default)
    {
        var rows = await db.ErasedNames.AsNoTracking().Select(n => new { n.Salt, n.Hash }).ToListAsync(cancellationToken);
        return new DoNotImport(rows.Count == 0 ? RandomNumberGenerator.GetBytes(SaltBytes) : rows[0].Salt, [.. rows.Select(r => Convert.ToHexString(r.Hash))]);
    }

    /// <param name="name">A handle in its stored form, a DID, or "id:" and the network's own id.</param>
    public bool Contains(string network, string name) => !IsEmpty && _hashes.Contains(Convert.ToHexString(Hash(network, name)));

    /// <summary>Whether the id of a post tells by itself that an erased account wrote it: at://did/… on Bluesky, https://host/users/name/… and https://host/@name/… on Mastodon.</summary>
    public bool WroteByItsId(string network, string postId) => !IsEmpty && PostAddress.AuthorOrNull(postId) is { } author && Contains(network, author);

    /// <summary>Rows for names that are not on the list yet; the caller stores them.</summary>
    internal IEnumerable<ErasedName> RowsFor(string network, IEnumerable<string> names, int requestId, DateTime at) => names.Distinct(StringComparer.Ordinal)
        .Select(name => Hash(network, name)).Where(hash => !_hashes.Contains(Convert.ToHexString(hash)))
        .Select(hash => new ErasedName { RequestId = requestId, Salt = _salt, Hash = hash, At = at });

    /// <summary>Takes an account off the list, with its other names.</summary>
    /// <returns>False where it is not on it.</returns>
    public static async Task<bool> LiftAsync(InfluenceDbContext db, AccountKey key, CancellationToken cancellationToken = default)
    {
        var list = await ReadAsync(db, cancellationToken);
        var hash = list.Hash(key.Network, key.Handle);
        var requests = db.ErasedNames.Where(n => n.Hash == hash).Select(n => n.RequestId);
        return await db.ErasedNames.Where(n => requests.Contains(n.RequestId)).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private byte[] Hash(string network, string name) => HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes($"{network}:{name}"));
}
