using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Live;
using InfluenceScore.Data.Tests.Ingestion;

namespace InfluenceScore.Data.Tests.Scores.Live;

public sealed class CurrentHourTests
{
    private static readonly DateTimeOffset Late = new(2026, 11, 1, 23, 30, 0, TimeSpan.Zero);

    private static readonly DateTime LastOfTheDay = new(2026, 11, 1, 23, 59, 59, 999, DateTimeKind.Utc);

    [Fact]
    public void It_ends_on_the_same_day_and_within_an_hour()
    {
        Assert.Equal(LastOfTheDay, DateTimeOffset.FromUnixTimeMilliseconds(CurrentHour.End(Late)).UtcDateTime);
        Assert.Equal(CurrentHour.End(Late), CurrentHour.End(new DateTimeOffset(LastOfTheDay)));
        Assert.Equal(60 * 60 * 1000 - 1, CurrentHour.End(new DateTimeOffset(LastOfTheDay.AddMilliseconds(1))) - new DateTimeOffset(LastOfTheDay.AddMilliseconds(1)).ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Nobody_reads_a_moment_that_has_not_come()
    {
        static ScoreRun Run(DateTime asOf, DateTime computed) => new() { Model = "m", AsOf = asOf, ComputedAt = computed };

        Assert.Equal(Late.UtcDateTime, Run(LastOfTheDay, Late.UtcDateTime).KnownUntil);
        Assert.Equal(LastOfTheDay, Run(LastOfTheDay, LastOfTheDay.AddDays(3)).KnownUntil);
        // Somebody asked for a moment far ahead: then everything has faded by then, and the page must say so.
        Assert.Equal(LastOfTheDay, Run(LastOfTheDay, LastOfTheDay.AddYears(-1)).KnownUntil);
    }

    [Fact]
    public async Task A_scoring_as_of_now_takes_the_place_of_the_hours_run_where_there_is_one()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        Assert.Equal(Late.ToUnixTimeMilliseconds(), await CurrentHour.NowOrEndAsync(db, Late));

        db.ScoreRuns.Add(new ScoreRun { Model = "m", AsOf = LastOfTheDay, ComputedAt = Late.UtcDateTime, HalfLifeDays = 30, WindowDays = 90 });
        await db.SaveChangesAsync();

        Assert.Equal(CurrentHour.End(Late), await CurrentHour.NowOrEndAsync(db, Late));
        // It was not made ahead of its time: it stays.
        Assert.Equal(0, await RunsFromAhead.RemoveAsync(db, Late.UtcDateTime, CancellationToken.None));
    }
}
