using System.Globalization;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.You;

/// <summary>What somebody keeps about themselves: name, password, second factor, sessions.</summary>
[NoOutputCache]
public sealed class IndexModel(UserManager<User> users, SignIns signIns, Viewer viewer, AuditLog audit) : PageModel
{
    private const int RecoveryCodes = 10;

    public User Me { get; private set; } = new();
    public int CodesLeft { get; private set; }
    public string? Problem { get; private set; }

    [TempData]
    public string? Said { get; set; }

    /// <summary>Fresh recovery codes, shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    [Audited(AuditActions.NameChanged)]
    public async Task<IActionResult> OnPostNameAsync(string? name)
    {
        if (!await FindAsync())
            return NotFound();
        Me.Name = Words.Plain(name, Data.Entities.User.MaxName);
        await users.UpdateAsync(Me);
        return Say("Your name is saved.");
    }

    [Audited(AuditActions.PasswordChanged)]
    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password, string? again)
    {
        if (!await FindAsync())
            return NotFound();
        if (await IsWrongAsync(current))
            return Refuse(Problem ?? "Your present password is not that.");
        if (password != again)
            return Refuse("The two new passwords are not the same.");
        if (PasswordRules.ProblemOrNull(Me, password ?? "") is { } problem)
            return Refuse(problem);
        await users.ChangePasswordAsync(Me, current!, password!);
        await signIns.RefreshSignInAsync(Me);
        return Say("The password is changed. Everywhere else you are signed out.");
    }

    /// <summary>Makes a key and goes to the page that shows it.</summary>
    [NotAudited("a key that counts once it is confirmed, which is recorded")]
    public async Task<IActionResult> OnPostFactorAsync()
    {
        if (!await FindAsync())
            return NotFound();
        if (Me.TwoFactorEnabled)
            return Say("The second factor is on already.");
        await users.ResetAuthenticatorKeyAsync(Me);
        await signIns.RefreshSignInAsync(Me);
        return Redirect("/you/second-factor");
    }

    [Audited(AuditActions.TwoFactorChanged)]
    public async Task<IActionResult> OnPostNoFactorAsync(string? current)
    {
        if (!await FindAsync())
            return NotFound();
        if (await IsWrongAsync(current))
            return Refuse(Problem ?? "Your password is not that; the second factor stays on.");
        await users.SetTwoFactorEnabledAsync(Me, false);
        await users.ResetAuthenticatorKeyAsync(Me);
        await signIns.RefreshSignInAsync(Me);
        return Say("The second factor is off.");
    }

    [NotAudited("writes its own entry")]
    public async Task<IActionResult> OnPostCodesAsync(string? current)
    {
        if (!await FindAsync())
            return NotFound();
        if (!Me.TwoFactorEnabled)
            return Say("Recovery codes belong to a second factor, which is off.");
        if (await IsWrongAsync(current))
            return Refuse(Problem ?? "Your password is not that; the old codes stay.");
        Codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(Me, RecoveryCodes) ?? []];
        CodesLeft = Codes.Count;
        await audit.WriteAsync(AuditActions.TwoFactorChanged, "/You/Index", "New recovery codes.");
        return Page();
    }

    [Audited(AuditActions.EverywhereSignedOut)]
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await users.UpdateSecurityStampAsync(Me);
        await signIns.SignOutAsync();
        return Redirect("/sign-in");
    }

    private async Task<bool> FindAsync()
    {
        if (viewer.UserId is not { } id || await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is not { } me)
            return false;
        Me = me;
        CodesLeft = me.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(me) : 0;
        return true;
    }

    /// <summary>Wrong ones count towards the lock-out: an open session must not be a place to guess.</summary>
    private async Task<bool> IsWrongAsync(string? password)
    {
        var result = await signIns.CheckPasswordSignInAsync(Me, password ?? "", lockoutOnFailure: true);
        if (result.IsLockedOut)
            Problem = "Too many wrong passwords: this is closed for 15 minutes.";
        return !result.Succeeded;
    }

    private RedirectResult Say(string sentence)
    {
        Said = sentence;
        return Redirect("/you");
    }

    private PageResult Refuse(string sentence)
    {
        Problem = sentence;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
