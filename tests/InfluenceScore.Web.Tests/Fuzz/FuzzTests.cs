using InfluenceScore.Fuzz;

namespace InfluenceScore.Web.Tests.Fuzz;

/// <summary>A few seconds of every fuzz target, always the same inputs. A million of each: `dotnet run --project tests/InfluenceScore.Fuzz -- fuzz --target all`.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_is_read_or_refused_in_words(string name)
    {
        using var target = FuzzTargets.All[name]();

        // Other tests share the machine and the process: here the bound is for hangs, the second is kept on demand.
        var report = new FuzzRun(name, target) { Longest = TimeSpan.FromSeconds(10) }.Execute(1_500, 7);

        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.Equal(1_500, report.Inputs);
    }
}
