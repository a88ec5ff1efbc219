using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>One account of a client as pages show it.</summary>
/// <param name="Newest">Newest post or profile that is known, null where none is.</param>
public sealed record ClientAccountRow(int ClientId, int AccountId, string Network, string Handle, string? Name, DateTime? Newest)
{
    public AccountKey Key => new(Network, Handle);

    /// <summary>"@crumbtide on X".</summary>
    public string Shown => $"@{Words.Plain(Handle, 80)} on {Words.Network(Network)}";
}

/// <summary>Reads the accounts of clients and how fresh they are.</summary>
public static class ClientAccounts
{
    /// <summary>Days without anything new after which an account counts as stale.</summary>
    public const int StaleDays = 14;

    /// <summary>The accounts of these clients, each client's main one first.</summary>
    public static async Task<ILookup<int, ClientAccountRow>> ReadAsync(InfluenceDbContext db, IReadOnlyCollection<int> clients, CancellationToken cancel)
    {
        var rows = await (
            from c in db.ClientAccounts.AsNoTracking()
            where clients.Contains(c.ClientId)
            join a in db.Accounts on c.AccountId equals a.Id
            orderby c.ClientId, c.Position
            select new
            {
                c.ClientId,
                a.Id,
                a.Network,
                a.Handle,
                Name = a.Name == null ? null : a.Name.Substring(0, 200),
                // Both are the end of an index: no row of a large account is read.
                Post = db.Posts.Where(p => p.AuthorId == a.Id).Max(p => p.CreatedAt),
                Profile = db.Profiles.Where(p => p.AccountId == a.Id).Max(p => (DateTime?)p.ObservedAt),
            }).ToListAsync(cancel);
        return rows.Select(r => new ClientAccountRow(r.ClientId, r.Id, r.Network, r.Handle, r.Name, Newest(r.Post, r.Profile))).ToLookup(r => r.ClientId);
    }

    private static DateTime? Newest(DateTime? post, DateTime? profile) => new[] { post, profile }.Max() is { } newest && newest > Facts.UnknownTime ? newest : null;
}
