using InfluenceScore.Scoring.Tests.Validation.Simulation;
using InfluenceScore.Scoring.Validation.Calibration;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Tests.Validation.Calibration;

public sealed class IntervalCalibrationTests
{
    [Fact]
    public void Two_windows_of_one_history_differ_as_the_intervals_say()
    {
        var coverage = IntervalCalibration.DisjointWindows([SimulatedWorldTests.Small.Value]);
        Assert.True(coverage.Comparisons > 600);
        Assert.InRange(coverage.Coverage, 0.92, 0.985);
    }

    [Fact]
    public void Repeated_histories_fall_into_the_intervals()
    {
        var coverage = IntervalCalibration.RepeatedHistories(WorldOptions.Small(4) with { Accounts = 300 }, repetitions: 6);
        Assert.InRange(coverage.Coverage, 0.92, 0.985);
        Assert.Equal(5, coverage.ByQuintile.Count);
    }
}
