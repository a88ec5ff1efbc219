using System.CommandLine;
using InfluenceScore.Data;
using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `user key`: makes an API key for somebody and prints it, alone on its line, so that a script can take it.</summary>
internal static class UserKeyVerb
{
    public static Command Create(Option<string?> database, TextWriter stdout)
    {
        var email = new Argument<string>("email") { Description = "Whose key it is: it sees what they see." };
        var name = new Option<string>("--name") { Description = "What it is for, such as the program that will use it.", Required = true };
        var scopes = new Option<string[]>("--scope") { Description = "read (default), ingest, import or webhooks; may be given several times." };
        scopes.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(t => t.Value).Where(t => ScopeOrNull(t) is null))
                result.AddError($"--scope takes read, ingest, import or webhooks, not '{text}'.");
        });
        var days = new Option<int>("--expires-days") { Description = "Days until it expires, 1 to 3650; 0: never. Default 90.", DefaultValueFactory = _ => 90 };
        var key = new Command("key", "Make an API key for somebody and print it, this once.") { email, name, scopes, days };
        key.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(database), cancellationToken);
            var wanted = parsed.GetValue(email)!.Trim().ToUpperInvariant();
            var owner = await store.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == wanted && u.DisabledAt == null && !u.IsExample, cancellationToken)
                ?? throw new InfluenceScoreException($"Nobody with the e-mail address {parsed.GetValue(email)} may sign in.");
            var allowed = (parsed.GetValue(scopes) ?? []).Aggregate(ApiScopes.Read, (all, text) => all | ScopeOrNull(text)!.Value);
            var made = await new ApiKeyStore(store.Db, TimeProvider.System).CreateAsync(owner.Id, parsed.GetValue(name), allowed, parsed.GetValue(days), cancellationToken);
            await store.Services.GetRequiredService<AuditLog>().WriteAsync(AuditActions.KeyMade, $"{owner.Email} {Words.Plain(parsed.GetValue(name), 80)}", allowed.ToString(), cancellationToken);
            await stdout.WriteLineAsync(made);
            return 0;
        });
        return key;
    }

    private static ApiScopes? ScopeOrNull(string text) =>
        Enum.GetValues<ApiScopes>().Where(s => s.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(s => (ApiScopes?)s).FirstOrDefault();
}
