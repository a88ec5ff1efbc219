using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Erasure;

/// <summary>Erasing an account, shown on the bytes of the store's files where they are ours (SQLite), and on every row of every table elsewhere: see <see cref="FilledStore.Holds"/>.</summary>
public sealed class AccountErasureTests
{
    private static readonly DateTime At = new(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Every_column_of_the_model_that_can_name_an_account_has_its_line_in_the_map()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var named = db.Model.GetEntityTypes().Where(e => !ErasureMap.NamesNobody.Contains(e.ClrType))
            .SelectMany(e => e.GetProperties().Select(p => (e.ClrType, p.Name, Type: Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType)))
            .Where(p => p.Type == typeof(string) || p.Type == typeof(byte[]) || ((p.Type == typeof(int) || p.Type == typeof(long)) && p.Name.EndsWith("Id", StringComparison.Ordinal)))
            .Select(p => $"{p.ClrType.Name}.{p.Name}");

        Assert.Equal(named.Order(StringComparer.Ordinal), ErasureMap.Columns.Select(c => $"{c.Entity.Name}.{c.Column}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_an_erased_account_is_left_in_any_byte_that_the_store_can_be_asked_for()
    {
        using var database = await FilledStore.CreateAsync();
        Assert.All([FilledStore.Handle, FilledStore.Name, FilledStore.UserId, FilledStore.PostText], text => Assert.True(FilledStore.Holds(database, text)));

        var request = await EraseAsync(database);

        Assert.Equal(ErasureState.Done, request.State);
        Assert.All([FilledStore.Name, FilledStore.UserId, FilledStore.PostText], text => Assert.False(FilledStore.Holds(database, text), text));
        // "@wanderluneish" is somebody else.
        await using var db = database.Open();
        Assert.Equal("hello @[erased], see https://x.example/[erased]/1 and @wanderluneish", (await db.Posts.SingleAsync(p => p.NetworkPostId == "other-answer")).Text);
        await db.Posts.Where(p => p.NetworkPostId == "other-answer").ExecuteDeleteAsync();
        await db.ForgetDeletedAsync();
        Assert.False(FilledStore.Holds(database, FilledStore.Handle));
    }

    [Fact]
    public async Task What_belongs_to_others_stays_and_names_nobody()
    {
        using var database = await FilledStore.CreateAsync();

        await EraseAsync(database);

        await using var db = database.Open();
        Assert.Equal("odo", (await db.Accounts.SingleAsync()).Handle);
        Assert.Null((await db.Posts.SingleAsync(p => p.NetworkPostId == "other-repost")).Text);
        Assert.DoesNotContain(await db.Posts.ToListAsync(), p => p.RefersToId == 1);
        Assert.All(await db.ScoreChanges.ToListAsync(), c => Assert.All(StoredCauses.Unpack(c.Causes), cause =>
        {
            Assert.Equal([FilledStore.OtherId], cause.PeopleIds);
            Assert.Empty(cause.Leading);
            Assert.Empty(cause.Posts);
            Assert.Equal((1, 2), (cause.Points, cause.People));
        }));
        Assert.All(await db.Patterns.ToListAsync(), p => Assert.Equal([FilledStore.OtherId], PatternFigures.Read(p.Figures).People.Select(x => x.AccountId)));
        Assert.Contains(await db.AuditEntries.ToListAsync(), e => e.Action == AuditActions.ErasureAsked && e.Subject == "x:[erased]");
        Assert.Contains(await db.AuditEntries.ToListAsync(), e => e.Action == AuditActions.Erased);
    }

    [Fact]
    public async Task No_import_brings_an_erased_account_back_until_somebody_lifts_it()
    {
        using var database = await FilledStore.CreateAsync();
        await EraseAsync(database);

        await using (var db = database.Open())
        {
            await using var ingestor = await Ingestor.BeginAsync(db);
            StoreResult[] refused =
            [
                ingestor.Store(new ProfileRecord("x", FilledStore.Handle.ToUpperInvariant(), At)),
                ingestor.Store(new ProfileRecord("x", "anewname", At, FilledStore.UserId)),
                ingestor.Store(new AccountRecord("x", FilledStore.UserId, "anewname")),
                ingestor.Store(new PostRecord("x", "p9", FilledStore.Handle, At)),
                ingestor.Store(new InteractionRecord("x", FilledStore.Handle, "odo", InteractionKind.Like, At)),
                ingestor.Store(new InteractionRecord("x", "odo", FilledStore.Handle, InteractionKind.Like, At)),
                ingestor.Store(new FollowRecord("x", "odo", FilledStore.Handle, FollowEventKind.Follow, At)),
            ];
            Assert.All(refused, r => Assert.Equal(DoNotImport.Reason, r.Reason));
            Assert.Equal(StoreOutcome.Stored, ingestor.Store(new PostRecord("x", "p10", "odo", At, Text: $"dear @{FilledStore.Handle}, bye")).Outcome);
            await ingestor.CommitAsync();
            Assert.Equal("dear @[erased], bye", (await db.Posts.SingleAsync(p => p.NetworkPostId == "p10")).Text);
        }

        await using (var db = database.Open())
        {
            Assert.False(await DoNotImport.LiftAsync(db, new AccountKey("x", "odo")));
            Assert.True(await DoNotImport.LiftAsync(db, new AccountKey("x", FilledStore.Handle)));
            Assert.Empty(await db.ErasedNames.ToListAsync());
            await using var ingestor = await Ingestor.BeginAsync(db);
            Assert.Equal(StoreOutcome.Stored, ingestor.Store(new ProfileRecord("x", FilledStore.Handle, At, FilledStore.UserId)).Outcome);
        }
    }

    [Fact]
    public async Task An_erasure_that_was_cut_off_is_done_again()
    {
        using var database = await FilledStore.CreateAsync();
        await using (var db = database.Open())
        {
            // Asked, and then the machine went off.
            await db.ErasureRequests.ExecuteDeleteAsync();
            await Erasure(db).AskAsync(await db.Accounts.SingleAsync(a => a.Id == FilledStore.VictimId), "somebody");
        }

        await using var later = database.Open();
        var request = await later.ErasureRequests.SingleAsync(r => r.State == ErasureState.Asked && r.RequestedBy == "somebody");
        await Erasure(later).ExecuteAsync(request);
        await Erasure(later).ExecuteAsync(request);

        Assert.Equal(ErasureState.Done, request.State);
        Assert.Null(await later.Accounts.SingleOrDefaultAsync(a => a.Id == FilledStore.VictimId));
    }

    [Fact]
    public async Task The_preview_counts_what_goes_and_changes_nothing()
    {
        using var database = await FilledStore.CreateAsync();
        var before = await database.ContentAsync();
        await using var db = database.Open();

        var counts = await Erasure(db).PreviewAsync(FilledStore.VictimId);

        Assert.Equal(2, counts.Single(c => c.What == "Interactions").Rows);
        Assert.Equal(1, counts.Single(c => c.What == "Profiles").Rows);
        Assert.Equal(before, await database.ContentAsync());
    }

    [Theory]
    [InlineData("at://did:plc:abc123/app.bsky.feed.post/1", "did:plc:abc123")]
    [InlineData("https://Town.example/users/Ada/statuses/1", "ada@town.example")]
    [InlineData("https://town.example/@ada/1", "ada@town.example")]
    [InlineData("1999999999", null)]
    [InlineData("at://", null)]
    public void The_address_of_a_post_tells_whose_it_is(string id, string? author) => Assert.Equal(author, PostAddress.AuthorOrNull(id));

    private static AccountErasure Erasure(InfluenceDbContext db) => new(db, new AuditLog(db, TimeProvider.System, AuditActor.CommandLine), TimeProvider.System);

    private static async Task<ErasureRequest> EraseAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var account = await db.Accounts.SingleAsync(a => a.Id == FilledStore.VictimId);
        await db.ErasureRequests.ExecuteDeleteAsync();
        var request = await Erasure(db).AskAsync(account, "somebody");
        await Erasure(db).ExecuteAsync(request);
        return request;
    }
}
