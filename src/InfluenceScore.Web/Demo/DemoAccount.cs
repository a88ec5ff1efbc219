namespace InfluenceScore.Web.Demo;

/// <summary>Somebody in the demo world: a member of the cast or one of the townsfolk.</summary>
internal sealed record DemoAccount(string Network, string Handle, string Name)
{
    /// <summary>Lives within reach of Quillhaven, whatever the profile says about it.</summary>
    public bool Local { get; init; }

    /// <summary>How often this one acts, as a multiple of the usual.</summary>
    public double Activity { get; init; } = 1;

    public string Key => $"{Network}:{Handle}";
}
