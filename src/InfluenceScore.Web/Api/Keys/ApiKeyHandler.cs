using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace InfluenceScore.Web.Api.Keys;

/// <summary>Authorization: Bearer is_…: makes the same claims as the cookie does, bounded by what the key is for.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys, ApiKeyUse use, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Claims of a principal that a key made: its row, and one for each of its scopes.</summary>
    public const string KeyClaim = "influence:key", ScopeClaim = "influence:scope";

    private const string Bearer = "Bearer ";
    private string _refusal = "Name an API key: the header Authorization: Bearer is_… . Keys are made under /you/keys.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || ApiKeyText.PublicIdOrNull(header[Bearer.Length..].Trim()) is null)
            return Refuse("The header Authorization does not hold an API key of InfluenceScore: Bearer is_… ; it may be mistyped or cut off.");
        if (await keys.FindOrNullAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not var (key, owner))
            return Refuse("This API key is not known here.");
        var now = clock.GetUtcNow().UtcDateTime;
        if (key.RevokedAt is not null)
            return Refuse("This API key was revoked; make another one under /you/keys.");
        if (key.ExpiresAt <= now)
            return Refuse($"This API key expired on {key.ExpiresAt:yyyy-MM-dd}; make another one under /you/keys.");
        if (owner.DisabledAt is not null)
            return Refuse("The person whom this API key belongs to may not sign in any more.");
        use.Note(key.Id, now);
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(key, owner), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer realm=\"InfluenceScore\"" : "Bearer realm=\"InfluenceScore\", error=\"invalid_token\"";
        Response.Headers.CacheControl = "no-store";
        await ApiErrors.WriteAsync(Context, StatusCodes.Status401Unauthorized, _refusal);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private AuthenticateResult Refuse(string sentence)
    {
        _refusal = sentence;
        return AuthenticateResult.Fail(sentence);
    }

    private static ClaimsPrincipal Principal(ApiKey key, User owner)
    {
        var principal = new Viewer(owner.Id, owner.Role, key.Scopes != ApiScopes.Read, owner.Name ?? owner.Email ?? "somebody").ToPrincipal(SignInSetup.ApiKeyScheme);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(KeyClaim, key.Id.ToString(CultureInfo.InvariantCulture)));
        foreach (var scope in Enum.GetValues<ApiScopes>().Where(s => s != ApiScopes.Read && key.Scopes.HasFlag(s)))
            identity.AddClaim(new Claim(ScopeClaim, scope.ToString()));
        return principal;
    }
}
