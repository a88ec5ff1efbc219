using System.Globalization;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>How often the detectors were wrong, as measured: see docs/patterns.md, where a test finds the same words.</summary>
public static class PatternMeasured
{
    /// <summary>Simulated fair accounts of seeds that nobody had looked at before (31 to 40), and how many of them were flagged.</summary>
    public const int FairAccounts = 10_000, FalseFlags = 0;

    /// <summary>Upper end of the 95% interval of the flags expected on so many (Poisson, exact); the lower is 0.</summary>
    public const double MostFlags = 3.69;

    /// <summary>Share of the churners found where the count is read every second or third day, %.</summary>
    public const int SparseFound = 87;

    /// <summary>Share of follows that ordinary people end within two weeks.</summary>
    public const string UsualShare = "about 2% is usual";

    public static string InShort => $"{FalseFlags} flags on {Words.Count(FairAccounts)} fair test accounts";

    public static string Sentence =>
        $"On {Words.Count(FairAccounts)} simulated fair accounts (clean-ups, moves, gaps, viral weeks, vanished accounts, fast growth) the follow pattern was flagged {Words.Count(FalseFlags, "time", "times")}: "
        + $"{PerThousand(FalseFlags)} in a thousand, and at most {PerThousand(MostFlags)} with 95% certainty. Where the count is read only every second or third day, "
        + $"{SparseFound}% of those who churn are found. A simulation is not the world: that is why a reason can be given.";

    private static string PerThousand(double flags) => (flags * 1000 / FairAccounts).ToString("0.0#", CultureInfo.InvariantCulture);
}
