using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Scoring.Tests.Patterns;

public sealed class VanishedTargetsTests
{
    private const long Day = 86_400_000;

    private readonly List<FollowFact> _facts = [];

    [Fact]
    public void An_account_that_everybody_loses_at_once_has_vanished()
    {
        // 0 to 2 follow ten others each and keep them; all lose 9 on day 40.
        for (var follower = 0; follower < 3; follower++)
        {
            for (var other = 10; other < 20; other++)
                _facts.Add(new FollowFact(follower, other, true, Day));
            _facts.Add(new FollowFact(follower, 9, true, (30 + follower) * Day));
            _facts.Add(new FollowFact(follower, 9, false, 40 * Day + follower));
        }

        Assert.All(Ends(false), e => Assert.Equal(FollowEnd.TargetGone, e));
    }

    [Fact]
    public void A_pile_that_an_agency_drops_for_three_clients_at_once_has_not()
    {
        for (var client = 0; client < 3; client++)
        {
            for (var target = 10; target < 40; target++)
            {
                _facts.Add(new FollowFact(client, target, true, 5 * Day + client));
                _facts.Add(new FollowFact(client, target, false, 12 * Day + client));
            }
        }

        Assert.All(Ends(false), e => Assert.Equal(FollowEnd.Chosen, e));
    }

    [Fact]
    public void An_account_that_one_follower_keeps_or_that_is_followed_later_has_not()
    {
        for (var follower = 0; follower < 3; follower++)
        {
            for (var other = 10; other < 20; other++)
                _facts.Add(new FollowFact(follower, other, true, Day));
            _facts.Add(new FollowFact(follower, 9, true, 2 * Day));
            if (follower > 0) _facts.Add(new FollowFact(follower, 9, false, 40 * Day));
        }

        Assert.All(Ends(false), e => Assert.Equal(FollowEnd.Chosen, e));
    }

    [Fact]
    public void The_same_name_followed_on_another_server_is_a_move()
    {
        _facts.AddRange([new(0, 1, true, Day), new(0, 1, false, 10 * Day), new(0, 2, true, 10 * Day), new(0, 3, true, Day), new(0, 3, false, 10 * Day)]);

        Assert.Equal([FollowEnd.TargetMoved, FollowEnd.Chosen],
            VanishedTargets.Judge(_facts, ["me@a.example", "wren@a.example", "wren@b.example", "tern@a.example"]).Where((_, i) => !_facts[i].Begins));
    }

    private List<FollowEnd> Ends(bool begins)
    {
        var ends = VanishedTargets.Judge(_facts, [.. Enumerable.Repeat("", 50)]);
        return [.. ends.Where((_, i) => _facts[i].Begins == begins)];
    }
}
