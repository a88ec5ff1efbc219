using CsCheck;
using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Tests.Components;

public sealed class PersonScoreTests
{
    [Fact]
    public void One_account_is_the_person_to_the_last_bit() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = ScoringEngine.Score(input, WorldBuilder.Options());
            for (var account = 0; account < input.AccountCount; account++)
            {
                var (person, score) = (PersonScore.Combine(result, [account]), result.Find(account));
                if (score is null)
                {
                    Assert.Null(person);
                    continue;
                }

                Assert.Equal(score, new AccountScore(
                    account, person!.Score, person.Low, person.High, person.TrueReach, person.TrueReachIndex, person.Amplification, person.AmplificationIndex,
                    person.NetworkImpact, person.NetworkImpactIndex, score.Authenticity, person.Acts, person.Actors, person.Posts));
                Assert.Equal(score.Score, Assert.Single(person.Accounts).Points, 1e-12);
            }
        },
        iter: 300);

    [Fact]
    public void A_person_is_not_below_any_account_and_the_shares_sum_to_the_score() => RandomWorlds.Any.Sample(
        input =>
        {
            var result = ScoringEngine.Score(input, WorldBuilder.Options());
            int[] all = [.. Enumerable.Range(0, input.AccountCount)];
            if (PersonScore.Combine(result, all) is not { } person) return;
            Assert.All(result.Scores, score => Assert.True(
                person.Score >= score.Score - 1e-9 && person.TrueReachIndex >= score.TrueReachIndex - 1e-9
                && person.AmplificationIndex >= score.AmplificationIndex && person.NetworkImpactIndex >= score.NetworkImpactIndex - 1e-9));
            Assert.InRange(person.Score, 0, 100);
            Assert.InRange(person.Score, person.Low, person.High);
            Assert.Equal(person.Score, person.Accounts.Sum(share => share.Points), 1e-9);
            Assert.Equal(result.Scores.Select(score => score.Account), person.Accounts.Select(share => share.Account));
        },
        iter: 300);

    [Fact]
    public void The_order_of_accounts_changes_no_bit() => Gen.Select(RandomWorlds.Any, Gen.Int).Sample(
        (input, seed) =>
        {
            var result = ScoringEngine.Score(input, WorldBuilder.Options());
            int[] all = [.. Enumerable.Range(0, input.AccountCount)], shuffled = [.. all];
            new Random(seed).Shuffle(shuffled);
            var (first, second) = (PersonScore.Combine(result, all), PersonScore.Combine(result, shuffled));
            Assert.Equal(first?.Accounts, second?.Accounts);
            Assert.Equal(first is null ? null : first with { Accounts = [] }, second is null ? null : second with { Accounts = [] });
        },
        iter: 200);

    [Fact]
    public void An_account_that_nobody_ever_saw_changes_nothing()
    {
        var (result, baker) = TwoNetworks();
        var (one, withSilent) = (PersonScore.Combine(result, [baker[0]])!, PersonScore.Combine(result, [baker[0], baker[2]])!);
        Assert.Equal(one with { Accounts = [] }, withSilent with { Accounts = [] });
        Assert.Null(PersonScore.Combine(result, [baker[2]]));
    }

    [Fact]
    public void An_empty_tracked_account_costs_nothing_and_gains_next_to_nothing()
    {
        var (result, baker) = TwoNetworks();
        var (one, withEmpty) = (PersonScore.Combine(result, [baker[0]])!, PersonScore.Combine(result, [baker[0], baker[3]])!);
        Assert.InRange(withEmpty.Score - one.Score, 0, .03);
        Assert.Equal(one.TrueReach, withEmpty.TrueReach);
        Assert.Equal(one.NetworkImpact, withEmpty.NetworkImpact);
    }

    [Fact]
    public void Two_networks_are_worth_more_than_one_and_less_than_all_their_heads()
    {
        var (result, baker) = TwoNetworks();
        AccountScore large = result.Find(baker[0])!, small = result.Find(baker[1])!;
        var person = PersonScore.Combine(result, [baker[0], baker[1]])!;
        Assert.True(large.TrueReach > small.TrueReach && small.TrueReach > 0);
        Assert.Equal(large.TrueReach + .5 * small.TrueReach, person.TrueReach, 1e-12);
        Assert.Equal(Math.Max(large.Amplification, small.Amplification), person.Amplification);
        Assert.Equal(large.Acts + small.Acts, person.Acts);
        Assert.Equal(large.Posts + small.Posts, person.Posts);

        // One fan acts on both accounts: one actor.
        Assert.Equal(large.Actors + small.Actors - 1, person.Actors);
    }

    [Fact]
    public void The_interval_is_narrower_than_that_of_both_accounts_added()
    {
        var (result, baker) = TwoNetworks();
        double Error(PersonScore person) => (person.High - person.Score) / ScoreModel.Current.IntervalDeviations;
        var both = Error(PersonScore.Combine(result, [baker[0], baker[1]])!);
        double large = Error(PersonScore.Combine(result, [baker[0]])!), small = Error(PersonScore.Combine(result, [baker[1]])!);
        Assert.InRange(both, 0, Math.Sqrt(large * large + small * small));
        Assert.True(both > large / 2);
    }

    [Fact]
    public void An_empty_network_adds_the_doubt_of_one_imagined_person_half_of_whom_is_new()
    {
        var (result, baker) = TwoNetworks();
        var model = ScoreModel.Current;
        PersonScore one = PersonScore.Combine(result, [baker[0]])!, withEmpty = PersonScore.Combine(result, [baker[0], baker[3]])!;
        Assert.True(one.TrueReach > 1);
        double alone = (one.High - one.Score) / model.IntervalDeviations, both = (withEmpty.High - withEmpty.Score) / model.IntervalDeviations;
        var moved = model.TrueReachWeight * 100 * Math.Log((1.5 + one.TrueReach) / (1 + one.TrueReach)) / Math.Log(1 + model.TrueReachAnchor);
        Assert.Equal(Math.Sqrt(alone * alone + model.PhantomWeight * moved * moved), both, 1e-9);
    }

    [Fact]
    public void Lists_that_make_no_person_are_refused_by_name()
    {
        var (result, baker) = TwoNetworks();
        Assert.Equal("A person needs at least one account; the list is empty.", Assert.Throws<ArgumentException>(() => PersonScore.Combine(result, [])).Message);
        Assert.Equal(
            "The account \"test:baker-large\" is given twice for one person.",
            Assert.Throws<ArgumentException>(() => PersonScore.Combine(result, [baker[0], baker[1], baker[0]])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => PersonScore.Combine(result, [baker[0], 10_000]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PersonScore.Combine(result, [-1]));
    }

    /// <summary>The baker's accounts: one with twelve fans, one with five (one of them a fan of both), one that nobody acted on, and that again but tracked.</summary>
    private static (ScoringResult Result, int[] Baker) TwoNetworks()
    {
        var world = new WorldBuilder();
        int[] baker =
        [
            world.Account("baker-large", WorldBuilder.Person, tracked: true), world.Account("baker-small", WorldBuilder.Person, tracked: true),
            world.Account("baker-silent", WorldBuilder.Person), world.Account("baker-empty", WorldBuilder.Person, tracked: true),
        ];
        var fans = Enumerable.Range(0, 16).Select(i => world.Account($"fan{i:00}", WorldBuilder.Person)).ToArray();
        for (var day = 1; day <= 20; day++)
        {
            var (large, small) = (world.Post(baker[0], day), world.Post(baker[1], day));
            world.Act(fans[day % 12], baker[0], InteractionKind.Repost, day - .5, large);
            world.Act(fans[11 + day % 5], baker[1], InteractionKind.Reply, day - .5, small);

            // Fans answer one another: they are alive.
            world.Act(fans[day % 16], fans[(day + 3) % 16], InteractionKind.Reply, day - .3);
        }

        return (ScoringEngine.Score(world.Build(), WorldBuilder.Options()), baker);
    }
}
