using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace InfluenceScore.Web.Security;

/// <summary>Identity's sign-in, closed to disabled and made-up people; notes when somebody came in.</summary>
public sealed class SignIns(
    UserManager<User> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<User> principals, IOptions<IdentityOptions> options, ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation, InfluenceDbContext db, TimeProvider clock)
    : SignInManager<User>(users, context, principals, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(User user) => user is { DisabledAt: null, IsExample: false } && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<System.Security.Claims.Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignedInAt, now));
    }
}

/// <summary>
/// Counts wrong passwords for addresses that nobody has, so that the lock-out of real people does not tell who is known here. In memory, bounded: what is
/// forgotten early only tells less.
/// </summary>
public sealed class UnknownAddresses : IDisposable
{
    private const int Most = 10_000;

    private readonly MemoryCache _failures = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>Counts one more failure; true where a real person would be locked out by now.</summary>
    public bool IsClosedAfterOneMore(string address, LockoutOptions lockout)
    {
        var key = address.ToUpperInvariant();
        var failures = _failures.Get<int>(key) + 1;
        _failures.Set(key, failures, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = lockout.DefaultLockoutTimeSpan });
        return failures >= lockout.MaxFailedAccessAttempts;
    }

    public void Dispose() => _failures.Dispose();
}
