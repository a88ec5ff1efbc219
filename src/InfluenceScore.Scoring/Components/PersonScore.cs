using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Components;

/// <summary>The score of one person with accounts on several networks. Indices and points are 0–100.</summary>
/// <param name="Accounts">What each account brings, by account key (ordinal); the points sum to the score to 1e-9. Accounts without a score are left out.</param>
/// <param name="Score">w_T·TrueReachIndex + w_A·AmplificationIndex + w_N·NetworkImpactIndex.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end of the 95% interval.</param>
/// <param name="TrueReach">Genuine people influenced, people on several networks discounted.</param>
/// <param name="Amplification">Genuine people acting per post on the network where that is most.</param>
/// <param name="NetworkImpact">Top-heavy sum of the influence of the people who act, discounted alike.</param>
/// <param name="Acts">Acts on the accounts inside the window (raw count).</param>
/// <param name="Actors">Distinct accounts that made them (raw count: somebody on two networks is two).</param>
/// <param name="Posts">Known posts of the accounts inside the window (raw count: something posted on two networks is two).</param>
public sealed record PersonScore(
    IReadOnlyList<PersonShare> Accounts,
    double Score,
    double Low,
    double High,
    double TrueReach,
    double TrueReachIndex,
    double Amplification,
    double AmplificationIndex,
    double NetworkImpact,
    double NetworkImpactIndex,
    int Acts,
    int Actors,
    int Posts)
{
    /// <param name="accounts">The person's account numbers in the <see cref="ScoringInput"/>, in any order.</param>
    /// <returns>
    /// The person's score; to the last bit that of the account where only one has a score; null where none has (a missing network is no zero).
    /// </returns>
    /// <exception cref="ArgumentException">The list is empty or names an account twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such account.</exception>
    public static PersonScore? Combine(ScoringResult result, IReadOnlyList<int> accounts)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(accounts);
        var workings = result.Workings;
        var ranks = Ranks(result, accounts);
        var rows = ranks.Select(rank => result.Find(workings.Order.Numbers[rank])!).ToList();
        if (rows.Count == 0) return null;

        var model = workings.Model;
        var parts = Array.ConvertAll(ranks, rank => Parts.Of(workings, rank));
        var whole = PersonParts.Combine(parts, model);
        var indices = whole.Indices(model);
        var score = whole.Score(model);
        var halfWidth = model.IntervalDeviations * Interval.StandardDeviation(workings, ranks, parts);
        return new PersonScore(
            [.. PersonParts.Points(parts, model).Select((points, i) => new PersonShare(rows[i].Account, points.People, points.PerPost, points.Impact))],
            score,
            Math.Max(0, score - halfWidth),
            Math.Min(100, score + halfWidth),
            whole.People,
            indices.People,
            whole.PerPost,
            indices.PerPost,
            whole.Impact,
            indices.Impact,
            rows.Sum(row => row.Acts),
            ranks.SelectMany(rank => workings.Acts.LiveActors(rank)).Distinct().Count(),
            rows.Sum(row => row.Posts));
    }

    /// <returns>Ranks of the accounts that have a score, in the order of their keys.</returns>
    private static int[] Ranks(ScoringResult result, IReadOnlyList<int> accounts)
    {
        if (accounts.Count == 0) throw InputCheck.Refusal($"A person needs at least one account; the list is empty.");
        var order = result.Workings.Order;
        var ranks = accounts.Select(result.Rank).Order().ToArray();
        for (var i = 1; i < ranks.Length; i++)
        {
            if (ranks[i] == ranks[i - 1])
                throw InputCheck.Refusal($"The account \"{result.Workings.Input.AccountKeys[order.Numbers[ranks[i]]]}\" is given twice for one person.");
        }

        return [.. ranks.Where(rank => result.Find(order.Numbers[rank]) is not null)];
    }
}

/// <summary>What one account brings to a person's score, in points ≥ 0. What several networks have in common is theirs in equal parts.</summary>
/// <param name="Account">Account number in the <see cref="ScoringInput"/>.</param>
public sealed record PersonShare(int Account, double TrueReachPoints, double AmplificationPoints, double NetworkImpactPoints)
{
    /// <summary>All three parts.</summary>
    public double Points => TrueReachPoints + AmplificationPoints + NetworkImpactPoints;
}
