using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores.Live;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Scores.Live;

/// <summary>A store into which random facts come by the Ingestor, and that is scored after each batch as `serve` does it.</summary>
internal sealed class LiveTown : IDisposable
{
    public static readonly DateTime Start = new(2026, 11, 1, 12, 5, 0, DateTimeKind.Utc);

    private readonly Random _random;
    private int _posts;

    private LiveTown(TestDatabase database, int seed, FactsLog log)
    {
        (Database, _random, Log) = (database, new Random(seed), log);
        Live = new LiveScores(Log, Clock, 1L << 30);
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(Start.AddHours(-1)));

    public FactsLog Log { get; }

    public LiveScores Live { get; }

    /// <summary>Scored at noon and once more for the hour that has begun, so that statements of change are there.</summary>
    public static async Task<LiveTown> CreateAsync(int seed, FactsLog? log = null)
    {
        var town = new LiveTown(await TestDatabase.CreateAsync(), seed, log ?? new FactsLog());
        await town.StoreAsync(town.Records(600, allPosts: true));
        await using (var db = town.Database.Open())
        {
            await db.Accounts.Where(a => a.Id % 3 == 0).ExecuteUpdateAsync(set => set.SetProperty(a => a.Tracked, true));
            var client = new Client { Name = "Rye" };
            client.Accounts.Add(new ClientAccount { AccountId = 2 });
            client.Accounts.Add(new ClientAccount { AccountId = 3 });
            db.Clients.Add(client);
            await db.SaveChangesAsync();
        }
        await town.RescoreAsync();
        town.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("no scores of this hour are held in memory", (await town.RescoreAsync()).Reason);
        return town;
    }

    public async Task<Rescored> RescoreAsync()
    {
        await using var db = Database.Open();
        return await new Rescoring(db, Clock, Live).RunAsync();
    }

    /// <summary>All rows that taking in new facts may write.</summary>
    public async Task<string> StoredAsync()
    {
        await using var db = Database.Open();
        return JsonSerializer.Serialize(new object[]
        {
            await db.ScoreRuns.AsNoTracking().OrderBy(r => r.Id).ToListAsync(),
            await db.Scores.AsNoTracking().OrderBy(s => s.ScoreRunId).ThenBy(s => s.AccountId).ToListAsync(),
            await db.PersonContributions.AsNoTracking().OrderBy(c => c.AccountId).ThenBy(c => c.ActorId).ToListAsync(),
            await db.PostContributions.AsNoTracking().OrderBy(c => c.AccountId).ThenBy(c => c.PostId).ToListAsync(),
            await db.ScoreChanges.AsNoTracking().OrderBy(c => c.ScoreRunId).ThenBy(c => c.AccountId).ToListAsync(),
            await db.ClientScores.AsNoTracking().OrderBy(s => s.ScoreRunId).ToListAsync(),
            await db.ClientShares.AsNoTracking().OrderBy(s => s.ScoreRunId).ThenBy(s => s.AccountId).ToListAsync(),
            await db.WebhookDeliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync(),
        });
    }

    /// <param name="log">Null: as another process would.</param>
    public async Task StoreAsync(IEnumerable<object> records, FactsLog? log)
    {
        await using var db = Database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db, Clock, log);
        foreach (var record in records)
            Assert.Null(record is AccountRecord account ? ingestor.Store(account).Reason : ingestor.Take(record));
        await ingestor.CommitAsync();
    }

    public Task StoreAsync(IEnumerable<object> records) => StoreAsync(records, Log);

    /// <summary>Profiles, posts and acts of old and new accounts, some without a time or a post, at moments of the last month, the last minutes and the next hour.</summary>
    public List<object> Records(int count, bool allPosts = false) => [.. Enumerable.Range(0, count).Select(i => (object)(_random.Next(12) switch
    {
        0 => new ProfileRecord("x", Account(), Time(), Name: "Rye", Bio: "Bread, no bot", Followers: _random.Next(900), Following: _random.Next(9000), Posts: _random.Next(2000), DefaultAvatar: _random.Next(2) == 0),
        < 4 => NewPost(),
        _ => new InteractionRecord("x", Account(), Account(), (InteractionKind)_random.Next(1, 6), _random.Next(8) == 0 ? null : Time(), _random.Next(3) == 0 ? null : Post(allPosts)),
    }))];

    public string Account() => $"account{_random.Next(60) * _random.Next(2, 4) / 3}";

    public DateTime Time() => _random.Next(30) switch
    {
        0 => Clock.GetUtcNow().UtcDateTime.AddMinutes(_random.Next(40, 90)),
        < 10 => Clock.GetUtcNow().UtcDateTime.AddMinutes(-_random.Next(40)),
        _ => Start.AddHours(-_random.Next(24 * 30)),
    };

    public void Dispose()
    {
        Live.Dispose();
        Database.Dispose();
    }

    private PostRecord NewPost() => new("x", $"p{_posts++}", Account(), Time(), (PostKind)_random.Next(1, 5), _random.Next(4) == 0 && _posts > 1 ? $"p{_random.Next(_posts - 1)}" : null, Text: "Rye");

    // Posts that nobody will ever tell of have other names, so that none becomes known late.
    private string Post(bool any) => any || _random.Next(4) > 0 && _posts > 0 ? $"p{_random.Next(Math.Max(1, _posts))}" : $"far{_random.Next(50)}";
}
