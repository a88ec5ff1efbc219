namespace InfluenceScore.Scoring.Components;

/// <summary>
/// Several accounts make one person. True Reach: heads with overlap discount. Network Impact: the 2-norm with the same discount on its squares. Amplification:
/// the best network. Which posts were put on several networks is unknown, so a sum could count one thing said once too often; a mean would let a barely
/// used network ruin, and "a missing network is no zero" asks for no less than the largest: the best one is the least that keeps the law.
/// </summary>
internal static class PersonParts
{
    /// <param name="accounts">At least one, in any order.</param>
    public static Parts Combine(Parts[] accounts, ScoreModel model)
    {
        var kept = 1 - model.NetworkOverlap;
        var largest = accounts.Max(account => account.Impact);
        // Relative to the largest, so that one account, or one beside empty ones, keeps its every bit.
        var impact = largest > 0 ? largest * Math.Sqrt(Overlap.Sum(Of(accounts, a => NetworkImpact.Square(a.Impact / largest)), kept)) : 0;
        return new Parts(Overlap.Sum(Of(accounts, a => a.People), kept), accounts.Max(a => a.PerPost), impact);
    }

    /// <summary>Points of the person's score that each account brings, by part.</summary>
    public static Parts[] Points(Parts[] accounts, ScoreModel model)
    {
        var kept = 1 - model.NetworkOverlap;
        var points = Combine(accounts, model).Points(model);
        var people = Split(points.People, Of(accounts, a => a.People), kept);
        var perPost = Split(points.PerPost, Of(accounts, a => a.PerPost), kept: 0);
        var impact = Split(points.Impact, Of(accounts, a => NetworkImpact.Square(a.Impact)), kept);
        return [.. accounts.Select((_, i) => new Parts(people[i], perPost[i], impact[i]))];
    }

    /// <summary>Points of the person's score per unit of each part of each account.</summary>
    public static Parts[] Slopes(Parts[] accounts, ScoreModel model)
    {
        var kept = 1 - model.NetworkOverlap;
        var person = Combine(accounts, model);
        var points = person.Slopes(model);
        var people = Overlap.Slopes(Of(accounts, a => a.People), kept);
        var perPost = Overlap.Slopes(Of(accounts, a => a.PerPost), kept: 0);
        var impact = Overlap.Slopes(Of(accounts, a => a.Impact), kept);
        return [.. accounts.Select((a, i) => new Parts(
            points.People * people[i],
            points.PerPost * perPost[i],
            person.Impact > 0 ? points.Impact * impact[i] * (a.Impact / person.Impact) : points.Impact))];
    }

    private static double[] Of(Parts[] accounts, Converter<Parts, double> part) => Array.ConvertAll(accounts, part);

    /// <summary>Points in proportion to each account's share of the sum.</summary>
    private static double[] Split(double points, double[] values, double kept)
    {
        var shares = Overlap.Shares(values, kept);
        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => sum > 0 ? points * (share / sum) : 0);
    }
}
