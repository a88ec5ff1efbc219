namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>How often the detectors were wrong, as measured: see docs/patterns.md, where a test finds the same words.</summary>
public static class PatternMeasured
{
    /// <summary>Simulated fair accounts, and how many of them were flagged.</summary>
    public const int FairAccounts = 3000, FalseFlags = 2;

    /// <summary>Share of follows that ordinary people end within two weeks.</summary>
    public const string UsualShare = "about 2% is usual";

    public static string InShort => $"{FalseFlags} flags on {Words.Count(FairAccounts)} fair test accounts";

    public static string Sentence =>
        $"On {Words.Count(FairAccounts)} simulated fair accounts (clean-ups, moves, gaps, viral weeks, vanished accounts, fast growth) the follow pattern was flagged {(FalseFlags == 2 ? "twice" : $"{FalseFlags} times")}, "
        + "so less than three in a thousand fair accounts are flagged, with 95% certainty. A simulation is not the world: that is why a reason can be given below.";
}
