using InfluenceScore.Data.Ingestion;
using Quartz;

namespace InfluenceScore.Web.Ingestion;

/// <summary>Quartz beside the web server: its tables lie in the same database.</summary>
public static class RunJobs
{
    private static readonly string[] Networks = ["x", "bluesky", "mastodon", UploadQueue.Network];
    private static readonly TimeSpan LookForRuns = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAtSchedules = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddInfluenceRunJobs(this IServiceCollection services, string connectionString)
    {
        services.AddQuartz(q =>
        {
            q.UsePersistentStore(s =>
            {
                s.UseSqlite(connectionString);
                s.ProvisionSchema();
            });
            foreach (var network in Networks)
            {
                q.ScheduleJob<RunsJob>(
                    t => t.WithIdentity($"runs-{network}").StartNow().WithSimpleSchedule(s => s.WithInterval(LookForRuns).RepeatForever()),
                    j => j.WithIdentity($"runs-{network}").UsingJobData(RunsJob.NetworkKey, network));
            }
            q.ScheduleJob<SchedulesJob>(
                t => t.WithIdentity("schedules").StartNow().WithSimpleSchedule(s => s.WithInterval(LookAtSchedules).RepeatForever()),
                j => j.WithIdentity("schedules"));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services;
    }
}
