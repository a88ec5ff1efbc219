using InfluenceScore.Scoring.Validation.Metrics;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation.Gaming;

/// <summary>What one attack did, over all its targets in all worlds.</summary>
/// <param name="Measured">Mean gain, mean loss or mean newcomer's score in points, see <see cref="AttackMeasure"/>.</param>
/// <param name="Worst">The same of the single luckiest target.</param>
/// <param name="Targets">Accounts it was tried on.</param>
/// <param name="Bystanders">Median move (absolute, points) of everybody else; of the spammed strangers where there are any.</param>
public sealed record GamingRow(string Attack, string Words, double? Limit, AttackMeasure Measure, double Measured, double Worst, int Targets, double Bystanders)
{
    /// <summary>Highest median move of people who had no part in it.</summary>
    public const double BystanderLimit = 0.05;

    /// <summary>Whether the promise holds; null where none was made.</summary>
    public bool? Holds => Limit is null ? null : Measured <= Limit && Bystanders <= BystanderLimit;
}

/// <summary>Plays every attack on middling accounts of simulated worlds and measures what it moved.</summary>
public static class GamingTable
{
    /// <summary>Targets in each world: two pods.</summary>
    public const int TargetsPerWorld = 24;

    public static IReadOnlyList<GamingRow> Measure(IReadOnlyList<SimulatedWorld> worlds, Scorer score, IEnumerable<Attack> attacks, Action<string>? progress = null)
    {
        var before = worlds.Select(w => score(w.Input, w.AsOf)).ToArray();
        return [.. attacks.Select(attack =>
        {
            progress?.Invoke(attack.Name);
            var moves = new List<double>();
            var others = new List<double>();
            for (var w = 0; w < worlds.Count; w++)
                Play(attack, worlds[w], (ulong)w + 1, before[w], score, moves, others);
            return new GamingRow(attack.Name, attack.Words, attack.Limit, attack.Measure, moves.Average(), moves.Max(), moves.Count, Bootstrap.Median(others));
        })];
    }

    /// <summary>
    /// Accounts in the middle of the world by true influence (35th to 70th percentile) that post every week and are not away while the attack runs.
    /// </summary>
    public static int[] MiddlingAccounts(SimulatedWorld world, int count, ulong seed)
    {
        var people = Enumerable.Range(0, world.Input.AccountCount).Where(i => world.Genuine[i]).ToArray();
        var ranks = Ranks.MeanRanks([.. people.Select(i => world.Oracle[i])]);
        var recent = new int[world.Input.AccountCount];
        for (var p = 0; p < world.Input.PostCount; p++)
            recent[world.Input.PostAuthors[p]] += world.Input.PostTimes[p] >= world.AsOf - AttackStage.AttackDays * SimulatedWorld.Day ? 1 : 0;
        var middling = people.Where((account, at) => ranks[at] / people.Length is > 0.35 and < 0.70 && recent[account] >= AttackStage.AttackDays / 7).ToArray();
        SeededRandom.For(seed, 5).Shuffle(middling);
        return [.. middling.Take(count)];
    }

    private static void Play(Attack attack, SimulatedWorld world, ulong seed, double[] before, Scorer score, List<double> moves, List<double> others)
    {
        var stage = new AttackStage(world, MiddlingAccounts(world, TargetsPerWorld, seed), seed);
        attack.Play(stage);
        var after = score(stage.Input.Build(), world.AsOf);
        var targets = stage.Targets.ToHashSet();
        var bystanders = Enumerable.Range(0, before.Length)
            .Where(i => world.Genuine[i] && !targets.Contains(i) && (stage.Strangers.Count == 0 || stage.Strangers.Contains(i)))
            .Select(i => after[i] - before[i]).ToArray();
        var drift = Bootstrap.Median(bystanders);
        others.AddRange(bystanders.Select(Math.Abs));
        moves.AddRange(attack.Measure switch
        {
            AttackMeasure.NewcomerScore => stage.Newcomers.Select(i => after[i]),
            AttackMeasure.Loss => stage.Targets.Select(i => before[i] - after[i] + drift),
            _ => stage.Targets.Select(i => after[i] - before[i] - drift),
        });
    }
}
