using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Ingestion;

/// <summary>A real, migrated database of <see cref="TestEngine"/>'s engine, and a folder beside it; both are gone when the test ends.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly PostgresDatabase? _postgres;

    private TestDatabase(bool onPostgres)
    {
        Folder = Directory.CreateTempSubdirectory("influence-").FullName;
        _postgres = onPostgres ? new PostgresDatabase() : null;
    }

    public string Folder { get; }

    /// <summary>The file of a SQLite database.</summary>
    public string Path => System.IO.Path.Combine(Folder, "test.db");

    public string ConnectionString => _postgres?.ConnectionString ?? $"Data Source={Path};Pooling=False";

    public static Task<TestDatabase> CreateAsync() => CreateAsync(TestEngine.IsPostgres);

    public static async Task<TestDatabase> CreateAsync(bool onPostgres)
    {
        var database = new TestDatabase(onPostgres);
        if (onPostgres)
            return database;
        await using var db = database.Open();
        await DatabaseSetup.CreateOrMigrateAsync(db);
        return database;
    }

    /// <param name="settings">More of SQLite's connection string, such as Mode=ReadOnly.</param>
    public InfluenceDbContext Open(string settings = "") => _postgres is not null
        ? _postgres.Open()
        : new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"{ConnectionString};{settings}").Options);

    /// <summary>On PostgreSQL, with the setting Database__SumInStore.</summary>
    public InfluenceDbContext OpenSummingInStore() => _postgres!.OpenSummingInStore();

    /// <summary>Everything stored, as lines that do not depend on row ids or on the order in which the facts arrived.</summary>
    public async Task<string> ContentAsync()
    {
        await using var db = Open();
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            SELECT 'account', "Network", "Handle", "NetworkUserId", "Name", '', '', '', '', '', '' FROM "Accounts"
            UNION ALL SELECT 'profile', a."Handle", CAST("ObservedAt" AS text), p."NetworkUserId", p."Name", CAST("Followers" AS text), CAST("Following" AS text), CAST("Posts" AS text),
                CAST(CASE WHEN "Verified" THEN 1 WHEN NOT "Verified" THEN 0 END AS text), CAST(CASE WHEN "DefaultAvatar" THEN 1 WHEN NOT "DefaultAvatar" THEN 0 END AS text), "Bio"
                FROM "Profiles" p JOIN "Accounts" a ON a."Id" = p."AccountId"
            UNION ALL SELECT 'post', p."NetworkPostId", a."Handle", CAST(p."CreatedAt" AS text), CAST(p."Kind" AS text), r."NetworkPostId", p."Text", CAST(p."Likes" AS text),
                CAST(p."Views" AS text), p."Lang", ''
                FROM "Posts" p LEFT JOIN "Accounts" a ON a."Id" = p."AuthorId" LEFT JOIN "Posts" r ON r."Id" = p."RefersToId"
            UNION ALL SELECT 'interaction', t."Handle", a."Handle", CAST(i."Kind" AS text), p."NetworkPostId", CAST(i."At" AS text), '', '', '', '', ''
                FROM "Interactions" i JOIN "Accounts" t ON t."Id" = i."TargetId" JOIN "Accounts" a ON a."Id" = i."ActorId" LEFT JOIN "Posts" p ON p."Id" = i."PostId"
            UNION ALL SELECT 'follow', a."Handle", b."Handle", CAST(f."Event" AS text), CAST(f."At" AS text), '', '', '', '', '', ''
                FROM "FollowEvents" f JOIN "Accounts" a ON a."Id" = f."FollowerId" JOIN "Accounts" b ON b."Id" = f."FolloweeId"
            """;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    public void Dispose()
    {
        _postgres?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
