using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;

namespace InfluenceScore.Web.Security;

/// <summary>Who somebody is and what they may do: docs/people.md.</summary>
public static class SignInSetup
{
    public static IServiceCollection AddInfluenceSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        // For pages and everything else that is made for one request.
        services.AddScoped<Viewer>(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext?.Viewer() ?? Viewer.Nobody);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireAuthenticatedUser())
            .AddPolicy(Policies.Consultant, p => p.RequireAuthenticatedUser().RequireRole(nameof(Role.Consultant), nameof(Role.Admin)))
            .AddPolicy(Policies.Admin, p => p.RequireAuthenticatedUser().RequireRole(nameof(Role.Admin)))
            .AddPolicy(Policies.MayWrite, p => p.RequireAuthenticatedUser().RequireAssertion(c => c.User.Viewer().MayWrite));
        return services;
    }
}
