using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
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

    /// <summary>The made-up people by role; null where the demo is closed.</summary>
    private sealed record State(long Stamp, IReadOnlyDictionary<Role, int>? Examples);

    private State? _state;

    /// <summary>The guest as this visitor chose to look; null where the demo is not open.</summary>
    public async ValueTask<Viewer?> FindOrNullAsync(HttpContext context)
    {
        if (!demo || await ReadAsync(context.RequestAborted) is not { Examples: { } examples })
            return null;
        var look = LookOf(context.Request.Cookies[LookAsCookie]) ?? Role.Admin;
        return new Viewer(look == Role.Admin ? null : examples.GetValueOrDefault(look), look, MayWrite: false, "Guest");
    }

    public static Role? LookOf(string? text) => Looks.Where(r => r.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(r => (Role?)r).FirstOrDefault();

    private async ValueTask<State> ReadAsync(CancellationToken cancel)
    {
        var now = stamp.Read();
        if (_state is { } state && state.Stamp == now)
            return state;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        if (await db.Users.AnyAsync(u => !u.IsExample, cancel))
            return _state = new State(now, null);
        var examples = await db.Users.AsNoTracking().Where(u => u.IsExample).Select(u => new { u.Id, u.Role }).ToListAsync(cancel);
        return _state = new State(now, examples.GroupBy(u => u.Role).ToDictionary(g => g.Key, g => g.Min(u => u.Id)));
    }
}

internal static class DemoGuestSetup
{
    /// <summary>After the cookie had its say.</summary>
    public static void UseDemoGuest(this WebApplication app)
    {
        var guest = app.Services.GetRequiredService<DemoGuest>();
        app.Use(async (context, next) =>
        {
            try
            {
                if (context.User.Identity?.IsAuthenticated != true && await guest.FindOrNullAsync(context) is { } viewer)
                    context.User = viewer.ToPrincipal(DemoGuest.Scheme);
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
    /// The switch in the page's head. No antiforgery token, since pages are kept for many visitors: the worst that another site could do is change what a
    /// guest looks as, and browsers say where a request comes from.
    /// </summary>
    public static void MapLookAs(this WebApplication app) => app.MapPost("/look-as", (HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string? role) =>
    {
        if (!context.IsGuest())
            return Results.NotFound();
        if (DemoGuest.LookOf(role) is not { } look || context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return Results.BadRequest();
        context.Response.Cookies.Append(DemoGuest.LookAsCookie, look.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps });
        // The page that they came from may be closed to the other role.
        return Results.LocalRedirect("/");
    }).AllowAnonymous().DisableAntiforgery();
}
