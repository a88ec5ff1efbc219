using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Pages;

namespace InfluenceScore.Web.Tests.Pages;

public sealed class ModelHistoryTests
{
    private static readonly DateTime Start = new(2026, 10, 1, 6, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void One_model_has_no_history_to_tell() =>
        Assert.Same(ModelHistory.OneModel, ModelHistory.Of("2", [Live("2", 0), Live("2", 1)]));

    [Fact]
    public void The_change_is_the_first_live_day_of_the_new_model_also_when_yesterday_was_scored_again_within_the_time()
    {
        // Day 2 is scored live with the new model, then days 0 and 1 again: day 1 within 36 hours of its as-of.
        var history = ModelHistory.Of("2", [Live("1", 0), Live("1", 1), Live("2", 2), Again("2", 0, after: 51), Again("2", 1, after: 27), Live("2", 3)]);

        Assert.Equal(new ModelChange(Start.AddDays(2), "1", "2"), history.Change);
        Assert.Equal([Start, Start.AddDays(1)], history.Published.Select(r => r.AsOf));
    }

    [Fact]
    public void Scoring_the_newest_day_again_within_the_time_changes_what_is_shown_from_that_day() =>
        Assert.Equal(Start.AddDays(1), ModelHistory.Of("2", [Live("1", 0), Live("1", 1), Again("2", 0, after: 30), Again("2", 1, after: 6)]).Change?.At);

    [Theory]
    [InlineData(36, true)]
    [InlineData(37, false)]
    public void Live_is_within_36_hours(int hours, bool live) =>
        Assert.Equal(live, ModelHistory.Of("2", [Live("1", 0), Again("2", 1, after: hours)]).Change is not null);

    [Fact]
    public void A_re_scored_past_alone_is_no_change_that_anybody_saw()
    {
        var history = ModelHistory.Of("2", [Live("1", 0), Live("1", 1), Again("2", 0, after: 500), Again("2", 1, after: 500)]);

        Assert.Null(history.Change);
        Assert.Equal(2, history.Published.Count);
    }

    [Fact]
    public void While_re_scoring_is_under_way_the_old_model_is_shown_as_if_it_were_alone() =>
        Assert.Same(ModelHistory.OneModel, ModelHistory.Of("1", [Live("1", 0), Live("1", 1), Again("2", 0, after: 48)]));

    [Fact]
    public void Of_three_models_the_first_of_each_day_was_published()
    {
        var history = ModelHistory.Of("3", [Live("1", 0), Again("2", 0, after: 100), Live("2", 1), Again("3", 0, after: 200), Again("3", 1, after: 180), Live("3", 9)]);

        Assert.Equal(["1", "2"], history.Published.Select(r => r.Model));
        Assert.Equal(new ModelChange(Start.AddDays(9), "2", "3"), history.Change);
    }

    private static ScoreRun Live(string model, int day) => Run(model, day, TimeSpan.FromMinutes(2));

    private static ScoreRun Again(string model, int day, int after) => Run(model, day, TimeSpan.FromHours(after));

    private static ScoreRun Run(string model, int day, TimeSpan after) =>
        new() { Model = model, AsOf = Start.AddDays(day), ComputedAt = Start.AddDays(day) + after, HalfLifeDays = 30, WindowDays = 90 };
}
