using System.Net;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>Sign-in through a provider, over real HTTP to a stub of one: who comes in, and every token that must not be believed.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private OidcStub _provider = null!;
    private WithProvider _app = null!;

    public async Task InitializeAsync()
    {
        _provider = await OidcStub.StartAsync();
        _app = new WithProvider(_provider.Address);
        _provider.Email = TestPeople.EmailOf(TestPeople.Marketer);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_who_was_invited_comes_in_by_a_verified_address_and_is_known_again_by_subject()
    {
        using var client = _app.ClientOf(null);
        Assert.Contains("The House", await client.GetStringAsync(At("/sign-in")), StringComparison.Ordinal);
        var inside = await SignInAsync(client);
        Assert.Equal((HttpStatusCode.Redirect, "/method"), (inside.StatusCode, inside.Headers.Location?.ToString()));
        Assert.Contains("Mira Marketer", await client.GetStringAsync(At("/you")), StringComparison.Ordinal);
        Assert.Equal("authorization_code", _provider.TokenRequest!["grant_type"]);

        // The address has changed there since, and nobody has verified the new one: the subject is the same person.
        (_provider.Email, _provider.EmailVerified) = ("mira@elsewhere.example", false);
        using var again = _app.ClientOf(null);
        await SignInAsync(again);
        Assert.Contains("Mira Marketer", await again.GetStringAsync(At("/you")), StringComparison.Ordinal);
        await using var db = _app.Open();
        var login = await db.Set<IdentityUserLogin<int>>().SingleAsync();
        Assert.Equal((TestPeople.Marketer, $"{_provider.Address}|subject-1"), (login.UserId, login.ProviderKey));
        Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Details == "Through the provider."));
    }

    [Theory]
    [InlineData("nonce", "of another visit")]
    [InlineData("nonce", null)]
    [InlineData("iss", "https://evil.example")]
    [InlineData("aud", "another-program")]
    [InlineData("aud", null)]
    [InlineData("exp", 1_700_000_000L)]
    [InlineData("exp", null)]
    [InlineData("nbf", 4_000_000_000L)]
    [InlineData("sub", null)]
    public async Task A_token_that_says_something_else_opens_nothing(string claim, object? value)
    {
        _provider.Bent[claim] = value;
        await RefusedAsync();
    }

    /// <summary>The first two came in at first: ASP.NET Core's handler asks for no signature in the code flow.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("cut")]
    [InlineData("HS256")]
    [InlineData("other-key")]
    public async Task A_token_that_the_provider_did_not_sign_opens_nothing(string signed)
    {
        _provider.Signed = signed;
        await RefusedAsync();
    }

    [Fact]
    public async Task User_info_of_somebody_else_opens_nothing()
    {
        _provider.UserInfoSubject = "subject-2";
        await RefusedAsync();
    }

    /// <summary>Else whoever makes somebody follow a link would have them work in the attacker's account.</summary>
    [Fact]
    public async Task A_code_that_another_browser_fetched_opens_nothing_here()
    {
        using var mine = _app.ClientOf(null);
        using var theirs = _app.ClientOf(null);
        var address = await ReturnAddressAsync(mine);
        var answer = await theirs.GetAsync(At(address));
        Assert.Equal("/sign-in?failed=1", answer.Headers.Location?.ToString());
        Assert.Null(_provider.TokenRequest);
    }

    [Theory]
    [InlineData("nobody@example.com", true)]
    [InlineData(null, true)]
    [InlineData("", true)]
    // An account that somebody made there under an address that is known here.
    [InlineData("person9001@example.com", false)]
    [InlineData("person9001@example.com", "false")]
    [InlineData("person9001@example.com", "no")]
    [InlineData("person9001@example.com", null)]
    public async Task Who_was_not_invited_or_is_not_verified_is_told_so_in_one_sentence(string? email, object? verified)
    {
        (_provider.Email, _provider.EmailVerified) = (email, verified);
        using var client = _app.ClientOf(null);
        var answer = await SignInAsync(client);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Nobody with this address was invited here, or the provider has not verified it. Ask an admin for an invitation.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(At("/method"))).StatusCode);
        await using var db = _app.Open();
        Assert.Empty(await db.Set<IdentityUserLogin<int>>().ToListAsync());
    }

    [Fact]
    public async Task Who_is_disabled_here_stays_out()
    {
        using var client = _app.ClientOf(null);
        await SignInAsync(client);
        await using var db = _app.Open();
        await db.Users.Where(u => u.Id == TestPeople.Marketer).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, DateTime.UtcNow));
        Assert.Equal(HttpStatusCode.Forbidden, (await SignInAsync(client)).StatusCode);
    }

    [Fact]
    public async Task Who_says_no_at_the_provider_is_back_at_the_door()
    {
        using var client = _app.ClientOf(null);
        var query = await AskAsync(client);
        var answer = await client.GetAsync(At($"/sign-in/oidc?error=access_denied&state={Uri.EscapeDataString(query["state"].ToString())}"));
        Assert.Equal("/sign-in?failed=1", answer.Headers.Location?.ToString());
    }

    private async Task RefusedAsync()
    {
        using var client = _app.ClientOf(null);
        var answer = await client.GetAsync(At(await ReturnAddressAsync(client)));
        Assert.Equal("/sign-in?failed=1", answer.Headers.Location?.ToString());
        Assert.NotNull(_provider.TokenRequest); // it came to the token
        Assert.Contains("The House did not sign you in.", await client.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(At("/method"))).StatusCode);
        await using var db = _app.Open();
        Assert.Empty(await db.Set<IdentityUserLogin<int>>().ToListAsync());
    }

    /// <summary>To the provider and back, as a browser goes.</summary>
    private async Task<HttpResponseMessage> SignInAsync(HttpClient client)
    {
        var back = await client.GetAsync(At(await ReturnAddressAsync(client)));
        Assert.StartsWith("/sign-in/returned", back.Headers.Location?.ToString(), StringComparison.Ordinal);
        return await client.GetAsync(back.Headers.Location);
    }

    private async Task<string> ReturnAddressAsync(HttpClient client)
    {
        var query = await AskAsync(client);
        var code = _provider.Authorize(query["nonce"].ToString(), query["code_challenge"].ToString());
        return $"/sign-in/oidc?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}";
    }

    private async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>> AskAsync(HttpClient client)
    {
        var away = (await client.GetAsync(At("/sign-in/with?back=/method"))).Headers.Location!;
        var query = QueryHelpers.ParseQuery(away.Query);
        Assert.Equal(_provider.Address + "/authorize", away.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", OidcStub.ClientId, "S256", "http://localhost/sign-in/oidc"),
            (query["response_type"].ToString(), query["client_id"].ToString(), query["code_challenge_method"].ToString(), query["redirect_uri"].ToString()));
        Assert.NotEqual("", query["nonce"].ToString());
        return query;
    }

    private static Uri At(string path) => new(path, UriKind.Relative);

    private sealed class WithProvider(string authority) : PagesApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Authentication:Oidc:Authority", authority);
            builder.UseSetting("Authentication:Oidc:ClientId", OidcStub.ClientId);
            builder.UseSetting("Authentication:Oidc:ClientSecret", OidcStub.Secret);
            builder.UseSetting("Authentication:Oidc:Name", "The House");
        }
    }
}
