using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Sources.Bluesky;

/// <summary>resident03.car: exported by com.atproto.sync.getRepo from the network that tests/servers/bsky-devnet starts.</summary>
public class BlueskyRepositoryTests
{
    private static readonly string Recorded = Path.Combine(AppContext.BaseDirectory, "Sources", "Bluesky", "resident03.car");

    [Fact]
    public async Task A_recorded_repository_is_stored_whole_and_once()
    {
        using var database = await TestDatabase.CreateAsync();
        var first = await ImportAsync(database, Recorded);
        var second = await ImportAsync(database, Recorded);

        await using var db = database.Open();
        var self = await db.Accounts.SingleAsync(a => a.NetworkUserId != null);
        Assert.Equal("Resident 3", self.Name);
        Assert.Equal(5, await db.Posts.CountAsync(p => p.AuthorId == self.Id));
        Assert.Equal(13, await ActsAsync(InteractionKind.Like));
        Assert.Equal(3, await ActsAsync(InteractionKind.Repost));
        Assert.Equal(0, await ActsAsync(InteractionKind.Reply));
        Assert.Equal(2, await ActsAsync(InteractionKind.Quote));
        Assert.Equal(1, await ActsAsync(InteractionKind.Mention));
        Assert.Equal(7, await db.FollowEvents.CountAsync(f => f.FollowerId == self.Id));
        Assert.Equal((0, 0), (first.Rejected, second.Stored));

        Task<int> ActsAsync(InteractionKind kind) => db.Interactions.CountAsync(i => i.ActorId == self.Id && i.Kind == kind);
    }

    [Fact]
    public async Task The_network_gives_an_account_of_a_repository_its_handle_and_no_second_row()
    {
        using var database = await TestDatabase.CreateAsync();
        await ImportAsync(database, Recorded);
        await using var db = database.Open();
        var known = await db.Accounts.AsNoTracking().OrderBy(a => a.Id).ToListAsync();
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            foreach (var account in known)
                ingestor.Store(new AccountRecord("bluesky", account.Handle, $"resident{account.Id}.test"));
            await ingestor.CommitAsync();
        }

        Assert.Equal(known.Select(a => (a.Id, $"resident{a.Id}.test", (string?)a.Handle)), (await db.Accounts.OrderBy(a => a.Id).ToListAsync()).Select(a => (a.Id, a.Handle, a.NetworkUserId)));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public async Task A_damaged_or_cut_repository_is_refused_whole(double place)
    {
        using var database = await TestDatabase.CreateAsync();
        var bytes = await File.ReadAllBytesAsync(Recorded);
        var damaged = Path.Combine(database.Folder, "damaged.car");
        var cut = Path.Combine(database.Folder, "cut.car");
        await File.WriteAllBytesAsync(cut, bytes[..(int)(bytes.Length * place)]);
        bytes[(int)(bytes.Length * place)] ^= 0x40;
        await File.WriteAllBytesAsync(damaged, bytes);

        foreach (var path in new[] { damaged, cut })
        {
            var e = await Assert.ThrowsAsync<InfluenceScoreException>(() => ImportAsync(database, path));
            Assert.Contains("is not a whole Bluesky repository", e.Message);
        }
        await using var db = database.Open();
        Assert.False(await db.Accounts.AnyAsync());
    }

    private static async Task<ImportSummary> ImportAsync(TestDatabase database, string path)
    {
        await using var db = database.Open();
        using var rejects = new RejectsFile(Path.Combine(database.Folder, "rejects.csv"));
        return await new BundleImporter(db, TimeProvider.System).ImportAsync([path], null, rejects);
    }
}
