using System.CommandLine;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>The verbs `user add`, `user link` and `user list`. They work on the database, so the server may be running.</summary>
internal static class UserVerbs
{
    public static void AddUserVerbs(this RootCommand root, Option<string?> database, TextWriter stdout)
    {
        var email = new Argument<string>("email") { Description = "Their e-mail address, which is their name at sign-in." };
        var role = new Option<string>("--role") { Description = "Marketer, Consultant or Admin.", Required = true };
        var url = new Option<string?>("--url") { Description = "Where the dashboard is reached, for the link. Default: the setting PublicUrl, else http://127.0.0.1:5000" };
        role.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && RoleOrNull(token.Value) is null)
                r.AddError($"--role takes Marketer, Consultant or Admin, not '{token.Value}'.");
        });

        var add = new Command("add", "Let somebody in: prints a one-time link with which they choose a password.") { email, role, url };
        add.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(database), async store =>
        {
            var (_, token, problem) = await store.Services.GetRequiredService<PeopleEdits>().InviteAsync(parsed.GetValue(email), null, RoleOrNull(parsed.GetValue(role))!.Value, [], cancel);
            if (problem is null)
                await store.Services.GetRequiredService<AuditLog>().WriteAsync(AuditActions.PersonAdded, parsed.GetValue(email)!.Trim(), parsed.GetValue(role)!, cancel);
            await PrintAsync(token, problem, parsed.GetValue(email)!, parsed.GetValue(url), stdout);
        }, cancel));

        var link = new Command("link", "A new one-time password link for somebody: a forgotten password, an invitation that ran out.") { email, url };
        link.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(database), async store =>
        {
            var wanted = parsed.GetValue(email)!.Trim().ToUpperInvariant();
            var id = await store.Db.Users.Where(u => u.NormalizedEmail == wanted).Select(u => (int?)u.Id).FirstOrDefaultAsync(cancel)
                ?? throw new InfluenceScoreException($"Nobody with the e-mail address {parsed.GetValue(email)} is known; 'user list' names everybody.");
            var (token, problem) = await store.Services.GetRequiredService<PeopleEdits>().NewLinkAsync(id, cancel);
            if (problem is null)
                await store.Services.GetRequiredService<AuditLog>().WriteAsync(AuditActions.LinkMade, parsed.GetValue(email)!.Trim(), "", cancel);
            await PrintAsync(token, problem, parsed.GetValue(email)!, parsed.GetValue(url), stdout);
        }, cancel));

        var list = new Command("list", "Everybody who may sign in: e-mail address, role, state, last sign-in; separated by tabs.");
        list.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(database), async store =>
        {
            foreach (var u in await store.Db.Users.AsNoTracking().Where(u => !u.IsExample).OrderBy(u => u.Id).ToListAsync(cancel))
                await stdout.WriteLineAsync($"{u.Email}\t{u.Role}\t{State(u)}\t{u.LastSignedInAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "never"}");
        }, cancel));

        root.Add(new Command("user", "People who may sign in.") { add, link, list, UserKeyVerb.Create(database, stdout) });
    }

    private static async Task<int> RunAsync(string? database, Func<Store, Task> act, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenAsync(database, cancellationToken);
        await act(store);
        return 0;
    }

    private static async Task PrintAsync(string? token, string? problem, string email, string? url, TextWriter stdout)
    {
        if (problem is not null)
            throw new InfluenceScoreException(problem);
        var address = string.IsNullOrEmpty(url) ? PublicAddress.Of(Store.Configuration(), []) : url.TrimEnd('/');
        await stdout.WriteLineAsync($"{Words.Plain(email, User.MaxEmail)} chooses a password here, once, within {PasswordLinks.Lifetime.TotalDays:0} days: {address}/password?token={token}");
    }

    private static string State(User user) => user.DisabledAt is not null ? "disabled" : PeopleEdits.IsInvitation(user) ? "invited" : user.TwoFactorEnabled ? "two factors" : "password";

    private static Role? RoleOrNull(string? text) => Enum.GetValues<Role>().Where(r => r.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(r => (Role?)r).FirstOrDefault();
}
