using InfluenceScore.Data;
using InfluenceScore.Data.Ingestion;
using Quartz;

namespace InfluenceScore.Web.Ingestion;

/// <summary>
/// Quartz beside the web server: its tables lie in the same database. On PostgreSQL all nodes are one cluster: a timer goes off on one of them, and when a node is gone
/// another takes its place.
/// </summary>
public static class RunJobs
{
    /// <summary>Name of the timer that looks at the schedules, once in the whole cluster.</summary>
    public const string Schedules = "schedules";

    private static readonly string[] Networks = ["x", "bluesky", "mastodon", UploadQueue.Network];
    private static readonly TimeSpan LookForRuns = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAtSchedules = TimeSpan.FromMinutes(1);

    // A node that has not come by for this long is taken for gone.
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5), Gone = TimeSpan.FromSeconds(15);

    // Rounds that nobody could hold are left out: the next one finds all the work, and ten at once would find it ten times.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddInfluenceRunJobs(this IServiceCollection services, DatabaseChoice choice)
    {
        services.AddSingleton<NodeTurns>();
        services.AddQuartz(q =>
        {
            q.UsePersistentStore(s =>
            {
                if (choice.Engine == DatabaseEngine.PostgreSql)
                {
                    s.UsePostgres(choice.ConnectionString);
                    s.UseClustering(c => (c.CheckinInterval, c.CheckinMisfireThreshold) = (CheckIn, Gone));
                }
                else
                {
                    s.UseSqlite(choice.ConnectionString);
                }
                s.ProvisionSchema();
            });
            foreach (var network in Networks)
            {
                q.ScheduleJob<RunsJob>(
                    t => t.WithIdentity($"runs-{network}").StartNow().Every(LookForRuns),
                    j => j.WithIdentity($"runs-{network}").UsingJobData(RunsJob.NetworkKey, network));
            }
            q.ScheduleJob<SchedulesJob>(
                t => t.WithIdentity(Schedules).StartNow().Every(LookAtSchedules),
                j => j.WithIdentity(Schedules));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services;
    }

    private static ITriggerConfigurator<T> Every<T>(this ITriggerConfigurator<T> trigger, TimeSpan interval)
        where T : IJob => trigger
        .WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
        .WithMisfireThreshold(Late);
}
