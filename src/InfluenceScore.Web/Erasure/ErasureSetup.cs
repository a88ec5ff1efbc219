using InfluenceScore.Web.Retention;
using Quartz;

namespace InfluenceScore.Web.Erasure;

/// <summary>Erasure and retention beside the web server.</summary>
internal static class ErasureSetup
{
    public static void AddInfluenceErasure(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(RetentionSettings.Read(builder.Configuration));
        builder.Services.AddScoped<Data.Retention.RetentionSweep>();
        builder.Services.AddSingleton<ErasureWork>();
        builder.Services.AddQuartz(q =>
        {
            q.ScheduleJob<ErasureJob>(
                t => t.WithIdentity("erasures").StartNow().WithSimpleSchedule(s => s.WithInterval(ErasureJob.Look).RepeatForever()),
                j => j.WithIdentity("erasures"));
            q.ScheduleJob<RetentionJob>(
                t => t.WithIdentity("retention").StartNow().WithSimpleSchedule(s => s.WithInterval(RetentionJob.Look).RepeatForever()),
                j => j.WithIdentity("retention"));
        });
    }
}
