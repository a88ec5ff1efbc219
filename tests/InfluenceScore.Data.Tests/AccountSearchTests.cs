using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests;

/// <summary>What a search finds among names of every kind: on SQLite by the index, for texts that are long enough.</summary>
public sealed class AccountSearchTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private DateTime _observed = new(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var db = _database.Open();
        await IngestAsync(db,
            new("x", "harbour_watch", Name: "The Harbour Watch", Location: "Saltwick Bay"), new("x", "abc", Name: "ABC", Location: "Ort"), new("x", "a%b", Name: "50% off_now"),
            new("bluesky", "tern.example", Name: "Ärger im Hafen", Location: "Göteborg"), new("bluesky", "cafe", Name: "مقهى الميناء", Location: "港の町"),
            new("mastodon", "quoted@tea.example", Name: "\"Quoted\" OR name*", Location: "x AND y"), new("x", "emoji", Name: "👩‍🚀 space 🛰️🚀"), new("x", "nameless"));
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("harbour", "harbour_watch")]
    [InlineData("HARBOUR W", "harbour_watch")]
    [InlineData("r_w", "harbour_watch")]
    [InlineData("@harbour_", "harbour_watch")]
    [InlineData("saltWICK", "harbour_watch")]
    [InlineData("abc", "abc")]
    [InlineData("ab", "abc")]
    [InlineData("%", "a%b")]
    [InlineData("0% ", "a%b")]
    [InlineData("f_n", "a%b")]
    [InlineData("Ärger", "tern.example")]
    [InlineData("ärger", null)]
    [InlineData("ger im", "tern.example")]
    [InlineData("öteb", "tern.example")]
    [InlineData("مقهى", "cafe")]
    [InlineData("港の町", "cafe")]
    [InlineData("港", "cafe")]
    [InlineData("\"Quoted\"", "quoted@tea.example")]
    [InlineData("name*", "quoted@tea.example")]
    [InlineData(" OR name", "quoted@tea.example")]
    [InlineData("x AND y", "quoted@tea.example")]
    [InlineData("x:harbour", "harbour_watch")]
    [InlineData("X:ab", "abc")]
    [InlineData("bluesky:harbour", null)]
    [InlineData("🛰️🚀", "emoji")]
    [InlineData("👩‍🚀", "emoji")]
    [InlineData("watch\nSaltwick", null)]
    [InlineData("nobody at all", null)]
    [InlineData("NEAR(\"a b\", 2)", null)]
    [InlineData("Text:harbour", null)]
    [InlineData("\"\"\"", null)]
    [InlineData("'; DROP TABLE \"Accounts\"; --", null)]
    public async Task Finds_what_holds_the_text_whatever_it_is_made_of(string text, string? handle)
    {
        await using var db = _database.Open();
        await FindsAsync(db, text, handle);
    }

    [Fact]
    public async Task Finds_new_names_and_places_at_once_and_old_ones_no_more()
    {
        await using var db = _database.Open();
        await IngestAsync(db, new ProfileRecord("x", "harbour_watch", Name: "Renamed", Location: "Ferrymoor"));
        await FindsAsync(db, "renamed", "harbour_watch");
        await FindsAsync(db, "ferrymoor", "harbour_watch");
        await FindsAsync(db, "Saltwick", null);
        await FindsAsync(db, "The Harbour", null);

        // Past the ingestor: nothing has put these into the index yet.
        await db.Accounts.Where(a => a.Handle == "abc").ExecuteUpdateAsync(u => u.SetProperty(a => a.Handle, "alphabet"));
        await FindsAsync(db, "lphabe", "alphabet");
        var id = await db.Accounts.Where(a => a.Handle == "harbour_watch").Select(a => a.Id).SingleAsync();
        await db.Profiles.Where(p => p.AccountId == id && p.Location == "Ferrymoor").ExecuteDeleteAsync();
        await FindsAsync(db, "saltwick", "harbour_watch");
        db.Add(new Account { Network = "x", Handle = "latecomer" });
        await db.SaveChangesAsync();
        await FindsAsync(db, "tecome", "latecomer");

        // The next ingestion puts them in; and the index is as well in the hands of an erasure, which makes it anew.
        await IngestAsync(db, new ProfileRecord("x", "cafe", Name: "Another"));
        Assert.Equal(0, TestEngine.IsPostgres ? 0 : await PendingAsync(db));
        await db.ForgetIndexedAsync(default);
        Assert.Equal(0, TestEngine.IsPostgres ? 0 : await PendingAsync(db));
        await FindsAsync(db, "lphabe", "alphabet");
        await FindsAsync(db, "saltwick", "harbour_watch");
        await FindsAsync(db, "tecome", "latecomer");
    }

    [SqliteFact]
    public async Task Texts_of_two_letters_or_more_read_no_table_from_end_to_end()
    {
        await using var db = _database.Open();
        foreach (var text in (string[])["harbour", "ha", "X:ha", "港"])
        {
            Assert.DoesNotContain(await PlanAsync(db, text), step => step is "SCAN a" or "SCAN a0" or "SCAN p");
            Assert.Contains(await PlanAsync(db, text), step => step.Contains("VIRTUAL TABLE", StringComparison.Ordinal));
        }
        Assert.Contains("SCAN p", await PlanAsync(db, "h"));
        Assert.Contains("SCAN p", await PlanAsync(db, "Är"));
    }

    [Theory]
    [InlineData("w", "a%b, harbour_watch")]
    [InlineData("CH", "harbour_watch")]
    [InlineData("AY", "harbour_watch")]
    [InlineData("c", "abc, cafe, emoji, harbour_watch")]
    [InlineData("BC", "abc")]
    [InlineData("x:c", "abc, harbour_watch")]
    [InlineData("rt", "abc")]
    [InlineData("町", "cafe")]
    [InlineData("の町", "cafe")]
    [InlineData("rg", "tern.example")]
    [InlineData("Är", "tern.example")]
    [InlineData("är", "")]
    [InlineData("\u212A", "")] // the sign of kelvin is no k
    [InlineData("🚀", "emoji")]
    [InlineData("zz", "")]
    public async Task One_or_two_letters_are_found_wherever_they_stand_and_the_same_way_one_by_one(string text, string handles)
    {
        await using var db = _database.Open();
        foreach (var many in (bool[])[false, true])
            Assert.Equal(handles, string.Join(", ", await db.Accounts.Holding(db, text, many).OrderBy(a => a.Handle).Select(a => a.Handle).ToListAsync()));
    }

    [PostgresFact]
    public async Task PostgreSQL_looks_names_and_places_up_in_indexes()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: true);
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync();
        // Few accounts are read faster than looked up.
        await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_indexscan = off");
        await using DbCommand command = db.Accounts.Holding(db, "harbour").CreateDbCommand();
        command.CommandText = "EXPLAIN " + command.CommandText;
        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                plan.Add(reader.GetString(0));
        Assert.Equal(2, plan.Count(step => step.Contains("Bitmap Index Scan on \"IX_Accounts_Trigrams\"", StringComparison.Ordinal)));
        Assert.Contains(plan, step => step.Contains("Bitmap Index Scan on \"IX_Profiles_Trigrams\"", StringComparison.Ordinal));
    }

    private static Task<int> PendingAsync(InfluenceDbContext db) => db.Database.SqlQuery<int>(
        $"SELECT (SELECT count(*) FROM AccountSearchPending) + (SELECT count(*) FROM Accounts WHERE Id > (SELECT Id FROM AccountSearchReach)) AS Value").SingleAsync();

    private static async Task FindsAsync(InfluenceDbContext db, string text, string? handle) =>
        Assert.Equal(handle, await db.Accounts.Holding(db, text).Select(a => a.Handle).SingleOrDefaultAsync());

    private static async Task<List<string>> PlanAsync(InfluenceDbContext db, string text)
    {
        await db.Database.OpenConnectionAsync();
        await using DbCommand command = db.Accounts.Holding(db, text).OrderBy(a => a.Id).Take(50).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            steps.Add(reader.GetString(3));
        return steps;
    }

    private async Task IngestAsync(InfluenceDbContext db, params ProfileRecord[] profiles)
    {
        _observed = _observed.AddDays(1);
        await using var ingestor = await Ingestor.BeginAsync(db);
        foreach (var profile in profiles)
            Assert.Equal(StoreResult.Stored, ingestor.Store(profile with { ObservedAt = _observed }));
        await ingestor.CommitAsync();
    }
}
