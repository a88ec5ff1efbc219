using CsCheck;

namespace InfluenceScore.Scoring.Tests.Laws;

/// <summary>Law 1: with posts held fixed, one more genuine act never lowers any index nor the score; who has all of another's evidence and more is not below.</summary>
public sealed class Law01MonotoneTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void Law_1_one_more_act_lowers_nobody_but_perhaps_the_actor() => Gen.Select(RandomWorlds.Any, Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[1, 5], Gen.Int[0, 2400], Gen.Int[-1, 99]).Sample(
        (input, actor, target, kind, hours, post) =>
        {
            (actor, target) = (actor % input.AccountCount, target % input.AccountCount);
            var own = Enumerable.Range(0, input.PostCount).Where(p => input.PostAuthors[p] == target).ToList();
            var on = post < 0 || own.Count == 0 ? -1 : own[post % own.Count];
            var more = input.WithAct(actor, target, (InteractionKind)kind, WorldBuilder.At(hours / 24.0) - 1, on);
            var (before, after) = (ScoringEngine.Score(input, WorldBuilder.Options()), ScoringEngine.Score(more, WorldBuilder.Options()));
            foreach (var old in before.Scores.Where(old => old.Account != actor)) NotBelow(old, after.Find(old.Account)!);
        },
        iter: 1500);

    [Fact]
    public void Law_1_who_has_all_of_anothers_evidence_and_more_is_not_below() => Gen.Select(RandomWorlds.Any, RandomWorlds.Any).Sample(
        (input, extra) =>
        {
            // Twin 1 has what twin 0 has, act by act and post by post, and besides what others do in a second world.
            var people = input.AccountCount;
            var posts = Enumerable.Range(0, input.PostCount).ToArray();
            var accounts = new[] { ("test:twin-0", (ProfileSnapshot?)null), ("test:twin-1", null) };
            var twinPosts = posts.SelectMany(p => new[] { (people, input.PostTimes[p]), (people + 1, input.PostTimes[p]) }).ToList();
            var acts = new List<(int, int, InteractionKind, long, int)>();
            for (var i = 0; i < input.ActCount; i++)
            {
                for (var twin = 0; twin < 2; twin++)
                {
                    var post = input.ActPosts[i] < 0 ? -1 : input.PostCount + input.ActPosts[i] * 2 + twin;
                    acts.Add((input.ActActors[i], people + twin, input.ActKinds[i], input.ActTimes[i], post));
                }
            }

            for (var i = 0; i < extra.ActCount; i++) acts.Add((extra.ActActors[i] % people, people + 1, extra.ActKinds[i], extra.ActTimes[i], -1));
            var result = ScoringEngine.Score(input.With(accounts, twinPosts, acts), WorldBuilder.Options());
            if (result.Find(people) is { } less) NotBelow(less, result.Find(people + 1)!);
        },
        iter: 500);

    private static void NotBelow(AccountScore less, AccountScore more)
    {
        Assert.True(more.TrueReach >= less.TrueReach - Rounding, $"True Reach fell from {less.TrueReach} to {more.TrueReach}");
        Assert.True(more.Amplification >= less.Amplification - Rounding, $"Amplification fell from {less.Amplification} to {more.Amplification}");
        Assert.True(more.NetworkImpact >= less.NetworkImpact - Rounding, $"Network Impact fell from {less.NetworkImpact} to {more.NetworkImpact}");
        Assert.True(more.Score >= less.Score - Rounding, $"Score fell from {less.Score} to {more.Score}");
    }
}
