using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Bluesky;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.Bluesky;

public class BlueskyFactsTests
{
    [Fact]
    public void A_reply_that_quotes_and_mentions_is_one_post_and_three_acts()
    {
        var page = PageOf("""
            {"uri":"at://did:plc:aaa/app.bsky.feed.post/1","author":{"did":"did:plc:aaa","handle":"ann.test"},"indexedAt":"2026-10-02T00:00:00Z","likeCount":4,
             "record":{"text":"hi","createdAt":"2026-10-01T12:00:00+02:00","langs":["de","en"],
               "reply":{"parent":{"uri":"at://did:plc:bbb/app.bsky.feed.post/2"},"root":{"uri":"at://did:plc:ccc/app.bsky.feed.post/3"}},
               "embed":{"$type":"app.bsky.embed.recordWithMedia","record":{"record":{"uri":"at://did:plc:ddd/app.bsky.feed.post/4"}}},
               "facets":[{"features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:eee"},{"$type":"app.bsky.richtext.facet#tag","tag":"x"}]},
                         {"features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:eee"}]}]},
             "embed":{"record":{"record":{"author":{"did":"did:plc:ddd","handle":"dan.test"}}}}}
            """);

        var at = new DateTime(2026, 10, 1, 10, 0, 0, DateTimeKind.Utc);
        var post = Assert.Single(page.Posts);
        Assert.Equal(("ann.test", at, PostKind.Reply, "at://did:plc:bbb/app.bsky.feed.post/2", "de", 4L), (post.Author, post.CreatedAt, post.Kind, post.RefersTo, post.Lang, post.Likes));
        Assert.Equal(
            [
                new InteractionRecord("bluesky", "ann.test", "did:plc:bbb", InteractionKind.Reply, at, "at://did:plc:bbb/app.bsky.feed.post/2"),
                new InteractionRecord("bluesky", "ann.test", "dan.test", InteractionKind.Quote, at, "at://did:plc:ddd/app.bsky.feed.post/4"),
                new InteractionRecord("bluesky", "ann.test", "did:plc:eee", InteractionKind.Mention, at, null),
            ],
            page.Interactions);
    }

    [Theory]
    [InlineData("""{"text":7,"createdAt":"2026-10-01T00:00:00Z","langs":"de","facets":{"a":1},"reply":[],"embed":"x"}""")]
    [InlineData("""{"createdAt":"2026-10-01T00:00:00Z","facets":[1,null,{"features":[{"$type":"app.bsky.richtext.facet#mention","did":"not a did"}]}]}""")]
    [InlineData("""{"createdAt":"2026-10-01T00:00:00Z","reply":{"parent":{"uri":"https://example.test/"}},"embed":{"record":{"uri":"at://did:plc:bbb/app.bsky.graph.list/1"}}}""")]
    public void A_record_of_the_wrong_shape_is_a_plain_post(string record)
    {
        var page = PageOf($$"""{"uri":"at://did:plc:aaa/app.bsky.feed.post/1","author":{"did":"did:plc:aaa","handle":"ann.test"},"record":{{record}}}""");

        Assert.Equal(PostKind.Original, Assert.Single(page.Posts).Kind);
        Assert.Empty(page.Interactions);
    }

    [Theory]
    [InlineData("2031-01-01T00:00:00Z", "2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z")] // a client that lies about the future
    [InlineData("2019-01-01T00:00:00Z", "2026-10-01T00:00:00Z", "2019-01-01T00:00:00Z")] // an old post brought along
    [InlineData("yesterday", "2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z")]
    public void The_time_of_an_act_is_the_earlier_of_the_claimed_and_the_indexed(string createdAt, string indexedAt, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected).UtcDateTime, BlueskyRecords.Moment(createdAt, indexedAt));

    [Fact]
    public void An_account_whose_handle_does_not_resolve_keeps_its_did()
    {
        var facts = new BlueskyFacts();
        facts.Know(new ActorView("did:plc:aaa", "handle.invalid", null, null, null, null, null, null, null));

        var account = Assert.Single(facts.ToPage("").Accounts);
        Assert.Equal(("did:plc:aaa", null), (account.NetworkUserId, account.Handle));
    }

    private static SourcePage PageOf(string post)
    {
        var facts = new BlueskyFacts();
        facts.AddPost(JsonSerializer.Deserialize<PostView>(post, JsonSerializerOptions.Web)!);
        return facts.ToPage("");
    }
}
