using InfluenceScore.Web.Charts;

namespace InfluenceScore.Web.Tests.Charts;

public sealed class AxesTests
{
    [Fact]
    public void A_value_axis_holds_every_value_on_round_numbers_and_spans_enough()
    {
        foreach (var (low, high) in new[] { (0.0, 0.0), (41.2, 52.9), (99.5, 100), (0, 100), (3.4, 3.4), (49.99, 50.01) })
        {
            var axis = ValueAxis.Holding(low, high, 20, 4);
            Assert.InRange(axis.From, 0, low);
            Assert.InRange(axis.To, high, 100);
            Assert.True(axis.To - axis.From >= 20);
            Assert.InRange(axis.Ticks.Count(), 2, 6);
            Assert.Equal(axis.To, axis.Ticks.Last(), 9);
        }
    }

    [Fact]
    public void A_time_axis_keeps_its_ticks_clear_of_the_last_day()
    {
        var end = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);
        foreach (var days in new[] { 0, 1, 7, 30, 90, 120, 365, 3_650 })
        {
            var ticks = new TimeAxis(end.AddDays(-days), end).Ticks().ToList();
            Assert.InRange(ticks.Count, 0, 8);
            Assert.All(ticks, t => Assert.InRange(t.X, 0, 85));
        }
        Assert.Equal(100, new TimeAxis(end, end).X(end));
    }

    [Fact]
    public void Labels_beside_a_chart_never_overprint_one_another()
    {
        var day = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);
        var series = Enumerable.Range(0, 4).Select(i => new TrendSeries("a1", "b1", "d1", "x", [new TrendPoint(day.AddDays(-1), 0), new TrendPoint(day, i * .01)])).ToArray();
        var labels = TrendChart.OrNull("h4", "", 12, 6, true, series)!.Series.Select(s => s.LabelY).Order().ToList();
        Assert.All(labels.Zip(labels.Skip(1)), p => Assert.True(p.Second - p.First > 5.9));
        Assert.InRange(labels[^1], 0, 100);
    }

    [Fact]
    public void A_chart_of_nothing_is_no_chart()
    {
        Assert.Null(TrendChart.OrNull("h1", "", 8, 4, false, new TrendSeries("", "", "", "", [])));
        Assert.Null(Sparkline.OrNull("", "", [(DateTime.UnixEpoch, 3)], DateTime.UnixEpoch, DateTime.UnixEpoch));
    }
}
