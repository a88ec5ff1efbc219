using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace InfluenceScore.Web.Pages.SignIn;

/// <summary>Sign in with a password. A wrong password and an unknown address answer alike, and take the same time.</summary>
[NoOutputCache]
public sealed class IndexModel(SignIns signIns, UserManager<User> users, UnknownAddresses unknown, IOptions<IdentityOptions> options, AuditLog audit, IServiceProvider services) : PageModel
{
    private const string Wrong = "E-mail address or password is wrong.";

    private static readonly User Nobody = new();

    public string? Email { get; private set; }
    public string Back { get; private set; } = "/";
    public string? Problem { get; private set; }

    /// <summary>The other way in, where settings name one.</summary>
    public Oidc.Settings? Provider { get; } = services.GetService<Oidc.Settings>();

    public void OnGet(string? back, string? failed)
    {
        Back = LocalAddress.Or(back, "/");
        if (failed == "1")
            Problem = $"{Provider?.Name ?? "The provider"} did not sign you in. Try again, or ask whoever keeps it.";
    }

    [NotAudited("writes its own entry")]
    public async Task<IActionResult> OnPostAsync(string? email, string? password, bool stay, string? back)
    {
        (Email, Back) = (Words.Plain(email, Data.Entities.User.MaxEmail), LocalAddress.Or(back, "/"));
        if (Email is null || string.IsNullOrEmpty(password) || password.Length > PasswordRules.MaxLength)
            return Refuse(Wrong);
        var user = await users.FindByEmailAsync(Email);
        if (user is not { DisabledAt: null, IsExample: false, PasswordHash: not null })
        {
            // The same work as for somebody who is known, or the time would tell.
            users.PasswordHasher.HashPassword(Nobody, password);
            return Refuse(unknown.IsClosedAfterOneMore(Email, options.Value.Lockout) ? Locked : Wrong);
        }
        var result = await signIns.PasswordSignInAsync(user, password, stay, lockoutOnFailure: true);
        if (!result.RequiresTwoFactor)
            await audit.WriteAsync(result.Succeeded ? AuditActions.SignedIn : result.IsLockedOut ? AuditActions.LockedOut : AuditActions.SignInFailed, user.Email!, "By password.");
        return result.Succeeded ? LocalRedirect(Back)
            : result.RequiresTwoFactor ? Redirect("/sign-in/code" + QueryString.Create("back", Back).Add("stay", stay ? "1" : ""))
            : Refuse(result == SignInResult.LockedOut ? Locked : Wrong);
    }

    private string Locked =>
        $"Too many wrong passwords: this address is closed for {options.Value.Lockout.DefaultLockoutTimeSpan.TotalMinutes:0} minutes. Wait, or ask an admin for a new password link.";

    private PageResult Refuse(string sentence)
    {
        Problem = sentence;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
