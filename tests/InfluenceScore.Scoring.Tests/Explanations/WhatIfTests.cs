using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Scoring.Tests.Explanations;

public sealed class WhatIfTests
{
    private static readonly ScoringInput Input = Town.Build(4);
    private static readonly ScoringOptions Options = WorldBuilder.Options();

    [Fact]
    public void Twenty_more_people_a_month_raise_the_score_and_are_named_as_the_cause()
    {
        var answer = WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.MorePeople(Input, Options, Town.Bakery, 20));
        Assert.InRange(answer.After!.Score - answer.Before!.Score, 1, 10);
        Assert.Equal((ChangeCause.NewPeople, 20), (answer.Change.ByCause()[0].Cause, answer.Change.ByCause()[0].People));
        Assert.Equal(answer.After.Score - answer.Before.Score, answer.Change.Entries.Sum(entry => entry.Points), 1e-9);
    }

    [Fact]
    public void More_people_are_worth_more_than_fewer()
    {
        double Gain(int people) => WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.MorePeople(Input, Options, Town.Bakery, people)).Change.Difference;
        Assert.Equal(0, Gain(0));
        Assert.True(Gain(5) < Gain(20) && Gain(20) < Gain(80));
    }

    [Fact]
    public void Two_weeks_without_a_post_cost_next_to_nothing() =>
        Assert.InRange(WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.Pause(Input, Options, 14)).Change.Difference, -.4, 0);

    [Fact]
    public void Ten_times_the_posts_do_not_pay() =>
        Assert.InRange(WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.MorePosts(Input, Options, Town.Bakery, 10)).Change.Difference, -5, 1);

    [Fact]
    public void Answering_people_earns_next_to_nothing_by_itself()
    {
        var answer = WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.AnswerPeople(Input, Options, Town.Bakery, 30));
        Assert.InRange(answer.Change.Difference, -1, .5);
        var (edited, _) = WhatIf.AnswerPeople(Input, Options, Town.Bakery, 3);
        Assert.Equal(Input.ActCount + 3, edited.ActCount);
        Assert.All(Enumerable.Range(Input.ActCount, 3), act => Assert.Equal((Town.Bakery, true), (edited.ActActors[act],
            edited.ActPosts[act] < 0 || edited.PostAuthors[edited.ActPosts[act]] == edited.ActTargets[act])));
    }

    [Fact]
    public void A_world_that_was_scored_before_gives_the_same_answer()
    {
        var edited = WhatIf.MorePeople(Input, Options, Town.Bakery, 20);
        var before = ScoringEngine.Score(Input, Options);
        Assert.Equal(WhatIf.Answer(Input, Options, Town.Bakery, edited).After, WhatIf.Answer(before, Town.Bakery, edited).After);
    }

    [Fact]
    public void Bought_followers_and_following_in_cycles_change_nothing()
    {
        Assert.Equal(0, WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.BuyFollowers(Input, Options, Town.Bakery, 5_000)).Change.Difference, .01);
        Assert.Equal(0, WhatIf.Answer(Input, Options, Town.Bakery, WhatIf.FollowAndUnfollow(Input, Options, Town.Bakery, 300)).Change.Difference, .01);
    }

    [Fact]
    public void The_input_stays_as_it_was_and_nonsense_is_refused()
    {
        var (accounts, acts) = (Input.AccountCount, Input.ActCount);
        WhatIf.MorePeople(Input, Options, Town.Bakery, 3);
        Assert.Equal((accounts, acts), (Input.AccountCount, Input.ActCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => WhatIf.MorePeople(Input, Options, Town.Bakery, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WhatIf.MorePosts(Input, Options, 10_000, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => WhatIf.Pause(Input, Options, 100_000));
    }
}
