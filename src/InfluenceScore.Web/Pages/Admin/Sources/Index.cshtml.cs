using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Sources;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Ingestion;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.Sources;

/// <summary>The networks: what is configured or missing, whether they answer, and their secrets, which can be set and never read.</summary>
public sealed class IndexModel(InfluenceDbContext db, SourceCatalog sources, SourceSecrets secrets, IConfiguration configuration, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(25);
    private const int MaxSecretLength = 4000;

    /// <summary>Secrets that a source can be given here.</summary>
    private static readonly (string Network, string Name, string Label)[] Known =
    [
        ("x", "Sources:X:BearerToken", "Bearer token"),
        ("bluesky", "Sources:Bluesky:Identifier", "Handle to log in with"),
        ("bluesky", "Sources:Bluesky:AppPassword", "App password"),
    ];

    public sealed record SecretRow(string Name, string Label, string State, bool InConfiguration);

    public sealed record SourceRow(string Network, string? Missing, IReadOnlyList<SecretRow> Secrets);

    public IReadOnlyList<SourceRow> Rows { get; private set; } = [];

    [TempData]
    public string? Said { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var stored = await db.SourceSecrets.AsNoTracking().ToDictionaryAsync(s => s.Name, s => s.SetAt, cancel);
        Rows = [.. sources.All.Select(s => new SourceRow(s.Network, MissingOrNull(s), [.. Known.Where(k => k.Network == s.Network).Select(k => Row(k.Name, k.Label, stored))]))];
    }

    [NotAudited("It only asks the network.")]
    public async Task<IActionResult> OnPostTestAsync(string? network, CancellationToken cancel)
    {
        if (sources.FindOrNull(network ?? "") is not { } source)
            return Say("There is no such source.");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(TestTimeout);
        try
        {
            return Say($"{Words.Network(source.Network)}: {source.NotConfiguredReason ?? await source.TestConnectionAsync(timeout.Token)}");
        }
        catch (InfluenceScoreException e)
        {
            return Say($"{Words.Network(source.Network)}: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Say($"{Words.Network(source.Network)} did not answer within {TestTimeout.TotalSeconds:0} seconds.");
        }
    }

    [Audited(AuditActions.SecretSet, "name")]
    public async Task<IActionResult> OnPostSecretAsync(string? name, string? value, CancellationToken cancel)
    {
        if (Known.FirstOrDefault(k => k.Name == name) is not { Name: { } known } secret)
            return Say("There is no such setting.");
        if (string.IsNullOrWhiteSpace(value))
        {
            await secrets.RemoveAsync(known, cancel);
            return Say($"{secret.Label} of {Words.Network(secret.Network)} is removed.");
        }
        if (value.Length > MaxSecretLength || value.Any(char.IsControl))
            return Say($"That cannot be a {secret.Label.ToLowerInvariant()}: it is too long or holds a control character.");
        await secrets.SetAsync(known, value.Trim(), clock.GetUtcNow().UtcDateTime, cancel);
        return Say($"{secret.Label} of {Words.Network(secret.Network)} is stored, encrypted. It is not shown again.");
    }

    private SecretRow Row(string name, string label, Dictionary<string, DateTime> stored)
    {
        var configured = !string.IsNullOrWhiteSpace(configuration[name]);
        return new SecretRow(name, label, configured ? "set by configuration" : stored.TryGetValue(name, out var at) ? $"set {Words.Moment(at)}" : "not set", configured);
    }

    private static string? MissingOrNull(ISocialSource source)
    {
        try
        {
            return source.NotConfiguredReason;
        }
        catch (InfluenceScoreException e)
        {
            return e.Message;
        }
    }

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Admin/Sources/Index");
    }
}
