using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Commands;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.People;

/// <summary>One person: role, accounts given, links, and the way out.</summary>
[NoOutputCache]
public sealed class DetailsModel(InfluenceDbContext db, PeopleEdits edits, Viewer viewer, IConfiguration configuration) : PageModel
{
    public sealed record Given(int Id, string Network, string Handle, string Shown);

    public User Person { get; private set; } = new();
    public string Shown { get; private set; } = "";
    public IReadOnlyList<Given> Accounts { get; private set; } = [];
    public IReadOnlyList<string> Known { get; private set; } = [];
    public bool IsMe => Person.Id == viewer.UserId;
    public bool MayChangeRole => viewer.SeesEverything;
    public bool IsInvitation => PeopleEdits.IsInvitation(Person);
    public bool MayMakeLink => viewer.SeesEverything || IsInvitation;
    public IReadOnlyList<Role> Roles => edits.Roles;
    public string? Problem { get; private set; }

    /// <summary>Of a link just made; shown once.</summary>
    [TempData]
    public string? Token { get; set; }

    [TempData]
    public string? Said { get; set; }

    /// <summary>The account that was just taken, to give it back.</summary>
    [TempData]
    public string? Taken { get; set; }

    public string Link => $"{(configuration[PublicAddress.Setting] is { Length: > 0 } set ? set.TrimEnd('/') : $"{Request.Scheme}://{Request.Host}{Request.PathBase}")}/password?token={Token}";

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : this.NotKnown("There is no such person.");

    [Audited(AuditActions.LinkMade, "id")]
    public async Task<IActionResult> OnPostLinkAsync(int id, CancellationToken cancel)
    {
        var (token, problem) = await edits.NewLinkAsync(id, cancel);
        Token = token;
        return await AnswerAsync(id, problem, null, cancel);
    }

    [Audited(AuditActions.RoleChanged, "id", "role")]
    public async Task<IActionResult> OnPostRoleAsync(int id, Role role, CancellationToken cancel) =>
        await AnswerAsync(id, await edits.ChangeRoleAsync(id, role, cancel), "The role is changed.", cancel);

    [Audited(AuditActions.PersonDisabled, "id")]
    public async Task<IActionResult> OnPostDisableAsync(int id, CancellationToken cancel) =>
        await AnswerAsync(id, await edits.DisableAsync(id, cancel), "Disabled: every session has ended. Enable takes it back.", cancel);

    [Audited(AuditActions.PersonEnabled, "id")]
    public async Task<IActionResult> OnPostEnableAsync(int id, CancellationToken cancel) =>
        await AnswerAsync(id, await edits.EnableAsync(id, cancel), "Enabled: the same password opens again.", cancel);

    [Audited(AuditActions.TwoFactorChanged, "id")]
    public async Task<IActionResult> OnPostFactorAsync(int id, CancellationToken cancel) =>
        await AnswerAsync(id, await edits.RemoveSecondFactorAsync(id, cancel), "The second factor is off, and every session has ended.", cancel);

    [Audited(AuditActions.PersonRemoved, "id")]
    public async Task<IActionResult> OnPostWithdrawAsync(int id, CancellationToken cancel)
    {
        if (await edits.WithdrawAsync(id, cancel) is { } problem)
            return await AnswerAsync(id, problem, null, cancel);
        Said = "The invitation is withdrawn; its link opens nothing now.";
        return Redirect("/people");
    }

    [Audited(AuditActions.AccountGiven, "id", "account")]
    public async Task<IActionResult> OnPostGiveAsync(int id, string? account, CancellationToken cancel) => AccountKey.TryParse(account, out var key)
        ? await AnswerAsync(id, await edits.GiveAsync(id, key, cancel), "Given.", cancel)
        : await AnswerAsync(id, $"“{Words.Plain(account, 80)}” is no account: write the network, a colon and the handle, for example x:crumbtide.", null, cancel);

    [Audited(AuditActions.AccountTaken, "id", "account")]
    public async Task<IActionResult> OnPostTakeAsync(int id, int account, CancellationToken cancel)
    {
        var key = await db.Accounts.VisibleTo(db, viewer).Where(a => a.Id == account).Select(a => new { a.Network, a.Handle }).FirstOrDefaultAsync(cancel);
        var problem = await edits.TakeAsync(id, account, cancel);
        if (key is not null && problem is null)
            Taken = new AccountKey(key.Network, key.Handle).ToString();
        return await AnswerAsync(id, problem, "Taken back.", cancel);
    }

    private async Task<IActionResult> AnswerAsync(int id, string? problem, string? said, CancellationToken cancel)
    {
        if (problem is null)
        {
            Said = said;
            return Redirect($"/people/{id}");
        }
        if (!await FindAsync(id, cancel))
            return this.NotKnown("There is no such person.");
        Problem = problem;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<bool> FindAsync(int id, CancellationToken cancel)
    {
        if (await edits.Mine.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) is not { } person)
            return false;
        (Person, Shown) = (person, Words.Plain(person.Name, 80) ?? person.Email ?? "no name");
        var seen = db.Accounts.AsNoTracking().VisibleTo(db, viewer);
        Accounts = [.. (await seen.Where(a => db.UserAccounts.Any(g => g.UserId == id && g.AccountId == a.Id)).OrderBy(a => a.Name ?? a.Handle).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToListAsync(cancel))
            .Select(a => new Given(a.Id, a.Network, a.Handle, Words.Plain(a.Name, 60) ?? Words.Plain(a.Handle, 60) ?? "no name"))];
        Known = [.. (await seen.Where(a => a.Tracked).OrderBy(a => a.Handle).Take(300).Select(a => new { a.Network, a.Handle }).ToListAsync(cancel)).Select(a => new AccountKey(a.Network, a.Handle).ToString())];
        return true;
    }
}
