using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfluenceScore.Data.Tests.People;

public sealed class VisibleAccountsTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 6, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task An_admin_sees_all_a_consultant_clients_and_gifts_a_marketer_gifts_and_nobody_nothing()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await TownAsync(db);

        Assert.Equal(["bakery", "brewery", "coffee", "lantern"], await SeenAsync(db, new Viewer(1, Role.Admin, true, "admin")));
        Assert.Equal(["bakery", "coffee"], await SeenAsync(db, new Viewer(2, Role.Consultant, true, "consultant")));
        Assert.Equal(["brewery"], await SeenAsync(db, new Viewer(3, Role.Consultant, true, "other consultant")));
        Assert.Equal(["brewery", "coffee"], await SeenAsync(db, new Viewer(4, Role.Marketer, true, "marketer")));
        Assert.Empty(await SeenAsync(db, new Viewer(5, Role.Marketer, true, "other marketer")));
        Assert.Empty(await SeenAsync(db, Viewer.Nobody));
        // A consultant who is made a marketer keeps clients that nobody shows them.
        Assert.Equal(["coffee"], await SeenAsync(db, new Viewer(2, Role.Marketer, true, "no consultant any more")));
        Assert.Equal(["bakery", "brewery", "coffee", "lantern"], await SeenAsync(db, Viewer.Program));
    }

    [Fact]
    public async Task Links_go_only_to_what_is_seen()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await TownAsync(db);

        Assert.Equal([12], await VisibleAccounts.AmongAsync(db, new Viewer(2, Role.Consultant, true, ""), [12, 13, 14], default));
        Assert.Equal([13, 14], await VisibleAccounts.AmongAsync(db, Viewer.Program, [13, 14], default));
    }

    [Fact]
    public async Task An_account_of_a_deleted_client_is_seen_no_more()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await TownAsync(db);
        var consultant = new Viewer(2, Role.Consultant, true, "");

        await new ClientEdits(db, TimeProvider.System, consultant).DeleteAsync(await VisibleClients.All(db, consultant).Select(c => c.Id).SingleAsync());

        Assert.Equal(["coffee"], await SeenAsync(db, consultant));
    }

    [Fact]
    public async Task A_client_that_is_handed_over_takes_its_accounts_along()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await TownAsync(db);
        await db.Users.Where(u => u.Id <= 3 || u.Id == 5).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, Role.Consultant));
        await db.Users.Where(u => u.Id == 5).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, Now));
        var (giver, taker) = (new Viewer(2, Role.Consultant, true, ""), new Viewer(3, Role.Consultant, true, ""));
        var (mine, theirs) = (await VisibleClients.All(db, giver).Select(c => c.Id).SingleAsync(), await VisibleClients.All(db, taker).Select(c => c.Id).SingleAsync());
        var edits = new ClientEdits(db, TimeProvider.System, giver);

        Assert.False(await edits.HandOverAsync(theirs, 2), "another's client");
        Assert.False(await edits.HandOverAsync(mine, 4), "to a marketer");
        Assert.False(await edits.HandOverAsync(mine, 5), "to somebody who may not sign in");
        Assert.False(await edits.HandOverAsync(mine, 99), "to nobody known");
        Assert.False(await edits.HandOverAsync(mine, null), "to the admins, by a consultant");
        Assert.Equal(["bakery", "coffee"], await SeenAsync(db, giver));

        Assert.True(await edits.HandOverAsync(mine, 3));
        Assert.Equal(["coffee"], await SeenAsync(db, giver));
        Assert.Equal(["bakery", "brewery"], await SeenAsync(db, taker));
        Assert.Equal(2, await VisibleClients.All(db, taker).CountAsync());
        Assert.False(await edits.HandOverAsync(mine, 2), "it is not theirs any more");

        Assert.False(await edits.TakeHandOverBackAsync(mine, 2, 1), "somebody else keeps it by now");
        Assert.True(await edits.TakeHandOverBackAsync(mine, 2, 3));
        Assert.Equal(["bakery", "coffee"], await SeenAsync(db, giver));

        Assert.True(await new ClientEdits(db, TimeProvider.System, new Viewer(1, Role.Admin, true, "")).HandOverAsync(mine, null));
        Assert.Equal(["coffee"], await SeenAsync(db, giver));
        Assert.Equal(2, await VisibleClients.All(db, Viewer.Program).CountAsync());
    }

    [Fact]
    public async Task Clients_belong_to_whoever_made_them()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await TownAsync(db);

        Assert.Equal(2, await VisibleClients.All(db, Viewer.Program).CountAsync());
        Assert.Equal("Crumbtide", await VisibleClients.All(db, new Viewer(2, Role.Consultant, true, "")).Select(c => c.Name).SingleAsync());
        Assert.Equal("Gullgrist", await VisibleClients.All(db, new Viewer(3, Role.Consultant, true, "")).Select(c => c.Name).SingleAsync());
        Assert.Empty(await VisibleClients.All(db, new Viewer(2, Role.Marketer, true, "")).ToListAsync());
        Assert.Empty(await VisibleClients.All(db, new Viewer(null, Role.Consultant, false, "")).ToListAsync());
    }

    [SqliteFact]
    public async Task Clients_of_before_people_keep_their_accounts_and_reports()
    {
        using var database = await TestDatabase.CreateAsync();
        await using (var empty = database.Open())
        {
            await empty.Database.EnsureDeletedAsync();
            await empty.GetService<IMigrator>().MigrateAsync("Dashboard");
            await empty.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO Clients (Id, Name, CreatedAt, ChangedAt, AccountsChangedAt) VALUES (5, 'Crumbtide', 0, 0, 0);
                INSERT INTO ClientAccounts VALUES (5, 7, 0);
                INSERT INTO ShareLinks (ClientId, TokenHash, Title, Content, CreatedAt, ExpiresAt, Opened) VALUES (5, x'00', 'Report', '{{}}', 0, 0, 3);
                """);
        }

        await using var db = database.Open();
        await DatabaseSetup.CreateOrMigrateAsync(db);

        var client = await VisibleClients.All(db, Viewer.Program).Include(c => c.Accounts).SingleAsync();
        Assert.Equal((7, (int?)null), (client.Accounts.Single().AccountId, client.OwnerId));
        Assert.Equal(3, (await db.ShareLinks.SingleAsync()).Opened);
        Assert.Empty(await db.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync());
    }

    private static async Task<List<string>> SeenAsync(InfluenceDbContext db, Viewer viewer) =>
        await db.Accounts.VisibleTo(db, viewer).OrderBy(a => a.Handle).Select(a => a.Handle).ToListAsync();

    /// <summary>Two consultants with a client each; the first was given the coffee house, the marketer coffee house and brewery, the lantern nobody.</summary>
    private static async Task TownAsync(InfluenceDbContext db)
    {
        db.AddRange(Enumerable.Range(1, 5).Select(i => new User { Id = i, UserName = $"p{i}@example.com", NormalizedUserName = $"P{i}@EXAMPLE.COM", Role = Role.Marketer, CreatedAt = Now }));
        db.AddRange(new[] { "bakery", "coffee", "brewery", "lantern" }.Select((h, i) => new Account { Id = 11 + i, Network = "x", Handle = h }));
        db.AddRange(Given(2, 12), Given(4, 12), Given(4, 13));
        await db.SaveChangesAsync();
        await new ClientEdits(db, TimeProvider.System, new Viewer(2, Role.Consultant, true, "")).CreateAsync(new ClientDraft("Crumbtide", null, null, null, [11]));
        await new ClientEdits(db, TimeProvider.System, new Viewer(3, Role.Consultant, true, "")).CreateAsync(new ClientDraft("Gullgrist", null, null, null, [13]));
    }

    private static UserAccount Given(int user, int account) => new() { UserId = user, AccountId = account, GivenAt = Now, GivenById = 1 };
}
