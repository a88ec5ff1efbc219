using System.Net;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests;

/// <summary>A machine whose clock is set while the program runs: by hand, by NTP after a start with an empty battery, by a paused virtual machine.</summary>
public sealed class ClockJumpTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public void A_rate_window_lasts_as_long_as_it_lasts_whatever_the_clock_says(int hours)
    {
        var clock = new SetClock(Start);
        var window = new RateWindow(1, TimeSpan.FromMinutes(15), clock);
        Assert.Null(window.BeginOrWaitUntil());
        window.End(null);

        clock.Set(Start.AddHours(hours));
        var again = window.BeginOrWaitUntil();
        Assert.NotNull(again);
        Assert.InRange(again.Value - clock.GetUtcNow(), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(16));
        clock.Advance(again.Value - clock.GetUtcNow());
        Assert.Null(window.BeginOrWaitUntil());
    }

    [Fact]
    public void A_limit_that_the_network_told_of_does_not_last_a_day_longer_because_the_clock_was_set_back()
    {
        var clock = new SetClock(Start);
        var limits = new RateLimits(clock);
        limits.Learn("api", new RateLimit(10, 0, Start.UtcDateTime.AddMinutes(5)));
        clock.Set(Start.AddDays(-1));

        Assert.Equal(clock.GetUtcNow().UtcDateTime.AddMinutes(5), limits.ExhaustedUntilOrNull("api"));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(limits.ExhaustedUntilOrNull("api"));
    }

    [Fact]
    public async Task A_schedule_written_by_a_clock_that_ran_a_year_ahead_is_due_again()
    {
        using var bench = await RunBench.CreateAsync();
        await using var db = bench.Database.Open();
        var account = await db.Accounts.SingleAsync();
        db.IngestionSchedules.Add(new IngestionSchedule { AccountId = account.Id, Every = ScheduleInterval.Hourly, NextAt = RunBench.Start.AddYears(1) });
        await db.SaveChangesAsync();

        Assert.Equal(1, await RunQueue.EnqueueDueAsync(db, bench.Clock, default));
        Assert.Equal(0, await RunQueue.EnqueueDueAsync(db, bench.Clock, default));
        Assert.Equal(RunBench.Start.AddHours(1), (await db.IngestionSchedules.AsNoTracking().SingleAsync()).NextAt);
    }

    [Fact]
    public async Task A_run_that_waits_for_a_day_next_year_goes_on_now()
    {
        using var bench = await RunBench.CreateAsync();
        await using var db = bench.Database.Open();
        var run = await RunQueue.EnqueueAsync(db, await db.Accounts.SingleAsync(), "a test", bench.Clock, default);
        (run.Status, run.WaitUntil) = (RunStatus.Waiting, RunBench.Start.AddHours(1));
        await db.SaveChangesAsync();
        Assert.Null(await RunQueue.ClaimNextOrNullAsync(db, null, bench.Clock, default));

        run.WaitUntil = RunBench.Start.AddYears(1);
        await db.SaveChangesAsync();
        Assert.NotNull(await RunQueue.ClaimNextOrNullAsync(db, null, bench.Clock, default));
    }

    [Fact]
    public async Task A_run_whose_lease_ran_out_and_was_taken_stores_no_page_any_more()
    {
        using var bench = await RunBench.CreateAsync();
        var source = new ScriptedSource(
            new SourcePage { Cursor = "", Profiles = [new ProfileRecord("bluesky", "first", RunBench.Start)] },
            new SourcePage { Cursor = "", Profiles = [new ProfileRecord("bluesky", "second", RunBench.Start)] })
        {
            Before = async (_, page, _) =>
            {
                if (page == 1)
                    await TakeAsync(bench);
            },
        };

        await bench.RunAsync(source);

        await using var db = bench.Database.Open();
        var run = await db.IngestionRuns.SingleAsync();
        Assert.Equal((RunStatus.Running, "elsewhere/1/1", 1, "1"), (run.Status, run.LeaseOwner, run.Pages, run.Cursor));
        Assert.Equal(["first", "owner"], await db.Accounts.OrderBy(a => a.Handle).Select(a => a.Handle).ToListAsync());
    }

    [Fact]
    public async Task Scores_made_while_the_clock_ran_ahead_give_way()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var now = Start.UtcDateTime;
        Run(now.AddDays(-1), now.AddDays(-1));
        Run(now.AddYears(1), now.AddYears(1)); // by the wrong clock
        Run(now.AddYears(1).AddDays(1), now); // asked for by --as-of
        await db.SaveChangesAsync();
        db.Scores.AddRange(await db.ScoreRuns.Select(r => new Score { AccountId = 1, ScoreRunId = r.Id }).ToListAsync());
        db.ScoreChanges.AddRange(await db.ScoreRuns.Select(r => new ScoreChange { AccountId = 1, ScoreRunId = r.Id, Causes = new byte[1] }).ToListAsync());
        db.AccountAudiences.AddRange(await db.ScoreRuns.Select(r => new AccountAudience { AccountId = 1, ScoreRunId = r.Id, Facts = "{}" }).ToListAsync());
        await db.SaveChangesAsync();

        Assert.Equal(1, await RunsFromAhead.RemoveAsync(db, now, default));
        Assert.Equal([now.AddDays(-1), now.AddYears(1).AddDays(1)], await db.ScoreRuns.OrderBy(r => r.AsOf).Select(r => r.AsOf).ToListAsync());
        Assert.Equal((2, 2, 2), (await db.Scores.CountAsync(), await db.ScoreChanges.CountAsync(), await db.AccountAudiences.CountAsync()));

        void Run(DateTime asOf, DateTime computedAt) =>
            db.ScoreRuns.Add(new ScoreRun { AsOf = asOf, ComputedAt = computedAt, Model = "m", HalfLifeDays = 30, WindowDays = 90 });
    }

    [Fact]
    public async Task Every_table_that_hangs_on_a_run_goes_with_it()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        string[] goWithTheNextRun = ["PlaceContributions", "Patterns"];

        Assert.Equal(
            db.Model.GetEntityTypes().Where(e => e.FindProperty("ScoreRunId") is not null).Select(e => e.GetTableName()!).Order(StringComparer.Ordinal),
            RunRows.Tables.Concat(goWithTheNextRun).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.5, true)]
    [InlineData(26, false)]
    [InlineData(-26, false)]
    public async Task Nothing_is_fetched_with_a_clock_that_every_network_contradicts(double hours, bool fetches)
    {
        var clock = new FakeTimeProvider(Start.AddHours(hours));
        using var guard = new ClockGuard(clock) { InnerHandler = new Answers(Start) };
        using var client = new HttpClient(guard);

        if (fetches)
        {
            using var answer = await client.GetAsync(new Uri("https://net.example/"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        else
        {
            var e = await Assert.ThrowsAsync<SourceException>(() => client.GetAsync(new Uri("https://net.example/")));
            Assert.Contains("set the clock", e.Message);
            Assert.True(e.Passing);
        }
    }

    private static async Task TakeAsync(RunBench bench)
    {
        await using var db = bench.Database.Open();
        await db.IngestionRuns.ExecuteUpdateAsync(u => u.SetProperty(r => r.Fence, r => r.Fence + 1).SetProperty(r => r.LeaseOwner, "elsewhere/1/1"));
    }

    // FakeTimeProvider counts its time stamps by the clock that is set; a machine does not.
    private sealed class SetClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;
        private TimeSpan _since;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _since.Ticks;

        public void Set(DateTimeOffset now) => _now = now;

        public void Advance(TimeSpan by) => (_now, _since) = (_now + by, _since + by);
    }

    private sealed class Answers(DateTimeOffset date) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK);
            answer.Headers.Date = date;
            return Task.FromResult(answer);
        }
    }
}
