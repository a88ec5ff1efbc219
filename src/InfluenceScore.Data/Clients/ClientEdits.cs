using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Clients;

/// <summary>What a keeper writes about a client.</summary>
/// <param name="Accounts">Ids, the main one first.</param>
public sealed record ClientDraft(string Name, string? Folder, string? Home, string? Notes, IReadOnlyList<int> Accounts);

/// <summary>Creates, changes, deletes and takes back clients. Scores are not its business: it only says that a history is due.</summary>
public sealed class ClientEdits(InfluenceDbContext db, TimeProvider clock, Viewer viewer)
{
    /// <summary>Days for which a deleted client can be taken back.</summary>
    public const int KeptDays = 30;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<int> CreateAsync(ClientDraft draft, CancellationToken cancellationToken = default)
    {
        var now = Now;
        var client = new Client { OwnerId = viewer.UserId, Name = draft.Name, Folder = draft.Folder, Home = draft.Home, Notes = draft.Notes, CreatedAt = now, ChangedAt = now, AccountsChangedAt = now };
        client.Accounts.AddRange(Accounts(draft));
        db.Add(client);
        await db.SaveChangesAsync(cancellationToken);
        return client.Id;
    }

    /// <summary>Stores the draft. Where the set of accounts is another, the old combined scores go at once: they speak of other accounts.</summary>
    /// <returns>False where there is no such client.</returns>
    public async Task<bool> ChangeAsync(int id, ClientDraft draft, CancellationToken cancellationToken = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await VisibleClients.All(db, viewer).Include(c => c.Accounts).FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } client)
            return false;
        (client.Name, client.Folder, client.Home, client.Notes, client.ChangedAt) = (draft.Name, draft.Folder, draft.Home, draft.Notes, Now);
        var before = client.Accounts.Select(a => a.AccountId).ToHashSet();
        client.Accounts.RemoveAll(a => !draft.Accounts.Contains(a.AccountId));
        foreach (var account in Accounts(draft))
        {
            if (client.Accounts.Find(a => a.AccountId == account.AccountId) is { } kept)
                kept.Position = account.Position;
            else
                client.Accounts.Add(account);
        }
        if (!before.SetEquals(draft.Accounts))
        {
            // Never the same as before, also where the clock stands still.
            client.AccountsChangedAt = new[] { Now, client.AccountsChangedAt.AddMilliseconds(1) }.Max();
            await db.ClientScores.Where(s => s.ClientId == id).ExecuteDeleteAsync(cancellationToken);
            await db.ClientShares.Where(s => s.ClientId == id).ExecuteDeleteAsync(cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public Task<int> ChangeNotesAsync(int id, string? notes, CancellationToken cancellationToken = default) => VisibleClients.All(db, viewer).Where(c => c.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Notes, notes).SetProperty(c => c.ChangedAt, Now), cancellationToken);

    /// <summary>Gives every client in a folder to another one (null: to none).</summary>
    /// <returns>How many clients moved.</returns>
    public Task<int> RenameFolderAsync(string folder, string? name, CancellationToken cancellationToken = default) => VisibleClients.All(db, viewer).Where(c => c.Folder == folder)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Folder, name), cancellationToken);

    /// <summary>Puts a client among the deleted ones, and removes for good what has lain there longer than <see cref="KeptDays"/> days.</summary>
    /// <returns>Its name; null where there is no such client.</returns>
    public async Task<string?> DeleteAsync(int id, CancellationToken cancellationToken = default)
    {
        await RemoveOldAsync(cancellationToken);
        var name = await VisibleClients.All(db, viewer).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken);
        await VisibleClients.All(db, viewer).Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, Now), cancellationToken);
        return name;
    }

    /// <summary>Takes a deleted client back, with everything that belongs to it.</summary>
    /// <returns>Its name; null where it is gone for good.</returns>
    public async Task<string?> TakeBackAsync(int id, CancellationToken cancellationToken = default)
    {
        var oldest = Oldest;
        var kept = VisibleClients.Deleted(db, viewer).Where(c => c.Id == id && c.DeletedAt > oldest);
        var name = await kept.Select(c => c.Name).FirstOrDefaultAsync(cancellationToken);
        await kept.ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, (DateTime?)null), cancellationToken);
        return name;
    }

    /// <summary>Who can be given a client to keep.</summary>
    public IQueryable<User> Keepers => db.Users.AsNoTracking().Where(u => u.Role == Role.Consultant && u.DisabledAt == null && !u.IsExample);

    /// <summary>Gives a client to another keeper, who sees it and its accounts from now on. Whoever kept it sees it no more, unless they are an admin.</summary>
    /// <param name="keeper">One of the <see cref="Keepers"/>; null: nobody, so that admins alone see it, which only an admin can do.</param>
    /// <returns>False where there is no such client, or nobody like that to keep it.</returns>
    public async Task<bool> HandOverAsync(int id, int? keeper, CancellationToken cancellationToken = default) =>
        (keeper is null ? viewer.SeesEverything : await Keepers.AnyAsync(u => u.Id == keeper, cancellationToken))
        && await VisibleClients.All(db, viewer).Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, keeper).SetProperty(c => c.ChangedAt, Now), cancellationToken) == 1;

    /// <summary>Takes a hand-over back: only its maker may ask for that, who may see the client no more, and only as long as nobody has handed it on.</summary>
    /// <returns>False where the client is gone or somebody else keeps it by now.</returns>
    public async Task<bool> TakeHandOverBackAsync(int id, int? from, int? to, CancellationToken cancellationToken = default) =>
        await VisibleClients.All(db, Viewer.Program).Where(c => c.Id == id && c.OwnerId == to)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, from).SetProperty(c => c.ChangedAt, Now), cancellationToken) == 1;

    /// <summary>Deleted clients that can still be taken back, newest first.</summary>
    public Task<List<Client>> ListDeletedAsync(CancellationToken cancellationToken = default)
    {
        var oldest = Oldest;
        return VisibleClients.Deleted(db, viewer).AsNoTracking().Where(c => c.DeletedAt > oldest).OrderByDescending(c => c.DeletedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Removes for good, with scores, report and share links.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken = default)
    {
        var oldest = Oldest;
        return VisibleClients.Deleted(db, Viewer.Program).Where(c => c.DeletedAt <= oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private DateTime Oldest => Now.AddDays(-KeptDays);

    private static IEnumerable<ClientAccount> Accounts(ClientDraft draft) => draft.Accounts.Select((id, i) => new ClientAccount { AccountId = id, Position = i });
}
