using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Commands;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>`user add`, `link`, `list` and `key`, as somebody on the machine types them.</summary>
public sealed class UserVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("influence-users-").FullName;

    private string Database => Path.Combine(_folder, "test.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Add_prints_a_link_that_works_once_and_link_ends_it_for_a_newer_one()
    {
        var added = await RunAsync("user", "add", " Ada@Example.com ", "--role", "admin", "--url", "https://scores.example.com/");
        Assert.Equal((0, ""), (added.Exit, added.Stderr));
        Assert.StartsWith("Ada@Example.com chooses a password here, once, within 7 days: https://scores.example.com/password?token=", added.Stdout);

        await using var db = Open();
        var user = await db.Users.AsNoTracking().SingleAsync();
        Assert.Equal(("Ada@Example.com", Role.Admin, (string?)null, (int?)null), (user.Email, user.Role, user.PasswordHash, user.InvitedById));
        var links = new PasswordLinks(db, TimeProvider.System);
        Assert.Equal(user.Id, (await links.FindOpenOrNullAsync(TokenOf(added)))?.UserId);

        var again = await RunAsync("user", "link", "ada@example.COM", "--url", "https://scores.example.com");
        Assert.Equal(0, again.Exit);
        Assert.Null(await links.FindOpenOrNullAsync(TokenOf(added)));
        Assert.Equal(user.Id, (await links.FindOpenOrNullAsync(TokenOf(again)))?.UserId);
        Assert.Equal([AuditActions.PersonAdded, AuditActions.LinkMade], await db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());
        Assert.DoesNotContain(await db.AuditEntries.ToListAsync(), e => $"{e.Subject}{e.Details}".Contains(TokenOf(again)));
    }

    [Fact]
    public async Task Every_role_can_be_added_in_any_case_and_list_names_everybody_with_their_state()
    {
        foreach (var (email, role) in new[] { ("m@example.com", "Marketer"), ("c@example.com", "CONSULTANT"), ("a@example.com", "admin") })
            Assert.Equal(0, (await RunAsync("user", "add", email, "--role", role)).Exit);
        await using (var db = Open())
        {
            await db.Users.Where(u => u.Email == "c@example.com").ExecuteUpdateAsync(u => u.SetProperty(x => x.PasswordHash, "x").SetProperty(x => x.LastSignedInAt, new DateTime(2026, 11, 1, 6, 0, 0, DateTimeKind.Utc)));
            await db.Users.Where(u => u.Email == "a@example.com").ExecuteUpdateAsync(u => u.SetProperty(x => x.DisabledAt, DateTime.UtcNow));
        }

        var list = await RunAsync("user", "list");

        Assert.Equal(0, list.Exit);
        Assert.Equal(["m@example.com\tMarketer\tinvited\tnever", "c@example.com\tConsultant\tpassword\t2026-11-01T06:00:00Z", "a@example.com\tAdmin\tdisabled\tnever"],
            list.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData(1, "This is no e-mail address", "user", "add", "nobody at all", "--role", "Admin")]
    [InlineData(1, "This is no e-mail address", "user", "add", "Ada <ada@example.com>", "--role", "Admin")]
    [InlineData(1, "Somebody with this e-mail address is known here already", "user", "add", "KNOWN@example.com", "--role", "Admin")]
    [InlineData(1, "Nobody with the e-mail address stranger@example.com is known", "user", "link", "stranger@example.com")]
    [InlineData(1, "Nobody with the e-mail address stranger@example.com may sign in", "user", "key", "stranger@example.com", "--name", "x")]
    [InlineData(2, "--role takes Marketer, Consultant or Admin, not 'owner'", "user", "add", "new@example.com", "--role", "owner")]
    [InlineData(2, "--role", "user", "add", "new@example.com")]
    [InlineData(2, "--scope takes read, ingest, import or webhooks, not 'all'", "user", "key", "known@example.com", "--name", "x", "--scope", "all")]
    [InlineData(2, "--name", "user", "key", "known@example.com")]
    public async Task What_cannot_be_done_is_one_sentence_and_an_exit_code(int exit, string sentence, params string[] args)
    {
        await RunAsync("user", "add", "known@example.com", "--role", "Consultant");
        var refused = await RunAsync(args);

        Assert.Equal(exit, refused.Exit);
        Assert.Contains(sentence, refused.Stderr + refused.Stdout);
        Assert.DoesNotContain("   at ", refused.Stderr);
        await using var db = Open();
        Assert.Equal(1, await db.Users.CountAsync());
        Assert.Equal(0, await db.ApiKeys.CountAsync());
    }

    [Fact]
    public async Task Key_prints_a_key_alone_on_its_line_that_opens_what_its_scopes_say()
    {
        await RunAsync("user", "add", "known@example.com", "--role", "Consultant");
        var made = await RunAsync("user", "key", "Known@example.com", "--name", "Nightly report", "--scope", "import", "--expires-days", "0");

        Assert.Equal(0, made.Exit);
        Assert.Matches("^is_[0-9A-Za-z]{57,}$", made.Stdout.Trim());
        await using var db = Open();
        var key = await db.ApiKeys.AsNoTracking().SingleAsync();
        Assert.Equal(("Nightly report", ApiScopes.Read | ApiScopes.Import, (DateTime?)null), (key.Name, key.Scopes, key.ExpiresAt));
        Assert.True(await db.AuditEntries.AnyAsync(e => e.Action == AuditActions.KeyMade && e.Subject == "known@example.com Nightly report"));
        Assert.Equal(1, (await RunAsync("user", "key", "known@example.com", "--name", "x", "--expires-days", "-1")).Exit);

        // Who may not sign in gets no key either.
        await db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.DisabledAt, DateTime.UtcNow));
        Assert.Equal(1, (await RunAsync("user", "key", "known@example.com", "--name", "x")).Exit);
    }

    private SqliteInfluenceDbContext Open() => new SqliteInfluenceDbContext(new DbContextOptionsBuilder<SqliteInfluenceDbContext>().UseSqlite($"Data Source={Database}").Options);

    private static string TokenOf((int Exit, string Stdout, string Stderr) run) => run.Stdout.Trim().Split("token=")[1];

    private async Task<(int Exit, string Stdout, string Stderr)> RunAsync(params string[] args)
    {
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var exit = await CommandLine.RunAsync([.. args, "--database", Database], stdout, stderr);
        return (exit, stdout.ToString(), stderr.ToString());
    }
}
