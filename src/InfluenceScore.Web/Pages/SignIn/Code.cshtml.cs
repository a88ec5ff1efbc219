using InfluenceScore.Data.Auditing;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.SignIn;

/// <summary>The second factor: six digits from an app, or one of the recovery codes.</summary>
[NoOutputCache]
public sealed class CodeModel(SignIns signIns, AuditLog audit) : PageModel
{
    public string Back { get; private set; } = "/";
    public bool Stay { get; private set; }
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? back, string? stay)
    {
        (Back, Stay) = (LocalAddress.Or(back, "/"), stay == "1");
        return await signIns.GetTwoFactorAuthenticationUserAsync() is null ? Redirect("/sign-in") : Page();
    }

    [NotAudited("writes its own entry")]
    public async Task<IActionResult> OnPostAsync(string? code, string? back, bool stay)
    {
        (Back, Stay) = (LocalAddress.Or(back, "/"), stay);
        if (await signIns.GetTwoFactorAuthenticationUserAsync() is not { } user)
            return Redirect("/sign-in");
        var plain = new string([.. (code ?? "").Where(char.IsLetterOrDigit)]);
        var result = plain.Length == 6 && plain.All(char.IsAsciiDigit)
            ? await signIns.TwoFactorAuthenticatorSignInAsync(plain, stay, rememberClient: false)
            : await signIns.TwoFactorRecoveryCodeSignInAsync((code ?? "").Trim().ToUpperInvariant());
        await audit.WriteAsync(result.Succeeded ? AuditActions.SignedIn : result.IsLockedOut ? AuditActions.LockedOut : AuditActions.SignInFailed, user.Email!, "By password and a second factor.");
        if (result.Succeeded)
            return LocalRedirect(Back);
        Problem = result.IsLockedOut ? "Too many wrong codes: this address is closed for 15 minutes." : "This code is wrong, was used already, or its half minute is over. Take the next one.";
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
