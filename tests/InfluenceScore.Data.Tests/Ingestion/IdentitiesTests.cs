using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Ingestion;

public class IdentitiesTests
{
    private static readonly DateTime At = new(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_changed_handle_does_not_make_a_second_account()
    {
        using var database = await TestDatabase.CreateAsync();
        await StoreAsync(database, new AccountRecord("bluesky", "did:plc:one", "old.test"), Like("old.test", "p1"));
        await StoreAsync(database, new AccountRecord("bluesky", "did:plc:one", "new.test"), Like("new.test", "p2"));

        await using var db = database.Open();
        var account = await db.Accounts.SingleAsync(a => a.NetworkUserId == "did:plc:one");
        Assert.Equal("new.test", account.Handle);
        Assert.Equal(2, await db.Interactions.CountAsync(i => i.ActorId == account.Id));
    }

    [Fact]
    public async Task An_account_known_by_id_only_and_one_known_by_handle_only_become_one()
    {
        using var database = await TestDatabase.CreateAsync();
        await StoreAsync(database, new AccountRecord("bluesky", "did:plc:one", null), Like("did:plc:one", "p1"));
        await StoreAsync(database, null, Like("ann.test", "p1"));
        await StoreAsync(database, null, Like("ann.test", "p2"));
        await using (var before = database.Open())
        {
            // Of the two rows the one that was known by its id stays: what hangs on the other must go over.
            var goes = await before.Accounts.Where(a => a.Handle == "ann.test").Select(a => a.Id).SingleAsync();
            before.Add(new User { Id = 1, UserName = "a@example.com", Role = Role.Marketer });
            before.Add(new UserAccount { UserId = 1, AccountId = goes });
            before.Add(new Client { Name = "Ann", Accounts = { new ClientAccount { AccountId = goes } } });
            await before.SaveChangesAsync();
        }

        await StoreAsync(database, new AccountRecord("bluesky", "did:plc:one", "ann.test"), Like("did:plc:one", "p3"));

        await using var db = database.Open();
        var account = await db.Accounts.SingleAsync(a => a.Handle == "ann.test");
        Assert.Equal("did:plc:one", account.NetworkUserId);
        Assert.Equal(2, await db.Accounts.CountAsync()); // and the target
        Assert.Equal(3, await db.Interactions.CountAsync(i => i.ActorId == account.Id));
        Assert.Equal(account.Id, (await db.UserAccounts.SingleAsync()).AccountId);
        Assert.Equal(account.Id, (await db.ClientAccounts.SingleAsync()).AccountId);
    }

    [Fact]
    public async Task A_handle_that_changes_hands_leaves_the_facts_with_their_owner()
    {
        using var database = await TestDatabase.CreateAsync();
        await StoreAsync(database, new AccountRecord("bluesky", "did:plc:one", "ann.test"), Like("ann.test", "p1"));
        await StoreAsync(database, new AccountRecord("bluesky", "did:plc:two", "ann.test"), Like("ann.test", "p2"));

        await using var db = database.Open();
        var former = await db.Accounts.SingleAsync(a => a.NetworkUserId == "did:plc:one");
        var holder = await db.Accounts.SingleAsync(a => a.NetworkUserId == "did:plc:two");
        Assert.Equal(("did:plc:one", "ann.test"), (former.Handle, holder.Handle));
        Assert.Equal(1, await db.Interactions.CountAsync(i => i.ActorId == former.Id));
        Assert.Equal(1, await db.Interactions.CountAsync(i => i.ActorId == holder.Id));
    }

    private static InteractionRecord Like(string actor, string post) => new("bluesky", actor, "target.test", InteractionKind.Like, At, post);

    private static async Task StoreAsync(TestDatabase database, AccountRecord? account, InteractionRecord interaction)
    {
        await using var db = database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db);
        if (account is not null)
            Assert.Equal(StoreOutcome.Stored, ingestor.Store(account).Outcome);
        Assert.Equal(StoreOutcome.Stored, ingestor.Store(interaction).Outcome);
        await ingestor.CommitAsync();
    }
}
