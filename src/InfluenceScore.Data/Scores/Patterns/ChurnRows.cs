using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>Rows of follow churn and of the followers that came in answer to a follow.</summary>
internal static class ChurnRows
{
    public static IEnumerable<Pattern> Find(
        FactArrays facts, FollowFacts follows, ScoringResult result, IdNumbers numbers, int leastInduced, int mostActsToRescore, CancellationToken cancellationToken)
    {
        var churn = new List<(int Id, ChurnFinding Finding)>();
        var rows = new List<Pattern>();
        var answers = new Dictionary<int, IReadOnlyDictionary<int, (long Followed, long Back)>>();
        foreach (var id in follows.Accounts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var history = follows.HistoryOf(id);
            var finding = FollowChurn.Judge(history);
            if (finding.Flagged)
                churn.Add((id, finding));
            answers[id] = InducedFollowers.Find(history.Moments, follows.Inbound[id].ToLookup(f => f.Follower, f => f.At));
            if (answers[id].Count >= leastInduced)
                rows.Add(Induced(result, numbers, id, answers[id]));
        }

        var without = Without(facts, result, numbers, churn, answers, mostActsToRescore);
        rows.AddRange(churn.Select(c => Row(follows, result, numbers, c.Id, c.Finding, answers[c.Id], without)));
        return rows;
    }

    /// <summary>The same evidence scored once more, with the counts that these accounts would show had they never followed the piles: null where nothing churns or the store is large.</summary>
    private static ScoringResult? Without(
        FactArrays facts, ScoringResult result, IdNumbers numbers, List<(int Id, ChurnFinding Finding)> churn,
        Dictionary<int, IReadOnlyDictionary<int, (long Followed, long Back)>> answers, int mostActs)
    {
        if (churn.Count == 0 || facts.ActTimes.Length > mostActs)
            return null;
        var input = facts.InputFor(result.Options);
        ProfileSnapshot?[] profiles = [.. input.Profiles];
        foreach (var (id, finding) in churn)
        {
            if (profiles[numbers[id]] is { } profile)
            {
                profiles[numbers[id]] = profile with
                {
                    Following = Math.Max(0, (profile.Following ?? 0) - finding.Cycles.Sum(c => c.Followed - c.Dropped)),
                    Followers = Math.Max(0, (profile.Followers ?? 0) - answers[id].Count),
                };
            }
        }

        return ScoringEngine.Score(input with { Profiles = profiles }, result.Options);
    }

    private static Pattern Row(
        FollowFacts follows, ScoringResult result, IdNumbers numbers, int id, ChurnFinding finding,
        IReadOnlyDictionary<int, (long Followed, long Back)> answers, ScoringResult? without)
    {
        var number = numbers[id];
        var acted = result.NewestActs(number);
        bool ActsLater(int person) => acted.TryGetValue(numbers[person], out var last) && last > answers[person].Back;
        var with = result.Find(number)?.Score;
        var induced = answers.Keys.Where(ActsLater).ToList();
        return new Pattern
        {
            AccountId = id,
            Kind = PatternKind.FollowChurn,
            First = PatternSearch.Time(finding.First!.Value),
            Last = PatternSearch.Time(finding.Last!.Value),
            Confidence = finding.Confidence,
            // Nothing had to be cancelled: no follow is an input of the score.
            CancelledPoints = 0,
            Figures = new PatternFigures
            {
                PeopleCount = finding.Basis == ChurnBasis.Events ? follows.Outbound[id].Select(m => m.Target).Distinct().Count() : 0,
                People = finding.Basis == ChurnBasis.Events ? Targets(follows, id, answers, induced) : [],
                FollowChurn = new PatternFigures.Churn(
                    finding.Basis, finding.Started, finding.ShortEpisodes, finding.Refollowed, finding.PeriodDays,
                    [.. finding.Cycles.Select(c => Cycle(c, finding.Basis, answers, induced))],
                    [.. finding.Ruled.Select(r => new PatternFigures.Ruled(r.Reason, r.Count))],
                    with, without is null ? with : without.Find(number)?.Score),
            }.ToJson(),
        };
    }

    private static PatternFigures.Cycle Cycle(ChurnCycle c, ChurnBasis basis, IReadOnlyDictionary<int, (long Followed, long Back)> answers, List<int> actedLater)
    {
        var back = answers.Where(a => a.Value.Followed >= c.FirstFollow && a.Value.Followed <= c.LastFollow).Select(a => a.Key).ToList();
        return new PatternFigures.Cycle(c.Number, PatternSearch.Time(c.FirstFollow), PatternSearch.Time(c.LastFollow), PatternSearch.Time(c.FirstDrop), PatternSearch.Time(c.LastDrop),
            c.Followed, c.Dropped, c.Again, c.HeldDays, basis == ChurnBasis.Events ? back.Count : null, basis == ChurnBasis.Events ? back.Count(actedLater.Contains) : null);
    }

    /// <summary>Accounts that were followed and dropped most often.</summary>
    private static IReadOnlyList<PatternFigures.Person> Targets(FollowFacts follows, int id, IReadOnlyDictionary<int, (long Followed, long Back)> answers, List<int> actedLater) =>
    [
        .. FollowEpisodes.Of(follows.HistoryOf(id)).All.Where(e => e.End is not null && !e.EndUnseen).GroupBy(e => e.Target)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => answers.ContainsKey(g.Key)).ThenBy(g => g.Key).Take(PatternFigures.MostPeople)
            .Select(g => new PatternFigures.Person(g.Key, PatternSearch.Time(g.Min(e => e.Start)), PatternSearch.Time(g.Max(e => e.End!.Value)),
                [.. g.OrderBy(e => e.Start).Select(e => Math.Round(e.HeldDays!.Value, 1))], answers.ContainsKey(g.Key), actedLater.Contains(g.Key))),
    ];

    private static Pattern Induced(ScoringResult result, IdNumbers numbers, int id, IReadOnlyDictionary<int, (long Followed, long Back)> answers)
    {
        var acted = result.NewestActs(numbers[id]);
        var later = answers.Where(a => acted.TryGetValue(numbers[a.Key], out var last) && last > a.Value.Back).Select(a => a.Key).ToHashSet();
        return new Pattern
        {
            AccountId = id,
            Kind = PatternKind.InducedFollowers,
            First = PatternSearch.Time(answers.Min(a => a.Value.Back)),
            Last = PatternSearch.Time(answers.Max(a => a.Value.Back)),
            Confidence = 1,
            CancelledPoints = 0,
            Figures = new PatternFigures
            {
                Numbers = new Dictionary<string, double> { ["acted_later"] = later.Count },
                PeopleCount = answers.Count,
                People = [.. answers.OrderByDescending(a => later.Contains(a.Key)).Take(PatternFigures.MostPeople)
                    .Select(a => new PatternFigures.Person(a.Key, PatternSearch.Time(a.Value.Followed), PatternSearch.Time(a.Value.Back), FollowedBack: true, ActedLater: later.Contains(a.Key)))],
            }.ToJson(),
        };
    }
}
