namespace InfluenceScore.Scoring.Validation.Simulation;

/// <summary>The size of a simulated world. Its laws of motion are the named constants of <see cref="Population"/> and <see cref="EventStream"/>.</summary>
public sealed record WorldOptions
{
    /// <summary>Everything random follows from it.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Genuine accounts, 100 or more.</summary>
    public int Accounts { get; init; } = 2_000;

    /// <summary>Automated accounts that live in the world all the time and act on popular posts, as everywhere.</summary>
    public int BackgroundBots { get; init; } = 60;

    /// <summary>Days of history that the score may see.</summary>
    public int HistoryDays { get; init; } = 150;

    /// <summary>Days after the history in which true influence is counted.</summary>
    public int FutureDays { get; init; } = 30;

    public int Communities { get; init; } = 12;

    /// <summary>Fresh futures of the same world whose mean is the oracle: the best that anybody could know.</summary>
    public int OracleFutures { get; init; } = 6;

    /// <summary>A small world for tests: the same laws, a fraction of the time.</summary>
    public static WorldOptions Small(ulong seed) => new() { Seed = seed, Accounts = 700, BackgroundBots = 20, Communities = 5, OracleFutures = 4 };
}
