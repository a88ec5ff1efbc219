using CsCheck;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class ChangeOutlineTests
{
    [Fact]
    public void An_outline_has_the_causes_the_points_and_the_people_of_the_statement() => Gen.Select(RandomWorlds.Any, Gen.Int[0, 40]).Sample(
        (input, days) =>
        {
            var (from, to) = (ScoringEngine.Score(input, WorldBuilder.Options()), ScoringEngine.Score(input, WorldBuilder.Options(days)));
            for (var account = 0; account < input.AccountCount; account++)
            {
                var statement = ChangeStatement.Between(from, to, input.AccountKeys[account]);
                var outline = ChangeOutline.Between(from, to, account).ToDictionary(cause => cause.Cause);
                foreach (var entries in statement.Entries.GroupBy(entry => entry.Cause))
                {
                    double Of(ScorePart part) => entries.Where(entry => entry.Part == part).Sum(entry => entry.Points);
                    var cause = outline.GetValueOrDefault(entries.Key) ?? new CauseOutline(entries.Key, 0, 0, 0, [], []);
                    Assert.Equal(Of(ScorePart.TrueReach), cause.ReachPoints, 1e-12);
                    Assert.Equal(Of(ScorePart.Amplification), cause.AmplificationPoints, 1e-12);
                    Assert.Equal(Of(ScorePart.NetworkImpact), cause.ImpactPoints, 1e-12);
                    var people = entries.Where(entry => entry.Actor is not null).GroupBy(entry => entry.Actor!)
                        .Where(lines => Math.Abs(lines.Sum(line => line.Points)) > 1e-12).Select(lines => lines.Key).ToHashSet();
                    Assert.Superset(people, cause.People.Select(person => input.AccountKeys[person.Number]).ToHashSet());
                    if (cause.Posts.Count > 0)
                        Assert.Equal(cause.People.Sum(person => person.Points), cause.Posts.Sum(post => post.Points), 1e-9);
                }

                Assert.Equal(statement.Difference, outline.Values.Sum(cause => cause.Points), 1e-9);
            }
        },
        iter: 300);

    [Fact]
    public void Scorings_that_measure_differently_are_refused()
    {
        var input = new WorldBuilder().Build();
        var from = ScoringEngine.Score(input, WorldBuilder.Options());
        Assert.Throws<ArgumentException>(() => ChangeOutline.Between(from, ScoringEngine.Score(input, WorldBuilder.Options(1) with { HalfLifeDays = 20 }), 0));
    }
}
