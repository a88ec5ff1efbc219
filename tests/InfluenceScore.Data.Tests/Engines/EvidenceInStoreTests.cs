using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Engines;

/// <summary>Where PostgreSQL sums up the interactions of every pair, tracked accounts score what they score when every interaction is read: to 1e-9.</summary>
public sealed class EvidenceInStoreTests
{
    private static readonly DateTime Start = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [PostgresFact]
    public async Task One_database_sums_up_what_the_engine_would()
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            using var database = await TestDatabase.CreateAsync(onPostgres: true);
            await StoreAsync(database, new Random(seed), 3000);
            await EqualAsync(database, database);
        }
    }

    [PostgresFact]
    public async Task Hash_partitions_sum_up_what_the_engine_would()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: true);
        await StoreAsync(database, new Random(5), 4000);
        var expected = await ScoresAsync(database, inStore: false);
        await using (var db = database.Open())
            await db.Database.ExecuteSqlRawAsync(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "operations", "postgres-hash-partitions.sql")));
        Near(expected, await ScoresAsync(database, inStore: true));
        await StoreAsync(database, new Random(6), 500);
        Near(await ScoresAsync(database, inStore: false), await ScoresAsync(database, inStore: true));
    }

    [Theory]
    [InlineData("Host=localhost;Database=influence", "true", true)]
    [InlineData("Host=localhost;Database=influence", "False", false)]
    [InlineData("Data Source=influence.db", null, false)]
    public void The_setting_is_read(string connectionString, string? setting, bool expected) =>
        Assert.Equal(expected, DatabaseChoice.Of(null, connectionString).WithSums(setting).SumInStore);

    [Theory]
    [InlineData("Host=localhost;Database=influence", "yes", "Database__SumInStore is 'yes', but it takes only")]
    [InlineData("Data Source=influence.db", "true", "is for PostgreSQL")]
    public void A_setting_that_cannot_be_is_one_clear_sentence(string connectionString, string setting, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InfluenceScoreException>(() => DatabaseChoice.Of(null, connectionString).WithSums(setting)).Message);

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static async Task EqualAsync(TestDatabase read, TestDatabase summed) => Near(await ScoresAsync(read, inStore: false), await ScoresAsync(summed, inStore: true));

    private static void Near(List<Score> expected, List<Score> actual)
    {
        Assert.NotEmpty(expected);
        Assert.Contains(expected, s => s.Value > 5);
        Assert.Equal(expected.Select(s => s.AccountId), actual.Select(s => s.AccountId));
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one.TrueReach, other.TrueReach, 1e-9);
            Assert.Equal(one.Amplification, other.Amplification, 1e-9);
            Assert.Equal(one.NetworkImpactIndex, other.NetworkImpactIndex, 1e-9);
            Assert.Equal(one.Value, other.Value, 1e-9);
            Assert.Equal(one.Low, other.Low, 1e-9);
            Assert.Equal(one.High, other.High, 1e-9);
            Assert.Equal((one.Acts, one.Actors, one.Posts), (other.Acts, other.Actors, other.Posts));
        }
    }

    /// <summary>Scores of the tracked accounts at two moments, in the middle of the facts and behind them.</summary>
    private static async Task<List<Score>> ScoresAsync(TestDatabase database, bool inStore)
    {
        await using var db = inStore ? database.OpenSummingInStore() : database.Open();
        var moments = ((int[])[70, 140]).Select(day => new ScoringOptions { AsOf = new DateTimeOffset(Start.AddDays(day)).ToUnixTimeMilliseconds() }).ToList();
        var runs = (await new ScoringService(db, TimeProvider.System).ScoreAsync(moments)).Select(r => r.Id).ToList();
        Assert.Equal(!inStore, await db.Scores.AnyAsync(s => runs.Contains(s.ScoreRunId) && db.Accounts.Any(a => a.Id == s.AccountId && !a.Tracked)));
        return await db.Scores.AsNoTracking().Where(s => runs.Contains(s.ScoreRunId) && db.Accounts.Any(a => a.Id == s.AccountId && a.Tracked))
            .OrderBy(s => s.ScoreRunId).ThenBy(s => s.AccountId).ToListAsync();
    }

    /// <summary>Posts with pauses and on one day, reposts, unknown posts and times, mentions, repetitions, bots: whatever changes what an act weighs.</summary>
    private static async Task StoreAsync(TestDatabase database, Random random, int count)
    {
        await using var db = database.Open();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            for (var i = 0; i < count; i++)
            {
                object record = random.Next(20) switch
                {
                    0 => new ProfileRecord("x", Account(), Time(), Name: "Rye", Bio: "Bread", Followers: random.Next(900), Following: random.Next(9000), Posts: random.Next(2000), DefaultAvatar: random.Next(2) == 0),
                    < 5 => new PostRecord("x", Post(), Account(), Time(), (PostKind)random.Next(1, 5), Text: "Rye"),
                    _ => new InteractionRecord("x", Account(), Account(), (InteractionKind)random.Next(1, 6), random.Next(8) == 0 ? null : Time(), random.Next(5) == 0 ? null : Post()),
                };
                _ = record switch { ProfileRecord r => ingestor.Take(r), PostRecord r => ingestor.Take(r), _ => ingestor.Take((InteractionRecord)record) };
            }
            await ingestor.CommitAsync();
        }
        await db.Accounts.Where(a => a.Id % 3 == 0).ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true));

        string Account() => $"account{random.Next(40) * random.Next(2, 4) / 3}";
        string Post() => $"p{random.Next(600)}";
        // Whole hours, so that equal times occur; nothing happens for two months in the middle.
        DateTime Time() => Start.AddHours(random.Next(24 * 40) + (random.Next(2) == 0 ? 24 * 100 : 0));
    }
}
