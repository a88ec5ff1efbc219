using System.Security.Claims;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Demo;

/// <summary>
/// Whoever opens the demo is signed in as a guest who may look in any role and change nothing; as consultant and marketer they see what the two made-up people
/// of the demo see. Only under `serve --demo`, and only while nobody has been given a way to sign in: a database with people of its own is never opened this way.
/// </summary>
internal sealed class DemoGuest(bool demo, StoreStamp stamp, IServiceScopeFactory scopes)
{
    public const string LookAsCookie = "influence-look-as", Scheme = "DemoGuest";

    public static readonly Role[] Looks = [Role.Marketer, Role.Consultant, Role.Admin];

    /// <summary>The guest in each role, as the made-up person of that role; null where the demo is closed.</summary>
    private sealed record State(long Stamp, IReadOnlyDictionary<Role, ClaimsPrincipal>? Guests);

    private State? _state;

    /// <summary>The guest as this visitor chose to look; null where the demo is not open.</summary>
    public async ValueTask<ClaimsPrincipal?> FindOrNullAsync(HttpContext context) =>
        demo && await ReadAsync(context) is { Guests: { } guests } ? guests[LookOf(context.Request.Cookies[LookAsCookie]) ?? Role.Admin] : null;

    public static Role? LookOf(string? text) => text is null ? null : Looks.Where(r => r.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(r => (Role?)r).FirstOrDefault();

    private async ValueTask<State> ReadAsync(HttpContext context)
    {
        var now = stamp.ReadOnce(context);
        if (_state is { } state && state.Stamp == now)
            return state;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        if (await db.Users.AnyAsync(u => !u.IsExample, context.RequestAborted))
            return _state = new State(now, null);
        var examples = await db.Users.AsNoTracking().Where(u => u.IsExample).Select(u => new { u.Id, u.Role }).ToListAsync(context.RequestAborted);
        var ids = examples.GroupBy(u => u.Role).ToDictionary(g => g.Key, g => g.Min(u => u.Id));
        return _state = new State(now, Looks.ToDictionary(look => look, look => new Viewer(look == Role.Admin ? null : ids.GetValueOrDefault(look), look, MayWrite: false, "Guest").ToPrincipal(Scheme)));
    }
}

internal static class DemoGuestSetup
{
    /// <summary>After the cookie had its say.</summary>
    public static void UseDemoGuest(this WebApplication app)
    {
        var guests = app.Services.GetRequiredService<DemoGuest>();
        app.Use(async (context, next) =>
        {
            try
            {
                // A key that is refused is told so, and not taken for a guest.
                if (context.User.Identity?.IsAuthenticated != true && context.Request.Headers.Authorization.Count == 0 && await guests.FindOrNullAsync(context) is { } guest)
                    context.User = guest;
            }
            catch (System.Data.Common.DbException) when (context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                // The page that tells of this very failure: it is shown to anybody.
            }
            await next(context);
        });
    }

    public static bool IsGuest(this HttpContext context) => context.User.Identity?.AuthenticationType == DemoGuest.Scheme;

    /// <summary>
    /// The switch in the page's head. A token in the form would be another for each visitor, and these pages are kept for all of them: the browser itself proves instead
    /// that the form was this site's. Every browser since 2023 says so over https and on this machine (Sec-Fetch-Site), each since long before by Origin; who says neither is refused.
    /// </summary>
    public static void MapLookAs(this WebApplication app) => app.MapPost("/look-as", async (HttpContext context) =>
    {
        if (!context.IsGuest())
            return Results.NotFound();
        var role = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["role"].ToString() : null;
        if (DemoGuest.LookOf(role) is not { } look || !context.Request.IsProvedOurs())
            return Results.BadRequest();
        context.Response.Cookies.Append(DemoGuest.LookAsCookie, look.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps });
        // The page that they came from may be closed to the other role.
        return Results.LocalRedirect("/");
    }).AllowAnonymous();
}
