using InfluenceScore.Scoring.Validation.Metrics;
using InfluenceScore.Scoring.Validation.Prediction;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation;

/// <summary>Agreement (Spearman's ρ) with true influence in one simulated world.</summary>
/// <param name="Score">The score's.</param>
/// <param name="Oracle">What knowing everything would reach: the ceiling.</param>
/// <param name="Followers">What follower counts alone reach.</param>
/// <param name="PastActors">What counting different actors of the last 90 days reaches.</param>
/// <param name="FollowerShare">R² of the score on ln(1 + followers).</param>
public sealed record WorldPrediction(double Score, double Oracle, double Followers, double PastActors, double FollowerShare)
{
    public static WorldPrediction Of(SimulatedWorld world, double[] scores)
    {
        var people = Enumerable.Range(0, scores.Length).Where(i => world.Genuine[i]).ToArray();
        double[] Pick(double[] values) => [.. people.Select(i => values[i])];
        var truth = Pick(world.TrueInfluence);
        var followers = Pick(Baselines.Followers(world.Input));
        var recent = DistinctActors.Count(world.Input, world.AsOf - 90 * SimulatedWorld.Day, world.AsOf);
        return new WorldPrediction(
            Ranks.Spearman(Pick(scores), truth),
            Ranks.Spearman(Pick(world.Oracle), truth),
            Ranks.Spearman(followers, truth),
            Ranks.Spearman(Pick(recent), truth),
            Ranks.RSquared([.. followers.Select(f => Math.Log(1 + f))], Pick(scores)));
    }
}
