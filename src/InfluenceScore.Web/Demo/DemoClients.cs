using InfluenceScore.Data;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Demo.Cast;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Demo;

/// <summary>The clients of a made-up consultant in the demo world, with notes, a letterhead and the words of one report.</summary>
internal static class DemoClients
{
    private sealed record Made(string Name, string? Folder, string? Notes, params CastMember[] Accounts);

    private static readonly Made[] All =
    [
        new("Crumbtide Bakery", "Food and drink", "Perpetua decides, her brother answers the phone before noon.\nReport at the end of each quarter.",
            Bakers.Crumbtide, Bakers.CrumbtideOnBluesky, Bakers.CrumbtideOnMastodon),
        new("Ropequill Coffee", "Food and drink", "Asks for numbers, likes pictures of dogs.", Shops.Ropequill),
        new("Gullgrist Brewery", "Food and drink", null, Shops.Gullgrist),
        new("The Quillhaven Lantern", "Press", "Two editors, one account each network.", Newsroom.Lantern, Newsroom.LanternOnBluesky),
        new("Tidewright Boatyard", "On the water", "Away on a delivery voyage; nothing to do until they are back.", Waterfront.Tidewright),
        new("Pellworm Sailing School", "On the water", null, Waterfront.Pellworm),
        new("Barnaquill Books", null, null, Shops.Barnaquill),
    ];

    /// <summary>Adds them to the demo world, before it is scored.</summary>
    public static async Task AddAsync(InfluenceDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ids = (await db.Accounts.AsNoTracking().Where(a => a.Tracked).Select(a => new { a.Network, a.Handle, a.Id }).ToListAsync(cancellationToken))
            .ToDictionary(a => new AccountKey(a.Network, a.Handle).ToString(), a => a.Id, StringComparer.Ordinal);
        var now = clock.GetUtcNow().UtcDateTime;
        User consultant = Example("Wren Tallow", "wren@tallow.example", Role.Consultant, now), marketer = Example("Perpetua Quern", "perpetua@crumbtide.example", Role.Marketer, now);
        db.AddRange(consultant, marketer);
        await db.SaveChangesAsync(cancellationToken);
        // The bakery's own accounts, and the rival it is compared with.
        db.AddRange(((CastMember[])[Bakers.Crumbtide, Bakers.CrumbtideOnBluesky, Bakers.CrumbtideOnMastodon, Bakers.Sheafmoor])
            .Select(a => new UserAccount { UserId = marketer.Id, AccountId = ids[a.Account.Key], GivenAt = now, GivenById = consultant.Id }));
        db.Add(new UserAccount { UserId = consultant.Id, AccountId = ids[Bakers.Sheafmoor.Account.Key], GivenAt = now });
        var edits = new ClientEdits(db, clock, new Viewer(consultant.Id, consultant.Role, MayWrite: true, consultant.Name!));
        foreach (var made in All)
        {
            var id = await edits.CreateAsync(new ClientDraft(made.Name, made.Folder, "Quillhaven", made.Notes, [.. made.Accounts.Select(a => ids[a.Account.Key])]), cancellationToken);
            if (made.Accounts[0] == Bakers.Crumbtide)
                db.Add(Words(id, clock));
        }
        using var logo = new MemoryStream();
        await using (var file = typeof(DemoClients).Assembly.GetManifestResourceStream("InfluenceScore.Web.Demo.letterhead.png")!)
            await file.CopyToAsync(logo, cancellationToken);
        db.Add(new Letterhead { OwnerId = consultant.Id, Name = "Tallow & Thrift", Line = "Quiet marketing, Quillhaven", Logo = logo.ToArray(), LogoType = "image/png", ChangedAt = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Every run of the demo is scored with these clients in it, so no history is due.</summary>
    public static Task<int> CloseHistoryAsync(InfluenceDbContext db, CancellationToken cancellationToken) =>
        VisibleClients.All(db, Viewer.Program).ExecuteUpdateAsync(set => set.SetProperty(c => c.HistoryScoredAt, c => (DateTime?)c.AccountsChangedAt), cancellationToken);

    /// <summary>Nobody can sign in as them: no password, and marked as made up.</summary>
    private static User Example(string name, string email, Role role, DateTime now) => new()
    {
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        Name = name,
        Role = role,
        CreatedAt = now,
        IsExample = true,
    };

    private static ClientReport Words(int clientId, TimeProvider clock) => new()
    {
        ClientId = clientId,
        Title = "More people in town act on what you post",
        Words = """
            Dear Perpetua,

            the harbour-market posts did most of it again: people of the town who had never written to you before came, and some stayed. The Lantern’s readers came with them.

            What I would keep: the evening post before each market. What I would drop: worrying about followers; the ones who never act cost you nothing and bring nothing.
            """,
        Suggestions = """
            Write the market post on Friday between six and eight in the evening.
            Answer the harbour master: her readers are yours.
            Put the same recipe on Bluesky a day later, not at the same hour.
            """,
        Sections = ReportSections.All,
        ChangedAt = clock.GetUtcNow().UtcDateTime,
    };
}
