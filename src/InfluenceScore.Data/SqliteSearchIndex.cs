using System.Text;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data;

/// <summary>
/// SQLite's index over handles, names and newest known places: which accounts hold every three letters of a text in a row (FTS5, trigram, detail=none, no content of its own). It names
/// accounts that may match, and may name too many, never too few: what is asked for is looked up in the accounts themselves. It reaches up to an account's id, which the table
/// AccountSearchReach holds; accounts behind that and those noted in AccountSearchPending are candidates of every search, until the commit of an ingestion puts them in, in order of
/// their ids: 2 µs each, where one by one costs ten times that. Ingestions note accounts whose profiles they store; triggers, which would cost each row of an import, only note
/// what is rare: a new handle, profiles that go or change.
/// </summary>
internal static class SqliteSearchIndex
{
    /// <summary>Letters that one entry of the index holds; a shorter text cannot be looked up.</summary>
    private const int Letters = 3;

    /// <summary>Notes that the texts of the account ? have changed.</summary>
    public const string Note = "INSERT INTO AccountSearchPending SELECT ? WHERE true ON CONFLICT DO NOTHING";

    private const string Pending = "SELECT AccountId FROM AccountSearchPending UNION SELECT Id FROM Accounts WHERE Id > (SELECT Id FROM AccountSearchReach)";

    /// <summary>Puts into the index what is pending.</summary>
    public const string IndexPending = $"""
        INSERT INTO AccountSearch (rowid, Text)
        SELECT a.Id, a.Handle || char(10) || coalesce(a.Name, '') || char(10)
            || coalesce((SELECT p.Location FROM Profiles AS p WHERE p.AccountId = a.Id AND p.Location IS NOT NULL ORDER BY p.ObservedAt DESC LIMIT 1), '')
        FROM Accounts AS a WHERE a.Id IN ({Pending}) ORDER BY a.Id;
        DELETE FROM AccountSearchPending;
        UPDATE AccountSearchReach SET Id = coalesce((SELECT max(Id) FROM Accounts), 0);
        """;

    /// <summary>Forgets everything and makes the index anew: the only way to get letters of a name out of it.</summary>
    public const string Rebuild = $"""
        INSERT INTO AccountSearch (AccountSearch) VALUES ('delete-all');
        UPDATE AccountSearchReach SET Id = 0;
        {IndexPending}
        """;

    /// <summary>Ids of accounts that may hold one of the texts, case aside; null where the index cannot tell because one is too short.</summary>
    public static IQueryable<int>? MayHoldOrNull(InfluenceDbContext db, IEnumerable<string> texts)
    {
        var match = new StringBuilder();
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            var runes = text.EnumerateRunes().ToList();
            if (runes.Count < Letters)
                return null;
            match.Append(match.Length == 0 ? "(" : " OR (");
            var parts = Enumerable.Range(0, runes.Count - Letters + 1).Select(i => string.Concat(runes.Skip(i).Take(Letters))).Distinct(StringComparer.Ordinal);
            match.AppendJoin(" AND ", parts.Select(p => $"\"{p.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append(')');
        }
        var query = match.ToString();
        return db.Database.SqlQuery<int>($"SELECT rowid AS Value FROM AccountSearch WHERE AccountSearch MATCH {query} UNION ALL SELECT AccountId FROM AccountSearchPending UNION ALL SELECT Id FROM Accounts WHERE Id > (SELECT Id FROM AccountSearchReach)");
    }
}
