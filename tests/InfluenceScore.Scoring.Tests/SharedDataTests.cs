using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Scoring.Tests.Authenticity;
using InfluenceScore.Scoring.Validation.Metrics;

namespace InfluenceScore.Scoring.Tests;

/// <summary>The real data sets, where they stand beside the repository.</summary>
public sealed class SharedDataTests
{
    [SharedDataFact]
    public void Law_5_ledger_and_change_statement_are_exact_for_every_account_of_the_conference_data()
    {
        var bundle = new SharedBundle("conference");
        long early = SharedBundle.Time("2018-11-01T00:00:00Z"), late = SharedBundle.Time("2018-11-30T00:00:00Z");
        var from = ScoringEngine.Score(bundle.Before(early), new ScoringOptions { AsOf = early });
        var input = bundle.Before(late);
        var to = ScoringEngine.Score(input, new ScoringOptions { AsOf = late });

        Assert.InRange(to.Scores.Count, 1_001, 2_000);
        foreach (var score in to.Scores)
        {
            Assert.Equal(score.Score, to.Explain(score.Account).Total, 1e-9);
            var change = ChangeStatement.Between(from, to, input.AccountKeys[score.Account]);
            Assert.Equal(change.Difference, change.ByCause().Sum(cause => cause.Points), 1e-9);
        }
    }

    [SharedDataFact]
    public void The_score_on_the_higgs_data_predicts_who_is_reposted_next_day()
    {
        var bundle = new SharedBundle("higgs-past");
        Predicts(bundle, "2012-07-03T12:00:00Z", .52, .83);
        Predicts(bundle, "2012-07-04T00:00:00Z", .46, .82);
    }

    private static void Predicts(SharedBundle bundle, string cut, double leastSpearman, double leastNdcg)
    {
        var asOf = SharedBundle.Time(cut);
        var input = bundle.Before(asOf);
        var result = ScoringEngine.Score(input, new ScoringOptions { AsOf = asOf, HalfLifeDays = .25, WindowDays = 7 });
        var past = DistinctActors(input, (time, _) => time < asOf);
        var future = DistinctActors(input, (time, kind) => time >= asOf && time < asOf + 86_400_000 && kind == InteractionKind.Repost);
        var ranked = Enumerable.Range(0, input.AccountCount).Where(account => past[account] >= 5).ToArray();
        double[] scores = [.. ranked.Select(account => result.Find(account)?.Score ?? 0)], truth = [.. ranked.Select(account => (double)future[account])];

        Assert.InRange(Ranks.Spearman(scores, truth), leastSpearman, 1);
        Assert.InRange(Ranks.Ndcg(scores, truth, 100), leastNdcg, 1);
    }

    private static int[] DistinctActors(ScoringInput input, Func<long, InteractionKind, bool> counts)
    {
        var actors = new int[input.AccountCount];
        var pairs = Enumerable.Range(0, input.ActCount)
            .Where(act => input.ActActors[act] != input.ActTargets[act] && counts(input.ActTimes[act], input.ActKinds[act]))
            .Select(act => (input.ActActors[act], input.ActTargets[act]))
            .Distinct();
        foreach (var (_, target) in pairs) actors[target]++;
        return actors;
    }
}
