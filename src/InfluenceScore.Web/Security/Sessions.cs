using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.OutputCaching;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Security;

/// <summary>
/// What the database says now of people with a session. Read once for each state of the store, so that a session ends, and a role changes, with the next
/// request after somebody was disabled, on every node; and an unchanged store costs no query.
/// </summary>
internal sealed class Sessions(StoreStamp stamp, IServiceScopeFactory scopes)
{
    /// <summary>Somebody as stored, with what the cookie must agree with.</summary>
    public sealed record Person(Viewer Viewer, string SecurityStamp);

    private sealed record State(long Stamp, ConcurrentDictionary<int, Person?> People);

    private State _state = new(0, []);

    /// <summary>Null where there is no such person (any more), or they are disabled.</summary>
    public async ValueTask<Person?> FindOrNullAsync(int id, HttpContext context)
    {
        // The stamp first: what is read after it is at least as new.
        var now = stamp.ReadOnce(context);
        var state = _state;
        if (state.Stamp != now)
            _state = state = new State(now, []);
        if (state.People.TryGetValue(id, out var known))
            return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.DisabledAt == null && !u.IsExample, context.RequestAborted);
        return state.People[id] = user is null ? null : new Person(ViewerOf(user), user.SecurityStamp ?? "");
    }

    public static Viewer ViewerOf(User user) => new(user.Id, user.Role, MayWrite: true, user.Name ?? user.Email ?? "somebody");
}

/// <summary>What a session cookie holds: whose it is, and the stamp that ends all of somebody's sessions when it changes.</summary>
internal sealed class SessionPrincipal : IUserClaimsPrincipalFactory<User>
{
    public const string StampClaim = "influence:stamp";

    public Task<ClaimsPrincipal> CreateAsync(User user)
    {
        var principal = Sessions.ViewerOf(user).ToPrincipal(IdentityConstants.ApplicationScheme);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(StampClaim, user.SecurityStamp ?? ""));
        return Task.FromResult(principal);
    }
}

/// <summary>Checks the session with every request; says where to sign in, and answers 403 without a detour.</summary>
internal sealed class SessionEvents(Sessions sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var cookie = context.Principal;
        Sessions.Person? person = null;
        try
        {
            if (int.TryParse(cookie?.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                person = await sessions.FindOrNullAsync(id, context.HttpContext);
        }
        catch (System.Data.Common.DbException) when (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The page that tells of this very failure: it is shown to anybody.
            context.RejectPrincipal();
            return;
        }
        if (person is null || cookie?.FindFirstValue(SessionPrincipal.StampClaim) != person.SecurityStamp)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        // What the database says of role and name counts, not what the cookie remembers.
        var principal = person.Viewer.ToPrincipal(IdentityConstants.ApplicationScheme);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionPrincipal.StampClaim, person.SecurityStamp));
        context.ReplacePrincipal(principal);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method) && request.Path != "/" ? QueryString.Create("back", request.Path + request.QueryString) : QueryString.Empty;
        context.Response.Redirect(request.PathBase + "/sign-in" + back);
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
