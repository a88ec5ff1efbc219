using CsCheck;
using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Tests.Components;

public sealed class PersonPartsTests
{
    private static readonly ScoreModel Model = ScoreModel.Current;

    /// <summary>From nothing to far beyond the anchors; equal values occur.</summary>
    private static readonly Gen<Parts[]> Any = Gen.Select(Value(2e6), Value(3_000), Value(300), (people, perPost, impact) => new Parts(people, perPost, impact)).Array[1, 6];

    [Fact]
    public void Heads_and_squares_are_discounted_and_the_best_network_amplifies()
    {
        var person = PersonParts.Combine([new Parts(40, .5, 4), new Parts(100, .2, 3)], Model);
        Assert.Equal(100 + .5 * 40, person.People, 1e-12);
        Assert.Equal(.5, person.PerPost);
        Assert.Equal(Math.Sqrt(16 + .5 * 9), person.Impact, 1e-12);
    }

    [Fact]
    public void The_same_audience_on_ever_more_networks_never_counts_twice_in_full()
    {
        var many = Enumerable.Repeat(new Parts(1_000, .3, 2), 50).ToArray();
        Assert.InRange(PersonParts.Combine(many, Model).People, 1_999, 2_000);
        Assert.InRange(PersonParts.Combine(many, Model).Score(Model) - many[0].Score(Model), 0, 6);
    }

    [Fact]
    public void One_account_or_one_beside_empty_ones_keeps_every_bit() => Any.Sample(accounts =>
    {
        Assert.Equal(accounts[0], PersonParts.Combine([accounts[0]], Model));
        Assert.Equal(accounts[0], PersonParts.Combine([default, accounts[0], default], Model));
        Assert.Equal(accounts[0].Slopes(Model), PersonParts.Slopes([accounts[0]], Model)[0]);
    });

    [Fact]
    public void More_on_any_network_and_one_network_more_never_lower_an_index() =>
        Gen.Select(Any, Any, Gen.Int[0, 5]).Sample((accounts, extra, at) =>
        {
            at %= accounts.Length;
            var raised = (Parts[])accounts.Clone();
            raised[at] = new Parts(raised[at].People + extra[0].People, raised[at].PerPost + extra[0].PerPost, raised[at].Impact + extra[0].Impact);
            var before = PersonParts.Combine(accounts, Model);
            RequireNotBelow(before, PersonParts.Combine(raised, Model));
            RequireNotBelow(before, PersonParts.Combine([.. accounts, extra[0]], Model));
        });

    [Fact]
    public void Nobody_is_above_100_or_below_their_best_account() => Any.Sample(accounts =>
    {
        var person = PersonParts.Combine(accounts, Model);
        Assert.InRange(person.Score(Model), accounts.Max(account => account.Score(Model)) - 1e-9, 100 + 1e-9);
    });

    [Fact]
    public void The_order_of_accounts_changes_no_bit_of_the_person() => Any.Sample(accounts =>
    {
        var reversed = accounts.Reverse().ToArray();
        Assert.Equal(PersonParts.Combine(accounts, Model), PersonParts.Combine(reversed, Model));
    });

    [Fact]
    public void Points_of_the_accounts_sum_to_the_score() => Any.Sample(accounts =>
    {
        var points = PersonParts.Points(accounts, Model);
        Assert.Equal(PersonParts.Combine(accounts, Model).Score(Model), points.Sum(part => part.People + part.PerPost + part.Impact), 1e-9);
        Assert.All(points, part => Assert.True(part.People >= 0 && part.PerPost >= 0 && part.Impact >= 0));
    });

    [Fact]
    public void Neither_score_nor_points_jump_where_two_networks_swap_rank()
    {
        Parts[] Near(double step) => [new(500 + step, .3 + step, 2 + step), new(500, .3, 2), new(90, .1, 1)];
        Assert.Equal(PersonParts.Combine(Near(-1e-9), Model).Score(Model), PersonParts.Combine(Near(1e-9), Model).Score(Model), 1e-7);
        foreach (var (before, after) in PersonParts.Points(Near(-1e-9), Model).Zip(PersonParts.Points(Near(1e-9), Model)))
        {
            Assert.Equal(before.People, after.People, 1e-6);
            Assert.Equal(before.PerPost, after.PerPost, 1e-6);
            Assert.Equal(before.Impact, after.Impact, 1e-6);
        }
    }

    [Fact]
    public void Slopes_are_those_of_the_score()
    {
        Parts[] accounts = [new(40, .5, 4), new(100, .2, 3)];
        var slopes = PersonParts.Slopes(accounts, Model);
        for (var i = 0; i < accounts.Length; i++)
        {
            double Slope(Parts raised)
            {
                var edited = (Parts[])accounts.Clone();
                edited[i] = raised;
                return (PersonParts.Combine(edited, Model).Score(Model) - PersonParts.Combine(accounts, Model).Score(Model)) / 1e-6;
            }

            Assert.Equal(Slope(accounts[i] with { People = accounts[i].People + 1e-6 }), slopes[i].People, 1e-4);
            Assert.Equal(Slope(accounts[i] with { PerPost = accounts[i].PerPost + 1e-6 }), slopes[i].PerPost, 1e-4);
            Assert.Equal(Slope(accounts[i] with { Impact = accounts[i].Impact + 1e-6 }), slopes[i].Impact, 1e-4);
        }
    }

    private static void RequireNotBelow(Parts before, Parts after)
    {
        var (from, to) = (before.Indices(Model), after.Indices(Model));
        Assert.True(to.People >= from.People - 1e-9 && to.PerPost >= from.PerPost && to.Impact >= from.Impact - 1e-9, $"{before} became {after}");
        Assert.True(after.Score(Model) >= before.Score(Model) - 1e-9);
    }

    private static Gen<double> Value(double most) => Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 5], Gen.Double[0, most]);
}
