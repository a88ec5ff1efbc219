using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Ingestion.Bulk;

/// <summary>An import into an empty SQLite store takes the indexes away and makes them again, beside the interactions: what is there in the end is what the careful way leaves.</summary>
public sealed class FirstImportTests : IAsyncLifetime
{
    private const int Rows = 5000; // blocks have 2048
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private TestDatabase _quick = null!, _careful = null!;

    public async Task InitializeAsync() => (_quick, _careful) = (await TestDatabase.CreateAsync(onPostgres: false), await TestDatabase.CreateAsync(onPostgres: false));

    public Task DisposeAsync()
    {
        _quick.Dispose();
        _careful.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("élan")]
    [InlineData("id:17")]
    public async Task Leaves_the_rows_and_indexes_of_the_careful_way(string actor)
    {
        // The second time there is something already, and every account has another name.
        for (var day = 1; day <= 2; day++)
        {
            var folder = Write(day, actor);
            var (expected, _) = await BulkImportTests.ImportAsync(_careful, folder, null, oneByOne: true);
            var (summary, _) = await BulkImportTests.ImportAsync(_quick, folder, null, oneByOne: false);
            Assert.Equal(expected, summary);
            Assert.Equal(await BulkImportTests.RowsAsync(_careful), await BulkImportTests.RowsAsync(_quick));
            Assert.Equal(await IndexesAsync(_careful), await IndexesAsync(_quick));
            await using var db = _quick.Open();
            Assert.Equal("person77", await db.Accounts.Holding(db, $"name 77 of day {day}").Select(a => a.Handle).SingleAsync());
            Assert.Equal("stranger990", await db.Accounts.Holding(db, "anger990").Select(a => a.Handle).SingleAsync());
        }
    }

    [Fact]
    public async Task One_that_is_stopped_leaves_the_indexes_as_they_were()
    {
        var before = await IndexesAsync(_quick);
        using var stop = new CancellationTokenSource();
        await using (var db = _quick.Open())
        {
            using var rejects = new RejectsFile(Path.Combine(_quick.Folder, "rejects.csv"));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BundleImporter(db, Clock).ImportAsync([Write(1, "ann")], null, rejects, null, null, _ =>
            {
                stop.Cancel();
                return Task.FromCanceled(stop.Token);
            }, stop.Token));
        }
        Assert.Equal(before, await IndexesAsync(_quick));
        Assert.Equal("", await BulkImportTests.RowsAsync(_quick));
    }

    /// <param name="actor">Of an interaction in the middle.</param>
    private string Write(int day, string actor)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_quick.Folder, $"{day}")).FullName;
        Lines("profiles.csv", "network,handle,id,name,location,observed_at", i => $"x,person{i % 4000},{i % 4000},name {i % 4000} of day {day},place {i % 7},2026-02-0{day + i / 4000}");
        Lines("posts.csv", "network,id,author,created_at,refers_to", i => $"x,p{i * 7 % Rows},person{i % 400},2026-01-02,{(i % 10 == 0 ? $"p{i * 7 % Rows + 3}" : "")}");
        Lines("interactions.csv", "network,actor,target,kind,post,at", i => i == Rows / 2
            ? $"x,{actor},person1,like,,2026-02-02"
            : $"x,{(i % 10 == 0 ? "stranger" : "person")}{i % 997},person{i % 31},{(i % 2 == 0 ? "like" : "reply")},{(i % 3 == 0 ? $"p{i % 6000}" : "")},{1_769_000_000 + i % 4500}");
        Lines("follows.csv", "network,follower,followee,event,at", i => $"x,follower{i % 50},person{i},follow,2026-02-02");
        return folder;

        void Lines(string file, string header, Func<int, string> line) => File.WriteAllLines(Path.Combine(folder, file), Enumerable.Range(0, Rows).Select(line).Prepend(header));
    }

    /// <summary>The schema, what its check says, and every entry of the search index.</summary>
    private static async Task<string> IndexesAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var lines = await db.Database.SqlQueryRaw<string>(
            """
            SELECT Value FROM (SELECT 1 AS Part, name || ' ' || coalesce(sql, '') AS Value FROM sqlite_master
            UNION ALL SELECT 2, integrity_check FROM pragma_integrity_check
            UNION ALL SELECT DISTINCT 3, term || ' ' || doc FROM AccountSearchTerms
            UNION ALL SELECT 4, 'pending ' || AccountId FROM AccountSearchPending) ORDER BY Part, Value
            """).ToListAsync();
        Assert.Contains("ok", lines);
        return string.Join('\n', lines);
    }
}
