using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Web.Tests.Pages;

/// <summary>Hand-made change statements for the hand-made scores: each closes the difference of two days, part by part.</summary>
internal static class QuillhavenChanges
{
    /// <summary>Points of people who faded on every day, so that gains and losses stand beside one another.</summary>
    private const double Faded = .02;

    /// <param name="day">Number of the later day; each brings another newcomer.</param>
    public static ScoreChange Between(Score before, Score after, int day)
    {
        var m = ScoreModel.Current;
        double reach = m.TrueReachWeight * (after.TrueReachIndex - before.TrueReachIndex),
            amplification = m.AmplificationWeight * (after.AmplificationIndex - before.AmplificationIndex),
            impact = m.NetworkImpactWeight * (after.NetworkImpactIndex - before.NetworkImpactIndex);
        var newcomer = 200 + day % 19;
        return new ScoreChange
        {
            AccountId = after.AccountId,
            ScoreRunId = after.ScoreRunId,
            Causes = StoredCauses.Pack(
            [
                reach + Faded > 0
                    ? new StoredCause(ChangeCause.NewPeople, reach + Faded, 0, 0, 0, 1, [newcomer], [], after.AccountId == 3 && day > Quillhaven.Days - 7 ? [new StoredShare(1, reach + Faded)] : [])
                    : new StoredCause(ChangeCause.Reclassified, reach + Faded, 0, 0, 0, 2, [newcomer, newcomer + 1], [], []),
                new StoredCause(ChangeCause.FadedEvidence, -Faded, 0, 0, 0, 9, [], [], []),
                new StoredCause(ChangeCause.ResponsePerPost, 0, amplification, 0, 0, 0, [], [], []),
                // The hostile account leads there, so that its name has to be made harmless.
                new StoredCause(ChangeCause.InfluenceOfPeople, 0, 0, impact, 0, 5, [], [new StoredShare(14, impact)], []),
            ]),
        };
    }
}
