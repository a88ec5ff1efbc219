using InfluenceScore.Data;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace InfluenceScore.Web.Security;

/// <summary>Sign-in through an OpenID Connect provider, where settings name one. It opens only to addresses that were invited: Pages/SignIn/Returned.</summary>
public static class Oidc
{
    public const string Scheme = "Oidc";

    /// <summary>With a key pair only: what everybody knows can never be the secret of a token.</summary>
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <param name="Name">What the button calls it.</param>
    public sealed record Settings(Uri Authority, string ClientId, string ClientSecret, string Name)
    {
        /// <exception cref="InfluenceScoreException">Something is missing or wrong: one sentence.</exception>
        public static Settings? ReadOrNull(IConfiguration configuration)
        {
            var (authority, id, secret) = (configuration["Authentication:Oidc:Authority"], configuration["Authentication:Oidc:ClientId"], configuration["Authentication:Oidc:ClientSecret"]);
            if (string.IsNullOrEmpty(authority) && string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret))
                return null;
            if (string.IsNullOrEmpty(authority) || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
                throw new InfluenceScoreException("Single sign-on needs all of Authentication__Oidc__Authority, Authentication__Oidc__ClientId and Authentication__Oidc__ClientSecret.");
            if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
                throw new InfluenceScoreException($"The setting Authentication__Oidc__Authority is '{authority}'; it must be an https address.");
            return new Settings(address, id, secret, configuration["Authentication:Oidc:Name"] is { Length: > 0 } name ? name : "single sign-on");
        }
    }

    public static void AddOidc(this IServiceCollection services, IConfiguration configuration)
    {
        if (Settings.ReadOrNull(configuration) is not { } settings)
            return;
        services.AddSingleton(settings);
        services.AddAuthentication().AddOpenIdConnect(Scheme, o =>
        {
            o.Authority = settings.Authority.ToString().TrimEnd('/');
            o.ClientId = settings.ClientId;
            o.ClientSecret = settings.ClientSecret;
            o.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            o.SignInScheme = IdentityConstants.ExternalScheme;
            o.CallbackPath = "/sign-in/oidc";
            o.ResponseType = OpenIdConnectResponseType.Code;
            // By address, not by a form from elsewhere: then Lax cookies come along, and the page's own policy on forms stays strict.
            o.ResponseMode = OpenIdConnectResponseMode.Query;
            o.CorrelationCookie.SameSite = o.NonceCookie.SameSite = SameSiteMode.Lax;
            o.CorrelationCookie.SecurePolicy = o.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.MapInboundClaims = false;
            o.GetClaimsFromUserInfoEndpoint = true;
            o.ClaimActions.MapJsonKey("email", "email");
            o.ClaimActions.MapJsonKey("email_verified", "email_verified");
            o.Scope.Add("email");
            o.TokenValidationParameters.ValidAlgorithms = Algorithms;
            // A token that came straight from the provider may be unsigned, says the standard, and the handler lets it in (alg=none, or the signature cut off). Not here.
            o.Events.OnTokenValidated = context =>
            {
                if (context.SecurityToken is not { RawSignature.Length: > 0 })
                    context.Fail("The provider's token is not signed.");
                return Task.CompletedTask;
            };
            o.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                context.Response.Redirect(context.Request.PathBase + "/sign-in?failed=1");
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>The button leads here: an address, because a form that ends at another site would have to be allowed to all forms.</summary>
    public static void MapOidc(this WebApplication app) => app.MapGet("/sign-in/with", (string? back, HttpContext context) =>
        context.RequestServices.GetService<Settings>() is null ? Results.NotFound()
        : Results.Challenge(new AuthenticationProperties { RedirectUri = "/sign-in/returned" + QueryString.Create("back", LocalAddress.Or(back, "/")) }, [Scheme])).AllowAnonymous();
}
