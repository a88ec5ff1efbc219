using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Demo;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace InfluenceScore.Web.Security;

/// <summary>Who somebody is and what they may do: docs/people.md.</summary>
public static class SignInSetup
{
    /// <summary>The default scheme: sends a request to the API with a bearer token to <see cref="ApiKeyScheme"/>, any other to the session cookie.</summary>
    public const string AnyScheme = "InfluenceScore";

    /// <summary>Name under which API keys are registered.</summary>
    public const string ApiKeyScheme = "ApiKey";

    public const string SessionCookie = "influence-session";

    private static readonly TimeSpan SessionLength = TimeSpan.FromDays(14);

    public static IServiceCollection AddInfluenceSignIn(this IServiceCollection services, IConfiguration configuration, bool demo)
    {
        services.AddHttpContextAccessor();
        // For pages and everything else that is made for one request.
        services.AddScoped<Viewer>(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext?.Viewer() ?? Viewer.Nobody);
        services.AddScoped<VisibleLinks>();
        services.AddSingleton<Sessions>();
        services.AddScoped<SessionEvents>();
        services.AddSingleton(p => new DemoGuest(demo, p.GetRequiredService<StoreStamp>(), p.GetRequiredService<IServiceScopeFactory>()));
        services.AddAccounts();
        services.AddAuthentication(o =>
        {
            o.DefaultScheme = AnyScheme;
            o.DefaultSignInScheme = IdentityConstants.ExternalScheme;
        }).AddPolicyScheme(AnyScheme, null, o => o.ForwardDefaultSelector = Scheme).AddIdentityCookies();
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, o =>
        {
            o.Cookie.Name = SessionCookie;
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.ExpireTimeSpan = SessionLength;
            o.SlidingExpiration = true;
            o.EventsType = typeof(SessionEvents);
        });
        services.AddOidc(configuration);
        services.AddInfluencePolicies();
        return services;
    }

    /// <summary>In front of everything that shows something, the page cache too.</summary>
    public static void UseInfluenceSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseDemoGuest();
        // Between the two: a key that is not known counts against its address, and too many are not even judged.
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    /// <summary>Identity's own services, over the one table of users: also what the verb `user` needs.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(o =>
        {
            // Length, and what is easily guessed (PasswordRules); not a digit here and a capital there (NIST SP 800-63B, 5.1.1.2).
            o.Password.RequiredLength = PasswordRules.MinLength;
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
            o.Password.RequiredUniqueChars = PasswordRules.MinDifferent;
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            o.User.RequireUniqueEmail = true;
            o.User.AllowedUserNameCharacters = ""; // an e-mail address has its own rules: PasswordLinks
        })
            .AddUserStore<UserStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<SessionPrincipal>()
            .AddSignInManager<SignIns>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<UnknownAddresses>();
        services.AddScoped<PasswordLinks>();
        services.AddScoped<PeopleEdits>();
        return services;
    }

    private static void AddInfluencePolicies(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalInWords>();
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new ChangesNeedMayWrite()).Build();
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(signedIn)
            .SetFallbackPolicy(signedIn)
            .AddPolicy(Policies.SignedIn, signedIn)
            .AddPolicy(Policies.Consultant, p => p.Combine(signedIn).RequireRole(nameof(Role.Consultant), nameof(Role.Admin)))
            .AddPolicy(Policies.Admin, p => p.Combine(signedIn).RequireRole(nameof(Role.Admin)))
            .AddPolicy(Policies.MayWrite, p => p.Combine(signedIn).RequireAssertion(c => c.User.Viewer().MayWrite));
    }

    private static string Scheme(HttpContext context) =>
        // A key opens the API and no page.
        Api.ApiErrors.IsApi(context) && context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && context.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Authentication.AuthenticationOptions>>().Value.SchemeMap.ContainsKey(ApiKeyScheme)
            ? ApiKeyScheme : IdentityConstants.ApplicationScheme;
}
