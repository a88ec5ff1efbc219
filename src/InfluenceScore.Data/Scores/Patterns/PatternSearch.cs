using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Data.Scores.Patterns;

/// <summary>Runs every detector over one scoring and turns what they find into rows. Ids are the database's; numbers are the engine's.</summary>
internal static class PatternSearch
{
    /// <summary>Acts up to which the score without a follow pattern is made by the whole engine (about a second a million); beyond it rests on law 2 and its test alone.</summary>
    private const int MostActsToRescore = 2_000_000;

    /// <summary>Followers that came in answer, at least, to be told of.</summary>
    private const int LeastInduced = 10;

    /// <summary>Targets of mentions in bulk whose cancelled points are added up, at most.</summary>
    private const int MostMentioned = 200;

    public static List<Pattern> Find(FactArrays facts, FollowFacts follows, ScoringResult result, IdNumbers numbers, CancellationToken cancellationToken)
    {
        var patterns = new List<Pattern>();
        foreach (var score in result.Scores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var finding in new[] { BoughtEngagement.FindOrNull(result, score.Account), Rings.FindOrNull(result, score.Account), Bought(score.Account) })
            {
                if (finding is not null)
                    patterns.Add(Row(facts, finding, result.PointsCancelled(score.Account, finding.People)));
            }
        }

        patterns.AddRange(ReplySpam.Find(result).Select(f => Row(facts, f, f.People.Take(MostMentioned).Sum(target => result.PointsCancelled(target, [f.Account])))));
        patterns.AddRange(ChurnRows.Find(facts, follows, result, numbers, LeastInduced, MostActsToRescore, cancellationToken));
        return patterns;

        PatternFinding? Bought(int account)
        {
            var id = facts.AccountIds[account];
            return !follows.Followers.TryGetValue(id, out var counts) ? null : BoughtFollowers.FindOrNull(account, counts,
                [.. follows.Inbound[id].Select(f => new Newcomer(numbers[f.Follower], f.At, result.HasProfile(numbers[f.Follower]) ? result.Authenticity[numbers[f.Follower]] : null))]);
        }
    }

    internal static DateTime Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime;

    private static Pattern Row(FactArrays facts, PatternFinding finding, double cancelled) => new()
    {
        AccountId = facts.AccountIds[finding.Account],
        Kind = finding.Kind,
        First = Time(finding.First),
        Last = Time(finding.Last),
        Confidence = finding.Confidence,
        CancelledPoints = cancelled,
        Figures = new PatternFigures
        {
            Numbers = finding.Numbers,
            PeopleCount = finding.People.Count,
            People = [.. finding.People.Take(PatternFigures.MostPeople).Select(p => new PatternFigures.Person(facts.AccountIds[p]))],
        }.ToJson(),
    };
}
