using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;

namespace InfluenceScore.Data.Tests.Ingestion;

public class FollowListsTests
{
    private static readonly string[] Nobody = [];

    [Fact]
    public async Task The_first_complete_list_is_the_start_and_makes_no_events()
    {
        using var bench = await RunBench.CreateAsync();

        await bench.RunAsync(new ScriptedSource(List("ann", "bob")));

        Assert.Empty(await bench.FollowEventsAsync());
        Assert.Equal(FollowListingState.Listed, await bench.StateOfAsync("ann"));
    }

    [Fact]
    public async Task Who_is_missing_from_a_later_complete_list_has_unfollowed_once_and_who_is_new_has_followed()
    {
        using var bench = await RunBench.CreateAsync();
        await bench.RunAsync(new ScriptedSource(List("ann", "bob")));

        for (var day = 1; day <= 3; day++)
        {
            bench.Clock.Advance(TimeSpan.FromHours(24));
            await bench.RunAsync(new ScriptedSource(List("bob", "cleo")));
        }

        Assert.Equal(["ann unfollow owner @24", "cleo follow owner @24"], await bench.FollowEventsAsync());
        Assert.Equal(FollowListingState.Unfollowed, await bench.StateOfAsync("ann"));
    }

    [Fact]
    public async Task A_list_over_several_pages_is_judged_as_a_whole()
    {
        using var bench = await RunBench.CreateAsync();
        SourcePage[] pages = [Part(true, false, null, "ann"), Part(false, false, null, "bob"), Part(false, true, null, "cleo")];
        await bench.RunAsync(new ScriptedSource(pages));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        await bench.RunAsync(new ScriptedSource(pages));

        Assert.Empty(await bench.FollowEventsAsync());
    }

    [Fact]
    public async Task A_list_that_ends_early_yields_no_unfollow_nor_does_one_whose_first_page_is_of_another_run()
    {
        using var bench = await RunBench.CreateAsync();
        await bench.RunAsync(new ScriptedSource(List("ann", "bob")));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        await bench.RunAsync(new ScriptedSource(Part(true, false, null, "bob")));
        await bench.RunAsync(new ScriptedSource(Part(false, true, null, "bob")));

        Assert.Empty(await bench.FollowEventsAsync());
        Assert.Equal(FollowListingState.Listed, await bench.StateOfAsync("ann"));
    }

    [Fact]
    public async Task A_list_that_shows_fewer_than_the_network_counts_is_taken_as_incomplete()
    {
        using var bench = await RunBench.CreateAsync();
        await bench.RunAsync(new ScriptedSource(Part(true, true, 3, "ann", "bob", "cleo")));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        var run = await bench.RunAsync(new ScriptedSource(Part(true, true, 3, "bob", "cleo")));

        Assert.Empty(await bench.FollowEventsAsync());
        Assert.Contains(await bench.LogAsync(run.Id), l => l.Contains("taken as incomplete"));
    }

    [Fact]
    public async Task A_deactivated_member_is_gone_and_when_it_is_back_nothing_has_happened()
    {
        using var bench = await RunBench.CreateAsync();
        await bench.RunAsync(new ScriptedSource(Part(true, true, 2, "ann", "bob")));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        // Bluesky goes on counting an account that it no longer shows.
        await bench.RunAsync(new ScriptedSource(Part(true, true, 2, "bob")) { Gone = ["ann"] });
        Assert.Equal(FollowListingState.Gone, await bench.StateOfAsync("ann"));
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.RunAsync(new ScriptedSource(Part(true, true, 2, "ann", "bob")));

        Assert.Equal(FollowListingState.Listed, await bench.StateOfAsync("ann"));
        Assert.Empty(await bench.FollowEventsAsync());
    }

    [Fact]
    public async Task Nobody_has_unfollowed_while_the_network_does_not_say_who_still_exists()
    {
        using var bench = await RunBench.CreateAsync();
        await bench.RunAsync(new ScriptedSource(List("ann", "bob")));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        await bench.RunAsync(new ScriptedSource(List("bob")) { Gone = null });
        Assert.Empty(await bench.FollowEventsAsync());
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.RunAsync(new ScriptedSource(List("bob")));

        Assert.Equal(["ann unfollow owner @2"], await bench.FollowEventsAsync());
    }

    [Fact]
    public async Task Who_follows_again_after_an_unfollow_makes_a_third_event()
    {
        using var bench = await RunBench.CreateAsync();
        foreach (var members in new[] { ["ann"], Nobody, ["ann"] })
        {
            await bench.RunAsync(new ScriptedSource(List(members)));
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["ann unfollow owner @1", "ann follow owner @2"], await bench.FollowEventsAsync());
    }

    private static SourcePage List(params string[] members) => Part(true, true, null, members);

    private static SourcePage Part(bool first, bool complete, long? expected, params string[] members) => new()
    {
        Cursor = "",
        FollowList = new FollowListPart("owner", FollowDirection.Followers, members, first, complete) { Expected = expected },
    };
}
