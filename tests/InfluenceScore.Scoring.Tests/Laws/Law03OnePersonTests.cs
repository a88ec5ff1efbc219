using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 3: one person counts once: a thousand acts by one person move the score less than three people with two acts each.</summary>
public sealed class Law03OnePersonTests
{
    [Fact]
    public void Law_3_a_thousand_acts_by_one_person_move_less_than_three_people_with_two_acts_each() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 40], Gen.Int[1, 5], Gen.Int[1, 40]).Sample(
        (seed, fans, kind, days) =>
        {
            var town = Town.Build(seed, fans);
            var loud = Enumerable.Range(0, 1000).Select(i => (61 + i % 1, i)).Select(x => Act(x.i, 0)).ToList();
            var three = Enumerable.Range(0, 6).Select(i => Act(i, i / 2)).ToList();
            Assert.True(Score(With(town, loud)) < Score(With(town, three)));

            (int, int, InteractionKind, long, int) Act(int i, int person) =>
                (town.AccountCount + person, Town.Bakery, (InteractionKind)kind, WorldBuilder.At(days * (i % 7 + 1) / 7.0) - i, OwnPost(town, days, i));
        },
        iter: 200);

    /// <summary>Three newcomers whom the same friends know.</summary>
    private static ScoringInput With(ScoringInput town, IEnumerable<(int, int, InteractionKind, long, int)> acts) => town.With(
        [.. Enumerable.Range(0, 3).Select(i => ($"test:newcomer{i}", (ProfileSnapshot?)WorldBuilder.Person))],
        acts: [.. acts, .. from person in Enumerable.Range(0, 3) from friend in Enumerable.Range(30, 5)
            select (friend, town.AccountCount + person, InteractionKind.Reply, WorldBuilder.At(3), -1)]);

    /// <summary>A different post of the bakery for each act, as far as there are any.</summary>
    private static int OwnPost(ScoringInput town, int days, int i)
    {
        var before = WorldBuilder.At(days * (i % 7 + 1) / 7.0) - i;
        var posts = Enumerable.Range(0, town.PostCount).Where(p => town.PostAuthors[p] == Town.Bakery && town.PostTimes[p] < before).ToList();
        return posts[^(1 + i % Math.Min(posts.Count, 60))];
    }

    private static double Score(ScoringInput input) => ScoringEngine.Score(input, WorldBuilder.Options()).Find(Town.Bakery)!.Score;
}
