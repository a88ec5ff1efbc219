using System.Globalization;
using System.Security.Claims;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;

namespace InfluenceScore.Web.Security;

/// <summary>
/// A viewer as the claims of a principal and back: what every way to sign in (cookie, guest of the demo, API key) makes, and all that anything behind it reads.
/// </summary>
public static class ViewerClaims
{
    public const string MayWrite = "influence:may-write";

    private const string Yes = "yes";

    /// <param name="scheme">How they proved it: the name of the authentication scheme.</param>
    public static ClaimsPrincipal ToPrincipal(this Viewer viewer, string scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        if (viewer.UserId is { } id)
            identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, id.ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer32));
        identity.AddClaim(new Claim(ClaimTypes.Name, viewer.Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, viewer.Role.ToString()));
        if (viewer.MayWrite)
            identity.AddClaim(new Claim(MayWrite, Yes));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Who is behind this request; <see cref="Data.People.Viewer.Nobody"/> where nobody has signed in, or claims are missing.</summary>
    public static Viewer Viewer(this HttpContext context) => context.User.Viewer();

    public static Viewer Viewer(this ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true)
            return Data.People.Viewer.Nobody;
        if (!Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role) || !Enum.IsDefined(role))
            return Data.People.Viewer.Nobody;
        int? id = int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new Viewer(id, role, principal.HasClaim(MayWrite, Yes), principal.FindFirstValue(ClaimTypes.Name) ?? "somebody");
    }
}
