namespace InfluenceScore.Scoring.Validation.Simulation;

/// <summary>A world whose true influence is known.</summary>
/// <param name="Input">What the score may see: everything before <paramref name="AsOf"/>.</param>
/// <param name="AsOf">The end of the history, Unix milliseconds.</param>
/// <param name="Genuine">Whether an account is a person. One an account of the input.</param>
/// <param name="TrueInfluence">Distinct genuine people who act on the account in the days after as-of, as it happened once.</param>
/// <param name="Oracle">The mean of the same count over fresh futures of the same world: what one would know who knew every latent quantity.</param>
/// <param name="Population">The latent quantities, to draw further histories from.</param>
public sealed record SimulatedWorld(
    ScoringInput Input, long AsOf, bool[] Genuine, double[] TrueInfluence, double[] Oracle, Population Population)
{
    /// <summary>Day 0 of every simulated world: 2026-01-01T00:00:00Z.</summary>
    public const long Start = 1_767_225_600_000;

    public const long Day = 86_400_000;

    public static SimulatedWorld Create(WorldOptions options)
    {
        var population = Population.Draw(options);
        var input = History(population, options, stream: 0);
        var truth = Future(population, options, stream: 1_000);
        var oracle = new double[truth.Length];
        for (var f = 0; f < options.OracleFutures; f++)
        {
            var future = Future(population, options, stream: 2_000 + (ulong)f);
            for (var i = 0; i < oracle.Length; i++)
                oracle[i] += future[i] / options.OracleFutures;
        }

        return new SimulatedWorld(input, Start + options.HistoryDays * Day, population.Genuine, truth, oracle, population);
    }

    /// <summary>One more history of the same people: the same latent quantities, fresh chance. Every stream number gives another.</summary>
    public static ScoringInput History(Population population, WorldOptions options, ulong stream)
    {
        var world = new ScoringInputBuilder();
        for (var i = 0; i < population.Count; i++)
            world.AddAccount(population.Key(i), population.Profiles[i]);
        EventStream.Run(population, SeededRandom.For(options.Seed, 17 + stream), 0, options.HistoryDays, world);
        return world.Build();
    }

    private static double[] Future(Population population, WorldOptions options, ulong stream)
    {
        var world = new ScoringInputBuilder();
        for (var i = 0; i < population.Count; i++)
            world.AddAccount(population.Key(i), null);
        EventStream.Run(population, SeededRandom.For(options.Seed, 17 + stream), options.HistoryDays, options.HistoryDays + options.FutureDays, world);
        var future = world.Build();
        return DistinctActors.Count(future, long.MinValue, long.MaxValue, actor => population.Genuine[actor]);
    }
}
