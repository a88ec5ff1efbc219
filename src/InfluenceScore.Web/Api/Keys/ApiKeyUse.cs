using System.Collections.Concurrent;
using System.Data.Common;
using InfluenceScore.Data;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Keys;

/// <summary>
/// Writes down when keys were used, once a minute and beside the requests: none waits for the store's writer. Past the context, because a page that is kept
/// ready, or an ETag, must not change with every minute of use.
/// </summary>
internal sealed class ApiKeyUse(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ApiKeyUse> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, DateTime> _used = new();

    public void Note(int key, DateTime at) => _used[key] = at;

    /// <summary>Stores what was noted since the last time; keeps it where the store is busy.</summary>
    internal async Task FlushAsync(CancellationToken cancel)
    {
        foreach (var (key, at) in _used.ToArray())
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
            await db.Database.OpenConnectionAsync(cancel);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = """UPDATE "ApiKeys" SET "LastUsedAt" = @at WHERE "Id" = @key""";
            Add(command, "@at", new DateTimeOffset(at).ToUnixTimeMilliseconds());
            Add(command, "@key", key);
            await command.ExecuteNonQueryAsync(cancel);
            _used.TryRemove(KeyValuePair.Create(key, at));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await FlushAsync(stoppingToken);
                }
                catch (DbException e)
                {
                    logger.LogInformation("When API keys were used could not be written yet: {Reason}", e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
