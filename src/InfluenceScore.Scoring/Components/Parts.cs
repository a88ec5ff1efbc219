namespace InfluenceScore.Scoring.Components;

/// <summary>The three measured quantities of an account or of a person, before they become indices.</summary>
/// <param name="People">True Reach, people.</param>
/// <param name="PerPost">Amplification, people per post.</param>
/// <param name="Impact">Network Impact.</param>
internal readonly record struct Parts(double People, double PerPost, double Impact)
{
    /// <param name="account">Account (rank).</param>
    public static Parts Of(Workings workings, int account) =>
        new(workings.Reach.People[account], workings.Amplification.PerPost[account], workings.Network.Impact[account]);

    /// <summary>The three indices, 0–100.</summary>
    public Parts Indices(ScoreModel model) => new(
        LogIndex.Of(People, model.TrueReachAnchor), LogIndex.Of(PerPost, model.AmplificationAnchor), LogIndex.Of(Impact, model.NetworkImpactAnchor));

    /// <summary>The points of each part: weight times index.</summary>
    public Parts Points(ScoreModel model)
    {
        var (people, perPost, impact) = Indices(model);
        return new Parts(model.TrueReachWeight * people, model.AmplificationWeight * perPost, model.NetworkImpactWeight * impact);
    }

    /// <summary>The score, 0–100: the sum of <see cref="Points"/>.</summary>
    public double Score(ScoreModel model)
    {
        var (people, perPost, impact) = Points(model);
        return people + perPost + impact;
    }

    /// <summary>Points of the score per person, per person a post, per unit of impact.</summary>
    public Parts Slopes(ScoreModel model) => new(
        model.TrueReachWeight * LogIndex.Slope(People, model.TrueReachAnchor),
        model.AmplificationWeight * LogIndex.Slope(PerPost, model.AmplificationAnchor),
        model.NetworkImpactWeight * LogIndex.Slope(Impact, model.NetworkImpactAnchor));
}
