using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Ingestion;

public class RunExecutorTests
{
    private static readonly SourcePage[] Pages = [.. Enumerable.Range(0, 5).Select(Page)];

    [Fact]
    public async Task A_run_stores_every_page_and_counts_what_it_did()
    {
        using var bench = await RunBench.CreateAsync();

        var run = await bench.RunAsync(new ScriptedSource(Pages));

        Assert.Equal((RunStatus.Done, 5, 10, 0, 0, 5), (run.Status, run.Pages, run.FactsStored, run.FactsKnown, run.FactsRejected, run.Requests));
        Assert.Equal(50_000, run.CostMicroUsd);
        Assert.Null(run.LeaseOwner);
        Assert.Contains("Done: 10 new facts", (await bench.LogAsync(run.Id))[^1]);
    }

    [Fact]
    public async Task A_second_run_stores_nothing_new_and_starts_from_the_high_water_of_the_first()
    {
        using var bench = await RunBench.CreateAsync();
        await bench.RunAsync(new ScriptedSource(Pages));
        var content = await bench.Database.ContentAsync();

        var source = new ScriptedSource(Pages);
        var run = await bench.RunAsync(source);

        Assert.Equal((0, 10), (run.FactsStored, run.FactsKnown));
        Assert.Equal(content, await bench.Database.ContentAsync());
        Assert.Equal("newest", source.Requests.Single().HighWater);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_goes_on_behind_its_last_stored_page()
    {
        using var bench = await RunBench.CreateAsync();
        using var ends = new CancellationTokenSource();
        var first = new ScriptedSource(Pages) { Before = async (_, page, token) => { if (page == 3) { await ends.CancelAsync(); token.ThrowIfCancellationRequested(); } } };

        var run = await bench.RunAsync(first, ends.Token);
        Assert.Equal((RunStatus.Queued, "3"), (run.Status, run.Cursor));
        var second = new ScriptedSource(Pages);
        run = await bench.ExecuteAsync(run.Id, second);

        Assert.Equal([3, 4], second.Yielded);
        Assert.Equal((RunStatus.Done, 10), (run.Status, run.FactsStored));
    }

    [Fact]
    public async Task A_run_whose_process_is_dead_is_taken_over_at_once_and_one_of_a_living_process_is_not()
    {
        using var bench = await RunBench.CreateAsync();
        await using var db = bench.Database.Open();
        var run = await RunQueue.EnqueueAsync(db, await db.Accounts.SingleAsync(), "a test", bench.Clock, default);
        run.Status = RunStatus.Running;
        run.LeaseOwner = $"{Environment.MachineName}/{int.MaxValue}/1";
        run.LeaseUntil = RunBench.Start.AddMinutes(5);
        await db.SaveChangesAsync();

        Assert.True(await RunQueue.TryClaimAsync(db, run.Id, bench.Clock, default));
        Assert.False(await RunQueue.TryClaimAsync(db, run.Id, bench.Clock, default));
        Assert.Null(await RunQueue.ClaimNextOrNullAsync(db, "bluesky", bench.Clock, default));
    }

    [Fact]
    public async Task A_stopped_run_ends_at_the_next_page_keeps_what_it_has_and_can_be_tried_again()
    {
        using var bench = await RunBench.CreateAsync();
        var source = new ScriptedSource(Pages)
        {
            Before = async (_, page, token) =>
            {
                if (page != 2)
                    return;
                await using var other = bench.Database.Open();
                await RunQueue.CancelAsync(other, 1, bench.Clock, token);
            },
        };

        var run = await bench.RunAsync(source);
        Assert.Equal((RunStatus.Cancelled, 3), (run.Status, run.Pages));
        await using var db = bench.Database.Open();
        Assert.True(await RunQueue.RetryAsync(db, run.Id, bench.Clock, default));
        run = await bench.ExecuteAsync(run.Id, new ScriptedSource(Pages));

        Assert.Equal((RunStatus.Done, 5, 10), (run.Status, run.Pages, run.FactsStored));
    }

    [Fact]
    public async Task A_failure_is_kept_in_words_and_a_passing_one_is_tried_again_later()
    {
        using var bench = await RunBench.CreateAsync();
        var run = await bench.RunAsync(new ScriptedSource(Pages) { Before = (_, _, _) => throw new SourceException("The network refused the token.") });
        Assert.Equal((RunStatus.Failed, "The network refused the token."), (run.Status, run.Failure));

        var down = new ScriptedSource(Pages) { Before = (_, _, _) => throw new SourceException("The network is down.") { Passing = true } };
        run = await bench.RunAsync(down);
        Assert.Equal((RunStatus.Waiting, RunBench.Start.AddMinutes(15)), (run.Status, run.WaitUntil));
        await using var db = bench.Database.Open();
        Assert.Null(await RunQueue.ClaimNextOrNullAsync(db, null, bench.Clock, default));
        bench.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(run.Id, (await RunQueue.ClaimNextOrNullAsync(db, null, bench.Clock, default))?.Id);
    }

    [Fact]
    public async Task A_wait_for_the_rate_limit_stands_in_the_row_while_it_lasts()
    {
        using var bench = await RunBench.CreateAsync();
        IngestionRun? seen = null;
        var source = new ScriptedSource(Pages)
        {
            Before = async (request, page, token) =>
            {
                if (page != 1)
                    return;
                request.Watch.WaitingUntil(RunBench.Start.AddMinutes(10), "all 75 calls are used");
                await using var other = bench.Database.Open();
                seen = await other.IngestionRuns.AsNoTracking().SingleAsync(token);
                bench.Clock.Advance(TimeSpan.FromMinutes(10));
            },
        };

        var run = await bench.RunAsync(source);

        Assert.Equal((RunStatus.Waiting, "all 75 calls are used", RunBench.Start.AddMinutes(10)), (seen!.Status, seen.WaitReason, seen.WaitUntil));
        Assert.Equal((RunStatus.Done, 600.0), (run.Status, run.WaitedSeconds));
        Assert.Null(run.WaitUntil);
    }

    [Fact]
    public async Task Counts_of_a_profile_are_kept_once_a_day()
    {
        using var bench = await RunBench.CreateAsync();
        for (var hours = 0; hours < 48; hours += 6)
        {
            var at = RunBench.Start.Date.AddHours(hours);
            bench.Clock.SetUtcNow(new DateTimeOffset(RunBench.Start.AddDays(3)));
            await bench.RunAsync(new ScriptedSource(new SourcePage { Cursor = "", Profiles = [new ProfileRecord("bluesky", "owner", at, Followers: hours)] }));
        }

        await using var db = bench.Database.Open();
        Assert.Equal([0L, 24L], await db.Profiles.OrderBy(p => p.ObservedAt).Select(p => p.Followers).ToListAsync());
    }

    [Fact]
    public async Task A_repost_without_a_time_is_one_fact_and_gives_way_to_its_time()
    {
        using var bench = await RunBench.CreateAsync();
        var known = RunBench.Start.AddDays(-1);
        foreach (var at in new DateTime?[] { null, null, known, null })
            await bench.RunAsync(new ScriptedSource(new SourcePage { Cursor = "", Interactions = [new InteractionRecord("bluesky", "ann", "owner", InteractionKind.Repost, at, "p1")] }));

        await using var db = bench.Database.Open();
        Assert.Equal(known, (await db.Interactions.SingleAsync()).At);
    }

    [Fact]
    public async Task A_schedule_queues_its_account_when_it_is_due_and_only_then()
    {
        using var bench = await RunBench.CreateAsync();
        await using var db = bench.Database.Open();
        db.IngestionSchedules.Add(new IngestionSchedule { AccountId = 1, Every = ScheduleInterval.Daily, NextAt = RunBench.Start });
        await db.SaveChangesAsync();

        Assert.Equal(1, await RunQueue.EnqueueDueAsync(db, bench.Clock, default));
        Assert.Equal(0, await RunQueue.EnqueueDueAsync(db, bench.Clock, default));
        bench.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, await RunQueue.EnqueueDueAsync(db, bench.Clock, default));
        Assert.Equal(1, await db.IngestionRuns.CountAsync()); // the first still waits
    }

    private static SourcePage Page(int number) => new()
    {
        Cursor = "",
        HighWater = number == 0 ? "newest" : null,
        CostUsd = 0.01m,
        Posts = [new PostRecord("bluesky", $"p{number}", "owner", RunBench.Start.AddHours(-number))],
        Interactions = [new InteractionRecord("bluesky", $"fan{number}", "owner", InteractionKind.Like, RunBench.Start.AddHours(-number), $"p{number}")],
    };
}
