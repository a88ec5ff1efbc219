using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Demo;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Demo;

public sealed class DemoSeedTests : IDisposable
{
    private static readonly DateTime AsOf = new(2026, 11, 22, 10, 30, 0, DateTimeKind.Utc);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(AsOf));
    private readonly string _folder = Directory.CreateTempSubdirectory("influencescore-demo-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_empty_database_gets_every_fact_of_the_world_and_its_tracked_accounts()
    {
        await using var db = await OpenAsync();

        var filling = await DemoSeed.FillAsync(db, AsOf, _clock);

        var world = DemoWorld.Generate(AsOf);
        Assert.True(filling.Filled);
        Assert.Equal(AsOf.Date, filling.AsOf);
        Assert.Equal(world.Profiles.Count, await db.Profiles.CountAsync());
        Assert.Equal(world.Posts.Count, await db.Posts.CountAsync());
        Assert.Equal(world.Follows.Count, await db.FollowEvents.CountAsync());
        Assert.Equal(world.Interactions.Count, await db.Interactions.CountAsync());
        Assert.Equal(
            world.Tracked.Order(StringComparer.Ordinal),
            (await db.Accounts.Where(a => a.Tracked).ToListAsync()).Select(a => $"{a.Network}:{a.Handle}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_page_is_told_where_to_look_in_the_demo_world_only()
    {
        await using var db = await OpenAsync();
        Assert.Empty(await DemoStory.ListAsync(db, Viewer.Program, CancellationToken.None));

        await DemoSeed.FillAsync(db, AsOf, _clock);

        Assert.Equal(6, (await DemoStory.ListAsync(db, Viewer.Program, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_database_that_knows_an_account_is_left_alone_and_a_sentence_says_so()
    {
        await using var db = await OpenAsync();
        db.Accounts.Add(new Account { Network = "x", Handle = "somebody" });
        await db.SaveChangesAsync();

        var filling = await DemoSeed.FillAsync(db, AsOf, _clock);

        Assert.False(filling.Filled);
        Assert.Equal("The database holds accounts already, so the demo world was left out of it.", filling.Sentence);
        Assert.Equal(1, await db.Accounts.CountAsync());
        Assert.Equal(0, await db.Interactions.CountAsync());
    }

    [Fact]
    public async Task A_filling_that_is_stopped_leaves_the_database_empty()
    {
        await using var db = await OpenAsync();
        // The facts of a world that ends next week are partly in the future, which the Ingestor refuses.
        await Assert.ThrowsAsync<InfluenceScoreException>(() => DemoSeed.FillAsync(db, AsOf.AddDays(7), _clock));

        Assert.Equal(0, await db.Accounts.CountAsync());
        Assert.Equal(0, await db.Posts.CountAsync());
    }

    private async Task<InfluenceDbContext> OpenAsync()
    {
        var options = new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={Path.Combine(_folder, "demo.db")}").Options;
        var db = new SqliteInfluenceDbContext(options);
        await db.Database.MigrateAsync();
        return db;
    }
}
