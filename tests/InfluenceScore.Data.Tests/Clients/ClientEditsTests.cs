using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Clients;

/// <summary>Creating, changing, deleting and taking back clients.</summary>
public sealed class ClientEditsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_deleted_client_is_out_of_sight_and_comes_back_whole()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var edits = new ClientEdits(db, _clock, Viewer.Program);
        var id = await CreateAsync(db, edits);

        Assert.Equal("Crumbtide", await edits.DeleteAsync(id));
        Assert.Empty(await VisibleClients.All(db, Viewer.Program).ToListAsync());
        Assert.False(await edits.ChangeAsync(id, new ClientDraft("Other", null, null, null, [])));
        _clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal([id], (await edits.ListDeletedAsync()).Select(c => c.Id));
        Assert.Equal("Crumbtide", await edits.TakeBackAsync(id));

        var back = await VisibleClients.All(db, Viewer.Program).AsNoTracking().Include(c => c.Accounts).SingleAsync();
        Assert.Equal(("Crumbtide", "Food", 1), (back.Name, back.Folder, back.Accounts.Count));
        Assert.Equal(1, await db.ShareLinks.CountAsync());
    }

    [Fact]
    public async Task After_thirty_days_a_deleted_client_is_gone_with_everything_that_was_its()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var edits = new ClientEdits(db, _clock, Viewer.Program);
        var id = await CreateAsync(db, edits);
        await edits.DeleteAsync(id);

        _clock.Advance(TimeSpan.FromDays(ClientEdits.KeptDays));
        Assert.Empty(await edits.ListDeletedAsync());
        Assert.Null(await edits.TakeBackAsync(id));
        await edits.DeleteAsync(-1);

        Assert.Equal(0, await db.Clients.CountAsync() + await db.ClientAccounts.CountAsync() + await db.ClientScores.CountAsync() + await db.ClientShares.CountAsync()
            + await db.ClientReports.CountAsync() + await db.ShareLinks.CountAsync());
        Assert.Equal(1, await db.Accounts.CountAsync());
    }

    [Fact]
    public async Task A_folder_gets_another_name_and_folders_without_a_client_are_none()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var edits = new ClientEdits(db, _clock, Viewer.Program);
        await CreateAsync(db, edits);

        Assert.Equal(1, await edits.RenameFolderAsync("Food", "Food and drink"));
        Assert.Equal(0, await edits.RenameFolderAsync("Food", "x"));

        Assert.Equal(["Food and drink"], await VisibleClients.All(db, Viewer.Program).Select(c => c.Folder!).Distinct().ToListAsync());
    }

    [Fact]
    public void Clients_are_asked_for_in_one_place_only()
    {
        // Who sees which client is one rule: code that goes round it would leak one keeper's clients to another.
        var source = Path.Combine(AppContext.BaseDirectory, "../../../../../src");
        // Erasure and export of a person's data, which only admins ask for, are about every client that has the account; an import asks again for its own one client.
        string[] allowed = ["VisibleClients.cs", "VisibleAccounts.cs", "ClientScoring.cs", "InfluenceDbContext.cs", "ShareLinks.cs", "AccountErasure.cs", "PersonExport.cs", "ImportLimit.cs"];
        var others = Directory.EnumerateFiles(source, "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !allowed.Contains(Path.GetFileName(f)))
            .Where(f => File.ReadAllText(f) is { } text && (text.Contains("db.Clients", StringComparison.Ordinal) || text.Contains("Set<Client>", StringComparison.Ordinal) || text.Contains("db.Letterheads", StringComparison.Ordinal)));
        Assert.Empty(others.Select(Path.GetFileName));
    }

    private static async Task<int> CreateAsync(InfluenceDbContext db, ClientEdits edits)
    {
        db.Add(new Account { Id = 7, Network = "x", Handle = "crumbtide" });
        await db.SaveChangesAsync();
        var id = await edits.CreateAsync(new ClientDraft("Crumbtide", "Food", null, null, [7]));
        db.Add(new ClientScore { ClientId = id, ScoreRunId = 1, Value = 40 });
        db.Add(new ClientShare { ClientId = id, ScoreRunId = 1, AccountId = 7, ReachPoints = 40 });
        db.Add(new ClientReport { ClientId = id, Words = "Dear Perpetua" });
        await db.SaveChangesAsync();
        await new ShareLinks(db, TimeProvider.System).CreateAsync(id, "Report", "{}", null, null, 7);
        return id;
    }
}
