using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Authentication;

namespace InfluenceScore.Web.Api.Keys;

/// <summary>
/// Who a request to the API is from: a key where the header Authorization stands there, else the browser's session, which may only read. Whatever is refused is told as a problem and never
/// sent to the page of signing in.
/// </summary>
internal static class ApiAuthentication
{
    private const string Refusing = "InfluenceScore.Refusing";

    /// <summary>After the other ways to sign in: their default scheme sends a bearer token here.</summary>
    public static void AddApiKeys(this IServiceCollection services)
    {
        services.AddScoped<ApiKeyStore>();
        services.AddSingleton<ApiKeyUse>();
        services.AddHostedService(p => p.GetRequiredService<ApiKeyUse>());
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(SignInSetup.ApiKeyScheme, null)
            .AddPolicyScheme(Refusing, null, o => o.ForwardDefaultSelector = http => ApiErrors.IsApi(http) ? SignInSetup.ApiKeyScheme : SignInSetup.AnyScheme);
        services.PostConfigure<AuthenticationOptions>(o => o.DefaultChallengeScheme = o.DefaultForbidScheme = Refusing);
    }

    /// <summary>A call that changes something: only with a key, and only with one made for it. A session would let any other site make the browser do it.</summary>
    public static RouteHandlerBuilder NeedsScope(this RouteHandlerBuilder call, ApiScopes scope) => call
        .RequireAuthorization(p => p.RequireAuthenticatedUser().RequireAssertion(c => c.User.Viewer().MayWrite && c.User.HasClaim(ApiKeyHandler.ScopeClaim, scope.ToString())))
        .WithMetadata(new NeededScope(scope));

    /// <summary>Why the request may not do what it asks for.</summary>
    public static string WhyForbidden(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope is not { } scope
        ? "Your role does not allow this."
        : !http.User.HasClaim(c => c.Type == ApiKeyHandler.KeyClaim) ? "Through the API a browser's session may only read: changes need an API key (Authorization: Bearer is_…), made under /you/keys."
        : !http.User.HasClaim(ApiKeyHandler.ScopeClaim, scope.ToString()) ? $"This API key was not made for that: it needs the scope {scope.ToString().ToLowerInvariant()}."
        : "Your role does not allow this.";

    /// <summary>The scope that a call needs.</summary>
    internal sealed record NeededScope(ApiScopes Scope);
}
