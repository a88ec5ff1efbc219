using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data;

/// <summary>
/// SQLite's index over handles, names and newest known places: which accounts hold every three letters of a text in a row (FTS5, trigram, detail=none, no content of its own). It names
/// accounts that may match, and may name too many, never too few: what is asked for is looked up in the accounts themselves. It reaches up to an account's id, which the table
/// AccountSearchReach holds; accounts behind that and those noted in AccountSearchPending are candidates of every search, until an ingestion puts them in, with its commit at the latest, in order of
/// their ids: 2 µs each, where one by one costs ten times that. Ingestions note accounts whose profiles they store; triggers, which would cost each row of an import, only note
/// what is rare: a new handle, profiles that go or change.
/// </summary>
internal static class SqliteSearchIndex
{
    /// <summary>Letters that one entry of the index holds. A shorter text is looked for among the entries that begin with it.</summary>
    private const int Letters = 3;

    /// <summary>Notes that the texts of the account ? have changed.</summary>
    public const string Note = "INSERT INTO AccountSearchPending SELECT ? WHERE true ON CONFLICT DO NOTHING";

    private const string Pending = "SELECT AccountId FROM AccountSearchPending UNION ALL SELECT Id FROM Accounts WHERE Id > (SELECT Id FROM AccountSearchReach)";

    /// <summary>Puts into the index what is pending. Two ends of lines behind everything, so that an entry begins with the last letter too.</summary>
    public const string IndexPending = $"""
        INSERT INTO AccountSearch (rowid, Text)
        SELECT a.Id, a.Handle || char(10) || coalesce(a.Name, '') || char(10)
            || coalesce((SELECT p.Location FROM Profiles AS p WHERE p.AccountId = a.Id AND p.Location IS NOT NULL ORDER BY p.ObservedAt DESC LIMIT 1), '') || char(10, 10)
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

    /// <summary>Ids of accounts that may hold one of the texts, case aside; null where one is a letter that most accounts have, or shorter than an entry and of letters whose case only the index knows.</summary>
    public static IQueryable<int>? MayHoldOrNull(InfluenceDbContext db, IEnumerable<string> texts)
    {
        var (sql, values) = (new StringBuilder(), new List<object>());
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            var runes = text.EnumerateRunes().ToList();
            if (runes.Count >= Letters)
            {
                sql.Append(CultureInfo.InvariantCulture, $"SELECT rowid AS Value FROM AccountSearch WHERE AccountSearch MATCH {{{values.Count}}} UNION ALL ");
                var parts = Enumerable.Range(0, runes.Count - Letters + 1).Select(i => string.Concat(runes.Skip(i).Take(Letters))).Distinct(StringComparer.Ordinal);
                values.Add(string.Join(" AND ", parts.Select(p => $"\"{p.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
            }
            else if (runes.Exists(r => !r.IsAscii || runes.Count == 2) && runes.TrueForAll(r => r.IsAscii || Rune.GetUnicodeCategory(r) == UnicodeCategory.OtherLetter))
            {
                sql.Append(CultureInfo.InvariantCulture, $"SELECT DISTINCT doc AS Value FROM AccountSearchTerms WHERE term >= {{{values.Count}}} AND term < {{{values.Count}}} || char(1114111) UNION ALL ");
                values.Add(text.ToLowerInvariant());
            }
            else
            {
                return null;
            }
        }
        return db.Database.SqlQueryRaw<int>(sql.Append(Pending).ToString(), [.. values]);
    }
}
