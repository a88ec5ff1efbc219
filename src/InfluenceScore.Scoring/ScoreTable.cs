using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring;

/// <summary>Turns the measured parts into one row an account: indices, score, interval and raw counts.</summary>
internal static class ScoreTable
{
    /// <returns>Account (rank) → score, null for accounts that are not tracked and that nobody acted on inside the window.</returns>
    public static AccountScore?[] Build(Workings workings)
    {
        var scores = new AccountScore?[workings.Order.Count];
        Parallel.For(0, scores.Length, account => scores[account] = RowOrNull(workings, account));
        return scores;
    }

    /// <returns>Null for an account (rank) that is not tracked and that nobody acted on inside the window.</returns>
    public static AccountScore? RowOrNull(Workings workings, int account)
    {
        var number = workings.Order.Numbers[account];
        if (workings.Input.Summed is not null && !workings.Input.Tracked[number]) return null;
        var (acts, actors) = Count(workings, account);
        if (acts == 0 && !workings.Input.Tracked[number]) return null;

        var model = workings.Model;
        var (reach, amplification, network) = (workings.ReachIndex(account), workings.AmplificationIndex(account), workings.NetworkIndex(account));
        var score = model.TrueReachWeight * reach + model.AmplificationWeight * amplification + model.NetworkImpactWeight * network;
        var halfWidth = model.IntervalDeviations * Interval.StandardDeviation(workings, account);
        return new AccountScore(
            number,
            score,
            Math.Max(0, score - halfWidth),
            Math.Min(100, score + halfWidth),
            workings.Reach.People[account],
            reach,
            workings.Amplification.PerPost[account],
            amplification,
            workings.Network.Impact[account],
            network,
            workings.Authenticity[account],
            acts,
            actors,
            workings.Posts.Live[account]);
    }

    private static (int Acts, int Actors) Count(Workings workings, int account)
    {
        var table = workings.Acts;
        int acts = 0, actors = 0;
        for (var pair = table.PairStart[account]; pair < table.PairStart[account + 1]; pair++)
        {
            var before = acts;
            for (var act = table.ActStart[pair]; act < table.ActStart[pair + 1]; act++)
            {
                if (table.Weights[act] > 0) acts++;
            }

            if (acts > before) actors++;
        }

        return (acts, actors);
    }
}
