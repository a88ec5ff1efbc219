using System.Security.Claims;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.SignIn;

/// <summary>
/// Back from the provider: in come people who were invited, known again by issuer and subject. The first time the e-mail address decides, and only where the provider
/// says that it has verified it: otherwise whoever makes an account there under somebody's address would be them here.
/// </summary>
[NoOutputCache]
public sealed class ReturnedModel(SignIns signIns, UserManager<User> users, AuditLog audit) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? back)
    {
        var outside = await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        if (outside.Principal is not { } principal || principal.FindFirst("sub") is not { } subject)
            return Redirect("/sign-in");
        var key = $"{principal.FindFirstValue("iss") ?? subject.Issuer}|{subject.Value}";
        var user = await users.FindByLoginAsync(Oidc.Scheme, key) ?? await FirstTimeOrNullAsync(principal, key);
        if (user is null || !await signIns.CanSignInAsync(user))
            return this.Refused("Nobody with this address was invited here, or the provider has not verified it. Ask an admin for an invitation.");
        await signIns.SignInAsync(user, isPersistent: false);
        await audit.WriteAsync(AuditActions.SignedIn, user.Email!, "Through the provider.");
        return LocalRedirect(LocalAddress.Or(back, "/"));
    }

    private async Task<User?> FirstTimeOrNullAsync(ClaimsPrincipal principal, string key)
    {
        if (principal.FindFirstValue("email") is not { Length: > 0 } email || !string.Equals(principal.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        if (await users.FindByEmailAsync(email) is not { } user || !await signIns.CanSignInAsync(user))
            return null;
        return (await users.AddLoginAsync(user, new UserLoginInfo(Oidc.Scheme, key, null))).Succeeded ? user : null;
    }
}
