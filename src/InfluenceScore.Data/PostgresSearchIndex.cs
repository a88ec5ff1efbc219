using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfluenceScore.Data;

/// <summary>
/// PostgreSQL's indexes over handles, names and places: trigrams, by the extension pg_trgm. They stand on the texts as the search compares them, with A–Z as a–z and no other letter changed:
/// pg_trgm folds case itself, but by the language of the database. No part of the schema: where the server has no pg_trgm, or its owner allows none, the same searches read every name.
/// </summary>
internal static class PostgresSearchIndex
{
    // Without statistics of the expressions a search that most accounts match would be planned as if few did.
    private const string Make = """
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX IF NOT EXISTS "IX_Accounts_Trigrams" ON "Accounts" USING gin (lower("Handle") gin_trgm_ops, lower("Name") gin_trgm_ops);
        CREATE INDEX IF NOT EXISTS "IX_Profiles_Trigrams" ON "Profiles" USING gin (lower("Location") gin_trgm_ops);
        ANALYZE "Accounts", "Profiles";
        """;

    /// <summary>Whether a line of pg_restore's list of contents belongs to the indexes: a backup has to come back on a server that cannot hold them.</summary>
    public static bool IsPartOf(string contents) => contents.Contains("pg_trgm", StringComparison.Ordinal) || contents.Contains("_Trigrams", StringComparison.Ordinal);

    public static async Task<bool> IsThereAsync(InfluenceDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<bool>("""SELECT to_regclass('"IX_Accounts_Trigrams"') IS NOT NULL AND to_regclass('"IX_Profiles_Trigrams"') IS NOT NULL AS "Value" """).SingleAsync(cancellationToken);

    /// <summary>Makes what is missing, or nothing of it.</summary>
    public static async Task TryMakeAsync(InfluenceDbContext db, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(cancellationToken);
        // One command: one transaction. It takes as long as it takes.
        await using var command = new NpgsqlCommand(Make, connection) { CommandTimeout = 0 };
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException)
        {
            // Not installed, not allowed, tables that lie on another server: tried again at the next start.
        }
    }

    /// <summary>Ids of accounts that hold one of the texts, or did: two questions each, so that each has its index. Null where one is too short for a trigram.</summary>
    public static IQueryable<int>? MayHoldOrNull(InfluenceDbContext db, IEnumerable<string> texts)
    {
        IQueryable<int>? all = null;
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            if (text.EnumerateRunes().Count() < 3)
                return null;
            var pattern = AccountSearch.Containing(text);
            var found = db.Accounts.Where(a => EF.Functions.Like(a.Handle, pattern, AccountSearch.Escape) || EF.Functions.Like(a.Name, pattern, AccountSearch.Escape)).Select(a => a.Id)
                .Concat(db.Profiles.Where(p => EF.Functions.Like(p.Location, pattern, AccountSearch.Escape)).Select(p => p.AccountId));
            all = all is null ? found : all.Concat(found);
        }
        return all;
    }
}
