using System.Text.Json;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Mastodon;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

/// <summary>Runs where tests/servers/snac/run.sh has started and seeded a real server: SNAC_TRUTH names what was done there.</summary>
public sealed class SnacFactAttribute : FactAttribute
{
    public SnacFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("SNAC_TRUTH") is null)
            Skip = "needs a running snac2: tests/servers/snac/run.sh starts one";
    }
}

public class SnacTests
{
    private sealed record Truth(List<User> Users, List<Written> Posts, List<Act> Favourites, List<Act> Boosts, List<Act> Replies);

    private sealed record User(string Handle, string Token);

    private sealed record Written(string Uri, string Author);

    private sealed record Act(string Actor, string Target, string Post);

    private readonly Truth _truth = JsonSerializer.Deserialize<Truth>(
        File.ReadAllText(Environment.GetEnvironmentVariable("SNAC_TRUTH") ?? "/dev/null") is { Length: > 0 } text ? text : "null", JsonSerializerOptions.Web)!;

    private readonly NotingWatch _watch = new();

    [SnacFact]
    public async Task With_a_token_what_was_done_there_arrives_and_nothing_else()
    {
        var pages = await FetchAllAsync(_truth.Users[1].Token);

        Assert.Equal(
            _truth.Posts.Select(p => $"{p.Author} {p.Uri}").Order(),
            pages.SelectMany(p => p.Posts).Where(p => p.Kind != InfluenceScore.Data.Entities.PostKind.Repost).Select(p => $"{p.Author} {p.Id}").Distinct().Order());
        var acts = pages.SelectMany(p => p.Interactions).Distinct().ToList();
        Assert.Equal(Lines(_truth.Favourites), Lines(acts, InteractionKind.Like));
        Assert.All(acts.Where(a => a.Kind == InteractionKind.Like), a => Assert.Null(a.At));
        Assert.Equal(Lines(_truth.Boosts), Lines(acts.Where(a => a.Actor != a.Target), InteractionKind.Repost));
        Assert.Equal(Lines(_truth.Replies), Lines(acts, InteractionKind.Reply));
    }

    [SnacFact]
    public async Task Without_a_token_the_posts_arrive_and_what_is_refused_is_said()
    {
        var pages = await FetchAllAsync(token: null);

        Assert.Equal(_truth.Posts.Select(p => p.Uri).Order(),
            pages.SelectMany(p => p.Posts).Where(p => p.Kind != InfluenceScore.Data.Entities.PostKind.Repost).Select(p => p.Id).Distinct().Order());
        Assert.DoesNotContain(pages.SelectMany(p => p.Interactions), a => a.Kind == InteractionKind.Like);
        Assert.Contains(_watch.Notes, n => n.Contains("Who favourited", StringComparison.Ordinal) && n.Contains("without a token (401)", StringComparison.Ordinal));
    }

    [SnacFact]
    public async Task Counts_and_follow_lists_that_snac_makes_up_are_not_believed()
    {
        var pages = await FetchAllAsync(_truth.Users[1].Token);

        Assert.All(pages.SelectMany(p => p.Profiles), p => Assert.Null(p.Followers));
        Assert.DoesNotContain(pages, p => p.FollowList is not null);
    }

    private static IEnumerable<string> Lines(IEnumerable<Act> acts) => acts.Select(a => $"{a.Actor} {a.Target} {a.Post}").Order();

    private static IEnumerable<string> Lines(IEnumerable<InteractionRecord> acts, InteractionKind kind) =>
        acts.Where(a => a.Kind == kind).Select(a => $"{a.Actor} {a.Target} {a.Post}").Distinct().Order();

    private async Task<List<SourcePage>> FetchAllAsync(string? token)
    {
        var settings = new SourceSettings(name => name == "Sources:Mastodon:AllowPrivateHosts" ? "true" : name.StartsWith("Sources:Mastodon:Tokens:127.0.0.1:", StringComparison.Ordinal) ? token : null);
        var source = MastodonSetup.Create(RealHttp.Clients(), settings, TimeProvider.System);
        var pages = new List<SourcePage>();
        foreach (var user in _truth.Users)
        {
            await foreach (var page in source.FetchAsync(new FetchRequest(user.Handle, null, null, _watch), default))
                pages.Add(page);
        }
        return pages;
    }
}
