using InfluenceScore.Data;
using InfluenceScore.Data.Scores;

namespace InfluenceScore.Web.Clients;

/// <summary>Combines the history of clients whose accounts changed, in the background, so that nobody waits for a form to be saved.</summary>
public sealed class ClientHistory(IServiceScopeFactory scopes, ILogger<ClientHistory> logger) : BackgroundService
{
    /// <summary>Another node or the command line may have changed a client: look now and then.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>A client's accounts have just changed.</summary>
    public void Wake()
    {
        try
        {
            _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first look must not hold up the start.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await ClientScoring.ScoreDueHistoryAsync(scope.ServiceProvider.GetRequiredService<InfluenceDbContext>(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "The history of a client could not be combined; it is tried again");
            }
            try
            {
                await _asked.WaitAsync(BetweenLooks, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // The program ends; the rows know what is due.
            }
        }
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }
}
