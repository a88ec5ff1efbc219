using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data;

/// <summary>Finds accounts by a piece of their handle, name or place.</summary>
public static class AccountSearch
{
    internal const string Escape = "\\";

    /// <summary>Of these accounts the ones whose handle, name or newest known place holds the text (case of A–Z does not matter); "x:abc" asks for handles on X as well.</summary>
    /// <param name="text">Not empty; its % and _ mean themselves.</param>
    /// <param name="many">Very many are known to match, and only the first of them are wanted in an order that an index has: each account is looked at as its turn comes, instead of finding all matches first.</param>
    public static IQueryable<Account> Holding(this IQueryable<Account> accounts, InfluenceDbContext db, string text, bool many = false)
    {
        var asHandle = AccountKey.NormalizeHandle(text);
        var hasNetwork = AccountKey.TryParse(text, out var key);
        var (pattern, handle, network, keyHandle) = (Containing(text), Containing(asHandle), key.Network ?? "", Containing(key.Handle ?? ""));
        // Places that were left since are among them: which is the newest is asked of each.
        var places = db.Profiles.Where(p => EF.Functions.Like(p.Location, pattern, Escape)
            && !db.Profiles.Any(q => q.AccountId == p.AccountId && q.ObservedAt > p.ObservedAt && q.Location != null));
        var candidates = many ? null : db.MayHoldOrNull(hasNetwork ? [text, asHandle, key.Handle!] : [text, asHandle]);
        if (candidates is null && !many)
        {
            // Every account is looked at: so the places are all read at once.
            var there = places.Select(p => p.AccountId);
            return accounts.Where(a => EF.Functions.Like(a.Handle, handle, Escape) || EF.Functions.Like(a.Name, pattern, Escape) || there.Contains(a.Id)
                || (hasNetwork && a.Network == network && EF.Functions.Like(a.Handle, keyHandle, Escape)));
        }
        var held = accounts.Where(a => EF.Functions.Like(a.Handle, handle, Escape) || EF.Functions.Like(a.Name, pattern, Escape) || places.Any(p => p.AccountId == a.Id)
            || (hasNetwork && a.Network == network && EF.Functions.Like(a.Handle, keyHandle, Escape)));
        return candidates is null ? held : held.Where(a => candidates.Contains(a.Id));
    }

    internal static string Containing(string text) =>
        "%" + text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%";
}
