using System.Net;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Security;
using InfluenceScore.Web.Tests.Pages;
using InfluenceScore.Web.Tests.Pages.Clients;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>From the first start to the last admin: set-up, passwords, lock-out, links, second factor, ended sessions.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly NobodyYet _app = new();

    public SignInTests() => _app.Create();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_first_admin_is_made_once_by_the_printed_link()
    {
        using var client = _app.ClientOf(null);
        await using var db = _app.Open();
        var token = await new PasswordLinks(db, TimeProvider.System).MakeAsync(null, null);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At("/set-up"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At("/set-up?token=" + new string('A', 43)))).StatusCode);
        var made = await client.SubmitAsync("/set-up?token=" + token, "/set-up", ("email", "ada@example.com"), ("name", "Ada"), ("password", TestPeople.Password), ("again", TestPeople.Password));
        Assert.Equal("/", made.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(At("/admin/runs"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At("/set-up?token=" + token))).StatusCode);
        Assert.Equal(Role.Admin, (await db.Users.SingleAsync()).Role);
    }

    [Fact]
    public async Task A_set_up_link_runs_out_and_dies_with_the_first_admin()
    {
        using var client = _app.ClientOf(null);
        await using var db = _app.Open();
        var links = new PasswordLinks(db, TimeProvider.System);
        var old = await links.MakeAsync(null, null);
        await db.PasswordLinks.ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, DateTime.UtcNow.AddMinutes(-1)));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At("/set-up?token=" + old))).StatusCode);
        var token = await links.MakeAsync(null, null);
        TestPeople.Add(db, _app.ConnectionString);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At("/set-up?token=" + token))).StatusCode);
    }

    [Theory]
    [InlineData("/method?x=1", "/method?x=1")]
    [InlineData("//evil.example/x", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/error/404", "/")]
    [InlineData("", "/")]
    public async Task Signing_in_leads_back_to_this_site_only(string back, string to)
    {
        using var client = WithPeople();
        var answer = await SignInAsync(client, TestPeople.EmailOf(TestPeople.Marketer), TestPeople.Password, back);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(to, answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(At("/method"))).StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SignInSetup.SessionCookie, StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_sends_a_stranger_to_sign_in_and_back()
    {
        using var client = WithPeople();
        var answer = await client.GetAsync(At("/compare?account=x:a&days=30"));
        Assert.Equal("/sign-in?back=%2Fcompare%3Faccount%3Dx%3Aa%26days%3D30", new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery);
    }

    [Fact]
    public async Task Five_wrong_passwords_close_an_address_whether_anybody_has_it_or_not()
    {
        using var client = WithPeople();
        foreach (var email in new[] { TestPeople.EmailOf(TestPeople.Marketer), "nobody@example.com" })
        {
            for (var i = 1; i <= 5; i++)
            {
                var wrong = await SignInAsync(client, email, "not the password at all");
                Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
                var text = await wrong.Content.ReadAsStringAsync();
                Assert.Contains(i < 5 ? "E-mail address or password is wrong." : "closed for 15 minutes", text, StringComparison.Ordinal);
            }
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(client, TestPeople.EmailOf(TestPeople.Marketer), TestPeople.Password)).StatusCode);
    }

    [Fact]
    public async Task A_disabled_person_is_out_with_the_next_request_and_a_changed_role_counts_at_once()
    {
        using var client = WithPeople();
        await SignInAsync(client, TestPeople.EmailOf(TestPeople.Consultant), TestPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(At("/clients"))).StatusCode);
        await using var db = _app.Open();
        await db.Users.Where(u => u.Id == TestPeople.Consultant).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, Role.Marketer));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(At("/clients"))).StatusCode);
        await db.Users.Where(u => u.Id == TestPeople.Consultant).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, DateTime.UtcNow));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(At("/method"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(client, TestPeople.EmailOf(TestPeople.Consultant), TestPeople.Password)).StatusCode);
    }

    [Fact]
    public async Task An_invitation_is_a_link_that_works_once()
    {
        using var admin = WithPeople(TestPeople.Admin);
        var invited = await admin.SubmitAsync("/people", "/people/invite", ("email", "mo@example.com"), ("name", "Mo"), ("role", "Marketer"));
        var page = await admin.GetStringAsync(invited.Headers.Location);
        var token = System.Text.RegularExpressions.Regex.Match(page, "password\\?token=(?<it>[\\w-]{43})", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["it"].Value;
        Assert.DoesNotContain(token, await admin.GetStringAsync(invited.Headers.Location), StringComparison.Ordinal);

        using var client = _app.ClientOf(null);
        var link = "/password?token=" + token;
        Assert.Contains("not the same", await (await client.SubmitAsync(link, "/password", ("password", TestPeople.Password), ("again", "x"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("at least 12", await (await client.SubmitAsync(link, "/password", ("password", "short"), ("again", "short"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await client.SubmitAsync(link, "/password", ("password", TestPeople.Password), ("again", TestPeople.Password))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(At("/"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At(link))).StatusCode);
    }

    [Fact]
    public async Task A_consultant_invites_marketers_and_gives_only_what_they_see()
    {
        using var consultant = WithPeople(TestPeople.Consultant);
        await using var db = _app.Open();
        db.AddRange(new Account { Id = 1, Network = "x", Handle = "mine" }, new Account { Id = 2, Network = "x", Handle = "hidden" });
        db.Add(new UserAccount { UserId = TestPeople.Consultant, AccountId = 1 });
        await db.SaveChangesAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await consultant.SubmitAsync("/people", "/people/invite", ("email", "boss@example.com"), ("role", "Admin"))).StatusCode);
        var invited = await consultant.SubmitAsync("/people", "/people/invite", ("email", "mo@example.com"), ("role", "Marketer"), ("accounts", "1"), ("accounts", "2"));
        var mo = await db.Users.SingleAsync(u => u.Email == "mo@example.com");
        Assert.Equal([1], await db.UserAccounts.Where(a => a.UserId == mo.Id).Select(a => a.AccountId).ToListAsync());
        var page = invited.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.BadRequest, (await consultant.SubmitAsync(page, page + "/give", ("account", "x:hidden"))).StatusCode);
        // Somebody else's people do not exist for them.
        Assert.Equal(HttpStatusCode.NotFound, (await consultant.GetAsync(At($"/people/{TestPeople.Marketer}"))).StatusCode);
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        using var admin = WithPeople(TestPeople.Admin);
        var page = $"/people/{TestPeople.Admin}";
        var answer = await admin.SubmitAsync(page, page + "/role", ("role", "Marketer"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("last admin", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_and_every_code_opens_once()
    {
        using var client = WithPeople();
        await SignInAsync(client, TestPeople.EmailOf(TestPeople.Marketer), TestPeople.Password);
        await client.SubmitAsync("/you", "/you/factor");
        var setting = await client.GetStringAsync(At("/you/second-factor"));
        var key = System.Text.RegularExpressions.Regex.Match(setting, "secret=(?<it>[A-Z2-7]+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["it"].Value;
        // Two half minutes ahead, as of a telephone that is fast: good for two minutes and more, however slow the machine is.
        var (proved, next) = (Totp.Now(key, 1), Totp.Now(key, 2));
        Assert.Contains("class=\"qr\"", setting, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SubmitAsync("/you/second-factor", "/you/second-factor", ("code", "000000"))).StatusCode);
        var on = await (await client.SubmitAsync("/you/second-factor", "/you/second-factor", ("code", proved))).Content.ReadAsStringAsync();
        var code = System.Text.RegularExpressions.Regex.Match(on, "<code>(?<it>[^<]+)</code>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["it"].Value;
        await using (var db = _app.Open())
        {
            var stored = string.Join(' ', await db.Set<IdentityUserToken<int>>().Select(t => t.Value!).ToListAsync());
            Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
            Assert.DoesNotContain(code, stored, StringComparison.Ordinal);
        }
        await client.SubmitAsync("/you", "/sign-out");

        // The code that proved the app has been used, and an older one is refused with it; the next one opens once.
        foreach (var (tried, opens) in new[] { (code, true), (code, false), (proved, false), (next, true), (next, false), (proved, false) })
        {
            using var again = _app.ClientOf(null);
            var step = await SignInAsync(again, TestPeople.EmailOf(TestPeople.Marketer), TestPeople.Password);
            Assert.StartsWith("/sign-in/code", step.Headers.Location?.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Redirect, (await again.GetAsync(At("/method"))).StatusCode);
            var answer = await again.SubmitAsync(step.Headers.Location!.ToString(), "/sign-in/code", ("code", tried));
            Assert.Equal(opens ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Redirect, (await again.GetAsync(At("/method"))).StatusCode);
        }
    }

    [Fact]
    public async Task Codes_are_those_of_the_standard_and_of_two_requests_at_once_one_gets_in()
    {
        using var client = WithPeople();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(59));
        // RFC 6238, appendix B: the secret "12345678901234567890".
        await SetKeyAsync("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Assert.False(await TryAsync("287083", clock));
        Assert.Single(await Task.WhenAll(TryAsync("287082", clock), TryAsync("287082", clock)), opened => opened);
        clock.Advance(TimeSpan.FromSeconds(1_111_111_109 - 59));
        Assert.True(await TryAsync("081804", clock));
    }

    [Fact]
    public async Task A_clock_that_ran_ahead_when_a_code_was_taken_keeps_nobody_out_afterwards()
    {
        using var client = WithPeople();
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        await SetKeyAsync(key);
        var today = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        foreach (var (time, steps, opens) in new[] { (today.AddYears(1), 0, true), (today, 0, true), (today, 0, false), (today, -1, false), (today, 2, true), (today, 1, false), (today, 3, false) })
            Assert.True(opens == await TryAsync(Totp.At(key, time, steps), new FakeTimeProvider(time)), $"{time} {steps}");
        // Another app, another key: its first code is new.
        await SetKeyAsync("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
        Assert.True(await TryAsync(Totp.At("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U", today), new FakeTimeProvider(today)));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_session_too()
    {
        using var one = WithPeople();
        using var two = _app.ClientOf(null);
        foreach (var client in new[] { one, two })
            await SignInAsync(client, TestPeople.EmailOf(TestPeople.Marketer), TestPeople.Password);
        await one.SubmitAsync("/you", "/you/everywhere");
        Assert.Equal(HttpStatusCode.Redirect, (await two.GetAsync(At("/method"))).StatusCode);
    }

    [Theory]
    [InlineData("short", "at least 12")]
    [InlineData("aaaaaaaaaaaaaaaa", "repeats itself")]
    [InlineData("abcdefghijklmn", "neighbouring")]
    [InlineData("1qaz2wsx3edc4r", "neighbouring")]
    [InlineData("wren.tallow!2026", "name or e-mail")]
    [InlineData("InfluenceScore1", "word")]
    [InlineData("Password1234!", "word")]
    public void Passwords_that_are_guessed_first_are_refused(string password, string why) =>
        Assert.Contains(why, PasswordRules.ProblemOrNull(new User { Email = "wren.tallow@example.com" }, password) ?? "", StringComparison.Ordinal);

    [Fact]
    public void A_few_words_are_a_password() => Assert.Null(PasswordRules.ProblemOrNull(new User { Email = "wren@example.com" }, TestPeople.Password));

    private HttpClient WithPeople(int? person = null)
    {
        using (var db = _app.Open())
            TestPeople.Add(db, _app.ConnectionString);
        return _app.ClientOf(person);
    }

    private async Task SetKeyAsync(string key)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByEmailAsync(TestPeople.EmailOf(TestPeople.Marketer)))!;
        await ((IUserAuthenticatorKeyStore<User>)scope.ServiceProvider.GetRequiredService<IUserStore<User>>()).SetAuthenticatorKeyAsync(user, key, default);
        await users.UpdateAsync(user);
    }

    private async Task<bool> TryAsync(string code, TimeProvider clock)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByEmailAsync(TestPeople.EmailOf(TestPeople.Marketer)))!;
        return await new OneTimeCodes(scope.ServiceProvider.GetRequiredService<InfluenceDbContext>(), clock).ValidateAsync("TwoFactor", code, users, user);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password, string back = "/") =>
        client.SubmitAsync("/sign-in?back=" + Uri.EscapeDataString(back), "/sign-in", ("email", email), ("password", password));

    private static Uri At(string path) => new(path, UriKind.Relative);

    private sealed class NobodyYet : PagesApp
    {
        protected override void Seed(InfluenceDbContext db) => db.Users.ExecuteDelete();
    }
}
