using InfluenceScore.Web.Ingestion;
using Quartz;

namespace InfluenceScore.Web.Operations;

/// <summary>When the scheduler last came by. Only the look at the schedules counts: a job that executes runs may take hours.</summary>
internal sealed class RunQueuePulse(TimeProvider clock) : IJobListener
{
    // By the clock that cannot be set: a jump of the other is no failure.
    private long _last = clock.GetTimestamp();

    public string Name => nameof(RunQueuePulse);

    public TimeSpan SinceLast => clock.GetElapsedTime(Volatile.Read(ref _last));

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        if (context.JobDetail.JobType.Type == typeof(SchedulesJob) && jobException is null)
            Volatile.Write(ref _last, clock.GetTimestamp());
        return default;
    }
}
