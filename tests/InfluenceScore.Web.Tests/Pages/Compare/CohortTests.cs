using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Pages.Compare;

namespace InfluenceScore.Web.Tests.Pages.Compare;

public sealed class CohortTests
{
    [Fact]
    public void Size_is_half_to_twice_the_actors_and_an_account_is_not_among_its_own_others()
    {
        var sizes = new Cohort.Sizes(Enumerable.Range(1, 400).Select(actors => (actors, Score: actors / 10.0)));
        var cohort = Cohort.Of(sizes, new Score { Actors = 100, Value = 10 });
        Assert.Equal((50, 200, 150, 50), (cohort.Least, cohort.Most, cohort.Others, cohort.Below));
        Assert.Equal("above 33 of 100", cohort.Stands);
        // 5.0 … 20.0 without 10.0: the quartiles by hand.
        Assert.Equal(8.725, cohort.Low, 9);
        Assert.Equal(12.55, cohort.Middle, 9);
        Assert.Equal(16.275, cohort.High, 9);
    }

    [Fact]
    public void Equal_scores_are_not_below()
    {
        var cohort = Cohort.Of(new Cohort.Sizes(Enumerable.Repeat((10, 20.0), 20)), new Score { Actors = 10, Value = 20 });
        Assert.Equal((19, 0), (cohort.Others, cohort.Below));
    }

    [Fact]
    public void Too_few_of_a_size_say_nothing()
    {
        Assert.False(Cohort.Of(new Cohort.Sizes([(5, 1.0), (6, 2.0)]), new Score { Actors = 5, Value = 1 }).IsLargeEnough);
        Assert.Equal(0, Cohort.Of(new Cohort.Sizes([]), new Score { Actors = 0, Value = 1 }).Others);
    }
}
