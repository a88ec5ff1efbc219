using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Engines;

/// <summary>The same records into both engines: the same rows, numbers, counts and scores come out.</summary>
public sealed class BothEnginesTests
{
    private static readonly DateTime Start = new(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc);

    [PostgresFact]
    public async Task Records_in_any_mixture_are_stored_counted_and_numbered_alike()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            using var sqlite = await TestDatabase.CreateAsync(onPostgres: false);
            using var postgres = await TestDatabase.CreateAsync(onPostgres: true);
            var records = Records(new Random(seed), 3000);

            // Twice over, in batches that end at other places.
            foreach (var piece in (int[])[3000, 700])
                Assert.Equal(await StoreAsync(sqlite, records, piece), await StoreAsync(postgres, records, piece));

            Assert.Equal(await sqlite.ContentAsync(), await postgres.ContentAsync());
            Assert.Equal(await NumbersAsync(sqlite), await NumbersAsync(postgres));
        }
    }

    [PostgresFact]
    public async Task Scores_are_the_same_to_the_last_bit()
    {
        using var sqlite = await TestDatabase.CreateAsync(onPostgres: false);
        using var postgres = await TestDatabase.CreateAsync(onPostgres: true);
        var records = Records(new Random(11), 6000);
        await StoreAsync(sqlite, records, 6000);
        await StoreAsync(postgres, records, 6000);

        Assert.Equal(await ExportAsync(sqlite), await ExportAsync(postgres));
    }

    private static List<object> Records(Random random, int count)
    {
        return [.. Enumerable.Range(0, count).Select(_ => Record())];

        object Record() => random.Next(10) switch
        {
            0 => new ProfileRecord("x", Account(), Maybe(Time()), random.Next(2) == 0 ? $"{random.Next(90)}" : null, Text($"Name {random.Next(9)}"), Maybe(Start.AddYears(-3)),
                Text("Quillhaven"), Text("Bread, \"rye\" \n🥐"), random.Next(900), random.Next(900), random.Next(900), null, random.Next(9),
                random.Next(3) switch { 0 => true, 1 => false, _ => null }),
            1 or 2 => new PostRecord("x", Post(), Account(), Time(), (PostKind)random.Next(5), Text($"p{random.Next(900, 990)}"), Text("Grüße 🥐"), Views: random.Next(99)),
            3 => new FollowRecord("x", Account(), Account(), (FollowEventKind)random.Next(1, 3), Start.AddHours(random.Next(20))),
            _ => new InteractionRecord("x", Account(), Account(), (InteractionKind)random.Next(1, 6), Maybe(Time()), Text(Post())),
        };

        string Account() => random.Next(90) is var n && n % 17 == 0 ? $"id:{n}" : $"Account{n}";
        string Post() => $"p{random.Next(200)}";
        DateTime Time() => Start.AddHours(random.Next(24 * 20));
        DateTime? Maybe(DateTime time) => random.Next(3) == 0 ? null : time;
        string? Text(string text) => random.Next(3) == 0 ? null : text;
    }

    private static async Task<StoreCounts> StoreAsync(TestDatabase database, List<object> records, int piece)
    {
        await using var db = database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db);
        foreach (var chunk in records.Chunk(piece))
        {
            foreach (var record in chunk)
            {
                var problem = record switch
                {
                    ProfileRecord r => ingestor.Take(r),
                    PostRecord r => ingestor.Take(r),
                    InteractionRecord r => ingestor.Take(r),
                    _ => ingestor.Take((FollowRecord)record),
                };
                Assert.True(problem is null, problem);
            }
            ingestor.Flush();
        }
        var counts = ingestor.Flush();
        await ingestor.CommitAsync();
        return counts;
    }

    private static async Task<List<string>> NumbersAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return
        [
            .. await db.Accounts.OrderBy(a => a.Id).Select(a => $"{a.Id} {a.Handle} {a.NetworkUserId} {a.Name}").ToListAsync(),
            .. await db.Posts.OrderBy(p => p.Id).Select(p => $"{p.Id} {p.NetworkPostId} {p.AuthorId} {p.RefersToId}").ToListAsync(),
        ];
    }

    private static async Task<List<string>> ExportAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var asOf = new DateTimeOffset(Start.AddDays(21)).ToUnixTimeMilliseconds();
        var run = (await new ScoringService(db, TimeProvider.System).ScoreAsync([new ScoringOptions { AsOf = asOf }])).Single();
        var rows = new List<string>();
        await foreach (var row in ScoreExport.Rows(db, run))
            rows.Add(string.Join(',', row.Values()));
        return rows;
    }
}
