using System.Net.Mail;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Security;

/// <summary>
/// Invites people, gives them accounts, and takes both back. An admin keeps everybody; a consultant the marketers whom they invited themselves, and gives only
/// accounts that they see. The last admin who can sign in stays one.
/// </summary>
public sealed class PeopleEdits(InfluenceDbContext db, UserManager<User> users, PasswordLinks links, TimeProvider clock, Viewer viewer)
{
    public const string LastAdmin = "This is the last admin who can sign in: make somebody else an admin first.";

    private const string NoSuchPerson = "There is no such person.";

    /// <summary>The people whom the viewer keeps.</summary>
    public IQueryable<User> Mine
    {
        get
        {
            var id = viewer.UserId ?? 0;
            return viewer.Role switch
            {
                Role.Admin => db.Users.Where(u => !u.IsExample),
                Role.Consultant => db.Users.Where(u => u.InvitedById == id && u.Role == Role.Marketer && !u.IsExample),
                _ => db.Users.Where(u => false),
            };
        }
    }

    /// <summary>Roles that the viewer may hand out.</summary>
    public IReadOnlyList<Role> Roles => viewer.Role switch { Role.Admin => [Role.Marketer, Role.Consultant, Role.Admin], Role.Consultant => [Role.Marketer], _ => [] };

    /// <summary>Makes a person without a password, and the link with which they choose one.</summary>
    /// <param name="accounts">Accounts to see; those that the viewer does not see are left out.</param>
    /// <returns>The new person's id and the link's token, or a sentence on why not.</returns>
    public async Task<(int Id, string? Token, string? Problem)> InviteAsync(string? email, string? name, Role role, IEnumerable<int> accounts, CancellationToken cancel)
    {
        email = email?.Trim();
        if (!IsAddress(email))
            return (0, null, "This is no e-mail address: it is written like name@example.com.");
        if (!Roles.Contains(role))
            return (0, null, $"The role must be one of {string.Join(", ", Roles)}.");
        if (await users.FindByEmailAsync(email!) is not null)
            return (0, null, "Somebody with this e-mail address is known here already.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var user = new User { UserName = email, Email = email, Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim(), Role = role, CreatedAt = now, InvitedById = viewer.UserId };
        if (await users.CreateAsync(user) is { Succeeded: false } refused)
            return (0, null, refused.Errors.First().Description);
        foreach (var account in await VisibleAccounts.AmongAsync(db, viewer, accounts, cancel))
            db.Add(new UserAccount { UserId = user.Id, AccountId = account, GivenAt = now, GivenById = viewer.UserId });
        await db.SaveChangesAsync(cancel);
        var token = await links.MakeAsync(user.Id, viewer.UserId, cancel);
        await transaction.CommitAsync(cancel);
        return (user.Id, token, null);
    }

    /// <summary>
    /// Another link to choose a password, for an invitation that ran out or a forgotten password. Of somebody who has signed in before only an admin makes one:
    /// it opens everything that this person sees, which may be more than their consultant does.
    /// </summary>
    public async Task<(string? Token, string? Problem)> NewLinkAsync(int id, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is not { } user)
            return (null, NoSuchPerson);
        if (!viewer.SeesEverything && !IsInvitation(user))
            return (null, "A new password link for somebody who has signed in before is made by an admin.");
        return user.DisabledAt is not null ? (null, "This person is disabled: enable them first.") : (await links.MakeAsync(id, viewer.UserId, cancel), null);
    }

    /// <returns>What is wrong, or null where it is done; so with the following.</returns>
    public async Task<string?> ChangeRoleAsync(int id, Role role, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is not { } user)
            return NoSuchPerson;
        if (!Roles.Contains(role))
            return $"The role must be one of {string.Join(", ", Roles)}.";
        if (role != Role.Admin && await IsLastAdminAsync(user, cancel))
            return LastAdmin;
        await SetAsync(id, set => set.SetProperty(u => u.Role, role), cancel);
        return null;
    }

    /// <summary>Their sessions end with their next request.</summary>
    public async Task<string?> DisableAsync(int id, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is not { } user)
            return NoSuchPerson;
        if (id == viewer.UserId)
            return "You cannot disable yourself; another admin can.";
        if (await IsLastAdminAsync(user, cancel))
            return LastAdmin;
        var now = clock.GetUtcNow().UtcDateTime;
        await db.PasswordLinks.Where(l => l.UserId == id).ExecuteDeleteAsync(cancel);
        // Another stamp, so that the sessions do not come back with the person.
        await SetAsync(id, set => set.SetProperty(u => u.DisabledAt, now).SetProperty(u => u.SecurityStamp, Guid.NewGuid().ToString("N")), cancel);
        return null;
    }

    public async Task<string?> EnableAsync(int id, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is null)
            return NoSuchPerson;
        await SetAsync(id, set => set.SetProperty(u => u.DisabledAt, (DateTime?)null).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null).SetProperty(u => u.AccessFailedCount, 0), cancel);
        return null;
    }

    /// <summary>For somebody who has lost the device and the recovery codes.</summary>
    public async Task<string?> RemoveSecondFactorAsync(int id, CancellationToken cancel)
    {
        if (!viewer.SeesEverything || await FindOrNullAsync(id, cancel) is null)
            return NoSuchPerson;
        await db.Set<IdentityUserToken<int>>().Where(t => t.UserId == id).ExecuteDeleteAsync(cancel);
        await SetAsync(id, set => set.SetProperty(u => u.TwoFactorEnabled, false).SetProperty(u => u.SecurityStamp, Guid.NewGuid().ToString("N")), cancel);
        return null;
    }

    /// <summary>Takes an invitation back that nobody has used yet: the person is gone, with what they were given.</summary>
    public async Task<string?> WithdrawAsync(int id, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is not { } user)
            return NoSuchPerson;
        if (!IsInvitation(user))
            return "This person has signed in before: disable them instead.";
        await db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(cancel);
        return null;
    }

    /// <param name="account">An account that the viewer sees.</param>
    public async Task<string?> GiveAsync(int id, AccountKey account, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is null)
            return NoSuchPerson;
        var found = await db.Accounts.VisibleTo(db, viewer).Where(a => a.Network == account.Network && a.Handle == account.Handle).Select(a => (int?)a.Id).FirstOrDefaultAsync(cancel);
        if (found is not { } accountId)
            return "No such account is known here, or it is none of yours.";
        if (!await db.UserAccounts.AnyAsync(a => a.UserId == id && a.AccountId == accountId, cancel))
        {
            db.Add(new UserAccount { UserId = id, AccountId = accountId, GivenAt = clock.GetUtcNow().UtcDateTime, GivenById = viewer.UserId });
            await db.SaveChangesAsync(cancel);
        }
        return null;
    }

    public async Task<string?> TakeAsync(int id, int accountId, CancellationToken cancel)
    {
        if (await FindOrNullAsync(id, cancel) is null)
            return NoSuchPerson;
        // What somebody else gave, a consultant neither sees nor takes.
        var seen = db.Accounts.VisibleTo(db, viewer).Select(a => a.Id);
        await db.UserAccounts.Where(a => a.UserId == id && a.AccountId == accountId && seen.Contains(a.AccountId)).ExecuteDeleteAsync(cancel);
        return null;
    }

    /// <summary>Never signed in, so there is nothing but the invitation.</summary>
    public static bool IsInvitation(User user) => user is { PasswordHash: null, LastSignedInAt: null };

    private Task<User?> FindOrNullAsync(int id, CancellationToken cancel) => Mine.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel);

    private async Task<bool> IsLastAdminAsync(User user, CancellationToken cancel) => user is { Role: Role.Admin, DisabledAt: null }
        && !await db.Users.AnyAsync(u => u.Id != user.Id && u.Role == Role.Admin && u.DisabledAt == null && !u.IsExample && (u.PasswordHash != null || u.LastSignedInAt != null), cancel);

    private Task<int> SetAsync(int id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<User>> set, CancellationToken cancel) => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(set, cancel);

    internal static bool IsAddress(string? email) => email is { Length: > 2 and <= User.MaxEmail } && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"')
        && MailAddress.TryCreate(email, out var address) && address.Address == email;
}
