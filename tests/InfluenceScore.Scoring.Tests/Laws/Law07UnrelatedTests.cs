using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 7: unrelated accounts added move nobody.</summary>
public sealed class Law07UnrelatedTests
{
    [Fact]
    public void Law_7_a_second_world_beside_the_first_moves_nobody_by_a_single_bit() => Gen.Select(RandomWorlds.Any, RandomWorlds.Any).Sample(
        (input, other) =>
        {
            var alone = ScoringEngine.Score(input, WorldBuilder.Options());
            var together = ScoringEngine.Score(input.Beside(other), WorldBuilder.Options());
            foreach (var score in alone.Scores) Assert.Equal(score, together.Find(score.Account));
        },
        iter: 500);
}
