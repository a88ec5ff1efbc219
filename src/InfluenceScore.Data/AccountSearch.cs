using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data;

/// <summary>Finds accounts by a piece of their handle, name or place.</summary>
public static class AccountSearch
{
    private const string Escape = "\\";

    /// <summary>Of these accounts the ones whose handle, name or newest known place holds the text (case of A–Z does not matter); "x:abc" asks for handles on X as well.</summary>
    /// <param name="text">Not empty; its % and _ mean themselves.</param>
    public static IQueryable<Account> Holding(this IQueryable<Account> accounts, InfluenceDbContext db, string text)
    {
        var asHandle = AccountKey.NormalizeHandle(text);
        var hasNetwork = AccountKey.TryParse(text, out var key);
        var (pattern, handle, network, keyHandle) = (Containing(text), Containing(asHandle), key.Network ?? "", Containing(key.Handle ?? ""));
        // Places that were left since are among them: which is the newest is asked of each.
        var places = db.Profiles.Where(p => EF.Functions.Like(p.Location, pattern, Escape)
            && !db.Profiles.Any(q => q.AccountId == p.AccountId && q.ObservedAt > p.ObservedAt && q.Location != null));
        if (db.MayHoldOrNull(hasNetwork ? [text, asHandle, key.Handle!] : [text, asHandle]) is not { } candidates)
        {
            // Two questions, so that each may have an index of its own. Without one all is read, the places at once.
            var named = db.Accounts.Where(a => EF.Functions.Like(a.Handle, handle, Escape) || EF.Functions.Like(a.Name, pattern, Escape)
                || (hasNetwork && a.Network == network && EF.Functions.Like(a.Handle, keyHandle, Escape))).Select(a => a.Id);
            var found = named.Concat(places.Select(p => p.AccountId));
            return accounts.Where(a => found.Contains(a.Id));
        }
        return accounts.Where(a => candidates.Contains(a.Id) && (EF.Functions.Like(a.Handle, handle, Escape) || EF.Functions.Like(a.Name, pattern, Escape)
            || places.Any(p => p.AccountId == a.Id)
            || (hasNetwork && a.Network == network && EF.Functions.Like(a.Handle, keyHandle, Escape))));
    }

    private static string Containing(string text) =>
        "%" + text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%";
}
