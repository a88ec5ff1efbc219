using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Ingestion;

/// <summary>
/// Tells a page that runs have changed, as server-sent events; the page then fetches its list again. Reads the rows, so any process may execute the runs; imports of this process tell how far they are before their rows can.
/// </summary>
public static class RunEvents
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // A page that is left open overnight comes back by itself: browsers reconnect.
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(30);

    public static IEndpointConventionBuilder MapRunEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/admin/runs/events", (IServiceScopeFactory scopes, IHostApplicationLifetime host, CancellationToken cancel) =>
            TypedResults.ServerSentEvents(ChangesAsync(scopes, host.ApplicationStopping, cancel)));

    private static async IAsyncEnumerable<SseItem<string>> ChangesAsync(IServiceScopeFactory scopes, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        ends.CancelAfter(LongestStream);
        var last = "";
        while (!ends.IsCancellationRequested)
        {
            var state = await StateAsync(scopes);
            if (state != last)
                yield return new SseItem<string>(last = state, "runs");
            await Task.Delay(BetweenLooks, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string> StateAsync(IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var runs = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>().IngestionRuns.AsNoTracking();
        var newest = await runs.OrderByDescending(r => r.UpdatedAt).Select(r => new { r.Id, r.UpdatedAt, r.Status }).FirstOrDefaultAsync();
        var count = await runs.CountAsync();
        var imports = scope.ServiceProvider.GetRequiredService<RunningImports>().State;
        return string.Create(CultureInfo.InvariantCulture, $"{count} {newest?.Id} {newest?.Status} {newest?.UpdatedAt:O} {imports}");
    }
}
