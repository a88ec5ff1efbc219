using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.SignIn;

/// <summary>Where a one-time link leads: an invited person, or somebody who forgot it, chooses a password.</summary>
[NoOutputCache]
public sealed class PasswordModel(InfluenceDbContext db, PasswordLinks links, UserManager<User> users, SignIns signIns, AuditLog audit) : PageModel
{
    public string Token { get; private set; } = "";
    public string? Email { get; private set; }

    /// <summary>How others see them.</summary>
    public string? Name { get; private set; }

    public string? Problem { get; private set; }

    public Task<IActionResult> OnGetAsync(string? token, CancellationToken cancel) => ShowAsync(token, cancel);

    [NotAudited("writes its own entry")]
    public async Task<IActionResult> OnPostAsync(string? token, string? name, string? password, string? again, CancellationToken cancel)
    {
        if (await FindOrNullAsync(token, cancel) is not var (link, user))
            return this.NoSuchLink();
        (Token, Email, Name) = (token!, user.Email, Words.Plain(name, Data.Entities.User.MaxName));
        user.Name = Name;
        if (password != again)
            return Refuse("The two passwords are not the same.");
        if (PasswordRules.ProblemOrNull(user, password ?? "") is { } problem)
            return Refuse(problem);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            if (!await links.UseAsync(link, cancel))
                return this.NoSuchLink();
            await users.RemovePasswordAsync(user);
            // A new password ends every session, and opens a locked door.
            if (await users.AddPasswordAsync(user, password!) is { Succeeded: false } refused)
                return Refuse(refused.Errors.First().Description);
            await users.SetLockoutEndDateAsync(user, null);
            await users.ResetAccessFailedCountAsync(user);
            await audit.WriteAsync(AuditActions.PasswordChanged, user.Email!, "By a one-time link.", cancel);
            await transaction.CommitAsync(cancel);
        }
        if (user.TwoFactorEnabled)
            return Redirect("/sign-in");
        await signIns.SignInAsync(user, isPersistent: false);
        return Redirect("/");
    }

    private async Task<IActionResult> ShowAsync(string? token, CancellationToken cancel)
    {
        if (await FindOrNullAsync(token, cancel) is not var (_, user))
            return this.NoSuchLink();
        (Token, Email, Name) = (token!, user.Email, user.Name);
        return Page();
    }

    private async Task<(PasswordLink Link, User User)?> FindOrNullAsync(string? token, CancellationToken cancel) =>
        await links.FindOpenOrNullAsync(token, cancel) is { UserId: { } id } link && await db.Users.FindAsync([id], cancel) is { DisabledAt: null, IsExample: false } user ? (link, user) : null;

    private PageResult Refuse(string sentence)
    {
        Problem = sentence;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

internal static class Links
{
    /// <summary>One answer for every link that opens nothing: mistyped, used, run out.</summary>
    public static IActionResult NoSuchLink(this PageModel page) => page.NotKnown("This link opens nothing. It may be mistyped, used already, or too old. Ask whoever sent it for a new one.");
}
