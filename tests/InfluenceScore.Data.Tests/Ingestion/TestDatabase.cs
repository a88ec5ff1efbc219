using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Ingestion;

/// <summary>A real, migrated SQLite file in a folder of its own, gone when the test ends.</summary>
public sealed class TestDatabase : IDisposable
{
    private TestDatabase() => Folder = Directory.CreateTempSubdirectory("influence-").FullName;

    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "test.db");

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await using var db = database.Open();
        await DatabaseSetup.CreateOrMigrateAsync(db);
        return database;
    }

    /// <param name="settings">More of the connection string, such as Mode=ReadOnly.</param>
    public SqliteInfluenceDbContext Open(string settings = "") =>
        new(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={Path};Pooling=False;{settings}").Options);

    /// <summary>Everything stored, as lines that do not depend on row ids or on the order in which the facts arrived.</summary>
    public async Task<string> ContentAsync()
    {
        await using var db = Open();
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            SELECT 'account', Network, Handle, NetworkUserId, Name, '', '', '', '', '', '' FROM Accounts
            UNION ALL SELECT 'profile', a.Handle, ObservedAt, p.NetworkUserId, p.Name, Followers, Following, Posts, Verified, DefaultAvatar, Bio
                FROM Profiles p JOIN Accounts a ON a.Id = p.AccountId
            UNION ALL SELECT 'post', p.NetworkPostId, a.Handle, p.CreatedAt, p.Kind, r.NetworkPostId, p.Text, p.Likes, p.Views, p.Lang, ''
                FROM Posts p LEFT JOIN Accounts a ON a.Id = p.AuthorId LEFT JOIN Posts r ON r.Id = p.RefersToId
            UNION ALL SELECT 'interaction', t.Handle, a.Handle, i.Kind, p.NetworkPostId, i.At, '', '', '', '', ''
                FROM Interactions i JOIN Accounts t ON t.Id = i.TargetId JOIN Accounts a ON a.Id = i.ActorId LEFT JOIN Posts p ON p.Id = i.PostId
            UNION ALL SELECT 'follow', a.Handle, b.Handle, f.Event, f.At, '', '', '', '', '', ''
                FROM FollowEvents f JOIN Accounts a ON a.Id = f.FollowerId JOIN Accounts b ON b.Id = f.FolloweeId
            """;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
    }
}
