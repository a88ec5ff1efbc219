using InfluenceScore.Data;
using InfluenceScore.Data.Webhooks;
using Quartz;

namespace InfluenceScore.Web.Webhooks;

/// <summary>Webhooks: what happened here, told to an address of somebody's own. docs/api.md says what a receiver gets.</summary>
internal static class WebhooksSetup
{
    private static readonly TimeSpan LookForDeliveries = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddInfluenceWebhooks(this IServiceCollection services)
    {
        services.AddWebhookHttp();
        services.AddSingleton<WebhookSecrets>();
        services.AddScoped<WebhookRegistry>();
        services.AddScoped<WebhookSender>();
        services.AddQuartz(q => q.ScheduleJob<WebhooksJob>(
            t => t.WithIdentity("webhooks").StartNow().WithSimpleSchedule(s => s.WithInterval(LookForDeliveries).RepeatForever()),
            j => j.WithIdentity("webhooks")));
        return services;
    }
}

/// <summary>Sends what is due. Shallow: the outbox says what.</summary>
[DisallowConcurrentExecution]
internal sealed class WebhooksJob(IServiceScopeFactory scopes, ILogger<WebhooksJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var sender = scope.ServiceProvider.GetRequiredService<WebhookSender>();
            while (await sender.SendDueAsync(cancellationToken) > 0)
            {
            }
        }
        catch (Exception e) when (StoreErrors.FindOrNull(e) is { } failure)
        {
            logger.LogWarning("Webhooks wait, the database cannot be used: {Reason}", StoreErrors.InWords(failure));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program ends; what was being sent is sent again.
        }
    }
}
