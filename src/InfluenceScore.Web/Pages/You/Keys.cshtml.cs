using InfluenceScore.Data;
using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.You;

/// <summary>The API keys of whoever is signed in: made, shown once, revoked.</summary>
[NoOutputCache]
public sealed class KeysModel(ApiKeyStore keys, Viewer viewer, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    /// <summary>The guest of the demo is no stored person, and has no keys.</summary>
    public bool MayHaveKeys => viewer is { UserId: not null, MayWrite: true };

    /// <summary>What a key of this person can be for beside reading, with words.</summary>
    public IEnumerable<(ApiScopes Scope, string Words)> Scopes => new[]
        {
            (ApiScopes.Ingest, "Start ingestion runs", Role.Admin), (ApiScopes.Import, "Import bundles", Role.Consultant), (ApiScopes.Webhooks, "Register webhooks", Role.Marketer),
        }.Where(s => viewer.Role >= s.Item3).Select(s => (s.Item1, s.Item2));

    /// <summary>The key that was just made; shown this once.</summary>
    [TempData]
    public string? Made { get; set; }

    [TempData]
    public string? Said { get; set; }

    public string? Failure { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Keys = viewer.UserId is { } user ? await keys.ListAsync(user, cancel) : [];
        Response.Headers.CacheControl = "no-store";
    }

    [Audited(AuditActions.KeyMade, "name", "days", "scope")]
    public async Task<IActionResult> OnPostAsync(string? name, int days, string[] scope, CancellationToken cancel)
    {
        if (viewer.UserId is not { } user)
            return Forbid();
        try
        {
            var allowed = Scopes.Where(s => scope.Contains(s.Scope.ToString())).Aggregate(ApiScopes.Read, (all, s) => all | s.Scope);
            Made = await keys.CreateAsync(user, name, allowed, days, cancel);
            return Redirect("/you/keys");
        }
        catch (InfluenceScoreException e)
        {
            Failure = e.Message;
            await OnGetAsync(cancel);
            return Page();
        }
    }

    [Audited(AuditActions.KeyRevoked, "key")]
    public async Task<IActionResult> OnPostRevokeAsync(int key, CancellationToken cancel)
    {
        if (viewer.UserId is not { } user)
            return Forbid();
        Said = await keys.RevokeAsync(user, key, cancel) ? "The key is revoked: nothing can be done with it any more." : "That key was revoked before.";
        return Redirect("/you/keys");
    }

    public bool IsValid(ApiKey key) => key.RevokedAt is null && !(key.ExpiresAt <= clock.GetUtcNow().UtcDateTime);

    public string State(ApiKey key) => key.RevokedAt is { } revoked ? $"revoked {Words.Day(revoked)}"
        : key.ExpiresAt is not { } expires ? "valid until it is revoked"
        : IsValid(key) ? $"valid until {Words.Day(expires)}" : $"expired {Words.Day(expires)}";

    public static string For(ApiScopes scopes) => scopes == ApiScopes.Read ? "read" : "read, " + scopes.ToString().ToLowerInvariant();
}
