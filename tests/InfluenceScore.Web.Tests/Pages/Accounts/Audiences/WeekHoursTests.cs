using InfluenceScore.Web.Pages.Accounts.Audiences;

namespace InfluenceScore.Web.Tests.Pages.Accounts.Audiences;

public sealed class WeekHoursTests
{
    [Theory]
    [InlineData(0, 6, 23)]
    [InlineData(1, 0, 0)]
    [InlineData(-4, 6, 19)]
    [InlineData(13, 0, 12)]
    [InlineData(5.5, 0, 4)]
    [InlineData(-3.5, 6, 19)]
    public void Sunday_at_23_is_another_hour_elsewhere(double hoursAhead, int day, int hour)
    {
        var utc = new int[WeekHours.Hours];
        utc[6 * 24 + 23] = 5;
        var week = WeekHours.Of(utc, TimeSpan.FromHours(hoursAhead), "there");

        Assert.Equal(5, week.At(day, hour));
        Assert.Equal(5, week.All);
        Assert.Equal(5, week.OfDay(day));
    }

    [Fact]
    public void The_busiest_stretch_may_run_over_the_end_of_the_week()
    {
        var utc = new int[WeekHours.Hours];
        (utc[^1], utc[0], utc[1]) = (4, 5, 6);
        var (start, acts) = WeekHours.Of(utc, TimeSpan.Zero, "UTC").Busiest(3);

        Assert.Equal(15, acts);
        Assert.Equal("Sunday 23 to 2", WeekHours.Stretch(start, 3));
        Assert.Equal("Monday 21 to 24", WeekHours.Stretch(21, 3));
    }

    [Fact]
    public void Every_count_has_a_step_of_ink_and_the_legend_leaves_no_gap()
    {
        var utc = new int[WeekHours.Hours];
        (utc[3], utc[4], utc[5]) = (133, 2, 40);
        var week = WeekHours.Of(utc, TimeSpan.Zero, "UTC");
        var legend = week.Legend().ToList();

        Assert.Equal((0, 0, 0), legend[0]);
        Assert.Equal(133, legend[^1].To);
        Assert.Equal(legend.Skip(1).Select(l => l.From), legend.SkipLast(1).Select(l => l.To + 1));
        Assert.Equal(0, WeekHours.Of(new int[WeekHours.Hours], TimeSpan.Zero, "UTC").Level(0));
    }
}
