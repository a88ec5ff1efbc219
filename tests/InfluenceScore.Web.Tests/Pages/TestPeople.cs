using System.Security.Claims;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>Somebody of each role in every test database, and their session cookies: real ones, sealed with the database's own keys as the program would.</summary>
public static class TestPeople
{
    public const int Admin = 9001, Consultant = 9002, Marketer = 9003, OtherMarketer = 9004;

    public const string Password = "five gulls over the harbour";

    private static readonly (int Id, Role Role, string Name)[] All =
        [(Admin, Role.Admin, "Ada Admin"), (Consultant, Role.Consultant, "Cato Consultant"), (Marketer, Role.Marketer, "Mira Marketer"), (OtherMarketer, Role.Marketer, "Otto Marketer")];

    private static readonly string Hash = new PasswordHasher<User>().HashPassword(new User(), Password);

    public static string EmailOf(int id) => $"person{id}@example.com";

    /// <summary>Adds the people and makes the keys.</summary>
    public static void Add(InfluenceDbContext db, string connectionString)
    {
        db.AddRange(All.Select(p => new User
        {
            Id = p.Id,
            UserName = EmailOf(p.Id),
            NormalizedUserName = EmailOf(p.Id).ToUpperInvariant(),
            Email = EmailOf(p.Id),
            NormalizedEmail = EmailOf(p.Id).ToUpperInvariant(),
            Name = p.Name,
            Role = p.Role,
            CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            PasswordHash = Hash,
            SecurityStamp = Stamp(p.Id),
            LockoutEnabled = true,
        }));
        db.SaveChanges();
        CookieOf(Admin, connectionString);
    }

    /// <summary>"name=value" of a session of that person.</summary>
    public static string CookieOf(int id, string connectionString)
    {
        using var services = new ServiceCollection()
            .AddInfluenceDatabase(null, connectionString)
            .AddDataProtection().SetApplicationName("InfluenceScore").PersistKeysToDbContext<InfluenceDbContext>().Services
            .BuildServiceProvider();
        var protector = services.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", IdentityConstants.ApplicationScheme, "v2");
        var (_, role, name) = All.Single(p => p.Id == id);
        var principal = new Viewer(id, role, MayWrite: true, name).ToPrincipal(IdentityConstants.ApplicationScheme);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionPrincipal.StampClaim, Stamp(id)));
        return $"{SignInSetup.SessionCookie}={new TicketDataFormat(protector).Protect(new AuthenticationTicket(principal, IdentityConstants.ApplicationScheme))}";
    }

    private static string Stamp(int id) => $"stamp of {id}";
}
