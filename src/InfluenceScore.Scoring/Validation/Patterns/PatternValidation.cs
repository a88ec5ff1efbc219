using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Scoring.Validation.Gaming;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation.Patterns;

/// <summary>How often a pattern was seen where it was played, and where nobody played anything.</summary>
/// <param name="Attack">What was played.</param>
/// <param name="Played">Accounts that it was played on (or that played it).</param>
/// <param name="PlayedFlagged">How many of them were flagged.</param>
/// <param name="Fair">People of the same worlds when nothing is played.</param>
/// <param name="FairFlagged">How many of them were flagged.</param>
public sealed record PatternRow(PatternKind Kind, string Attack, int Played, int PlayedFlagged, int Fair, int FairFlagged);

/// <summary>Plays attacks of the gaming table in simulated worlds and looks for the patterns that they should leave; and looks for them in the quiet worlds.</summary>
public static class PatternValidation
{
    private static readonly (PatternKind Kind, string Attack)[] Pairs =
    [
        (PatternKind.BoughtEngagement, "150 young bots"),
        (PatternKind.Ring, "pod of 12"),
        (PatternKind.Ring, "pod of 12, half response"),
        (PatternKind.ReplySpam, "spamming strangers"),
    ];

    public static IReadOnlyList<PatternRow> Measure(IReadOnlyList<SimulatedWorld> worlds, Action<string>? progress = null)
    {
        progress?.Invoke("patterns in quiet worlds");
        var fair = worlds.Select(w => (World: w, Result: Score(w.Input, w.AsOf))).ToList();
        var rows = new List<PatternRow>();
        foreach (var (kind, attack) in Pairs)
        {
            progress?.Invoke($"pattern: {attack}");
            var (played, flagged) = (0, 0);
            for (var w = 0; w < worlds.Count; w++)
            {
                var stage = new AttackStage(worlds[w], GamingTable.MiddlingAccounts(worlds[w], GamingTable.TargetsPerWorld, (ulong)w + 1), (ulong)w + 1);
                Attacks.All.Single(a => a.Name == attack).Play(stage);
                var result = Score(stage.Input.Build(), worlds[w].AsOf);
                played += stage.Targets.Length;
                flagged += stage.Targets.Count(Seen(kind, result).Contains);
            }

            rows.Add(new PatternRow(kind, attack, played, flagged,
                fair.Sum(f => f.World.Genuine.Count(g => g)), fair.Sum(f => Seen(kind, f.Result).Count(a => f.World.Genuine[a]))));
        }

        return rows;
    }

    private static ScoringResult Score(ScoringInput input, long asOf) => ScoringEngine.Score(input, new ScoringOptions { AsOf = asOf });

    private static HashSet<int> Seen(PatternKind kind, ScoringResult result) => kind switch
    {
        PatternKind.BoughtEngagement => [.. result.Scores.Where(s => BoughtEngagement.FindOrNull(result, s.Account) is not null).Select(s => s.Account)],
        PatternKind.Ring => [.. result.Scores.Where(s => Rings.FindOrNull(result, s.Account) is not null).Select(s => s.Account)],
        _ => [.. ReplySpam.Find(result).Select(f => f.Account)],
    };
}
