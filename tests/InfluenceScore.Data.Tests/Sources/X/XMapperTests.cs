using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.X;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.X;

public class XMapperTests
{
    private static readonly DateTime At = new(2026, 11, 1, 9, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("referenced_tweets", "retweeted", "retweet_count", "note_tweet")]
    [InlineData("referenced_posts", "reposted", "repost_count", "note_post")]
    public void Old_and_new_field_names_mean_the_same(string references, string reposted, string reposts, string note)
    {
        var original = Post($$$"""{"id":"1984000000000000001","text":"short…","created_at":"2026-11-01T09:30:00.000Z","{{{note}}}":{"text":"the long text"},"public_metrics":{"{{{reposts}}}":7,"like_count":9,"reply_count":1,"quote_count":2,"impression_count":0}}""");
        var record = XMapper.PostOrNull(original, "marlow")!;
        Assert.Equal(new PostRecord("x", "1984000000000000001", "marlow", At, PostKind.Original, null, "the long text", 9, 7, 1, 2), record);

        var repost = Post($$$"""{"id":"1984000000000000002","text":"RT @Tilda_K: hello","created_at":"2026-11-01T09:30:00.000Z","{{{references}}}":[{"type":"{{{reposted}}}","id":"77"}],"public_metrics":{"{{{reposts}}}":500,"like_count":0}}""");
        record = XMapper.PostOrNull(repost, "marlow")!;
        Assert.Equal((PostKind.Repost, "77", null, null), (record.Kind, record.RefersTo, record.Reposts, record.Likes));
        Assert.Equal([new InteractionRecord("x", "marlow", "Tilda_K", InteractionKind.Repost, At, "77")], XMapper.Acts(repost, "marlow", new XNames(null)));
    }

    [Fact]
    public void A_reply_is_one_act_and_the_others_who_are_named_are_mentioned()
    {
        var post = Post("""
            {"id":"1984000000000000003","author_id":"1","text":"@tilda_k @odo yes","created_at":"2026-11-01T09:30:00Z","in_reply_to_user_id":"2",
             "referenced_tweets":[{"type":"replied_to","id":"88"}],
             "entities":{"mentions":[{"username":"Tilda_K","id":"2"},{"username":"odo","id":"3"},{"username":"ODO","id":"3"}]}}
            """);

        Assert.Equal(
            [
                new InteractionRecord("x", "marlow", "Tilda_K", InteractionKind.Reply, At, "88"),
                new InteractionRecord("x", "marlow", "odo", InteractionKind.Mention, At),
            ], XMapper.Acts(post, "marlow", new XNames(null)));
        Assert.Equal((PostKind.Reply, "88"), (XMapper.PostOrNull(post, "marlow")!.Kind, XMapper.PostOrNull(post, "marlow")!.RefersTo));
    }

    [Fact]
    public void A_reply_to_an_account_that_is_not_named_is_left_out_and_one_to_oneself_is_kept()
    {
        var unnamed = Post("""{"id":"1984000000000000004","author_id":"1","text":"yes","in_reply_to_user_id":"9","referenced_tweets":[{"type":"replied_to","id":"88"}]}""");
        Assert.Empty(XMapper.Acts(unnamed, "marlow", new XNames(null)));

        var own = Post("""{"id":"1984000000000000004","author_id":"1","text":"and","in_reply_to_user_id":"1","referenced_tweets":[{"type":"replied_to","id":"88"}]}""");
        Assert.Equal("marlow", Assert.Single(XMapper.Acts(own, "marlow", new XNames(null))).Target);
    }

    [Theory]
    [InlineData("https://twitter.com/Tilda_K/status/99", "Tilda_K")]
    [InlineData("https://x.com/Tilda_K/status/99?s=20", "Tilda_K")]
    [InlineData("https://x.com/i/web/status/99", null)]
    [InlineData("https://x.com.evil.example/Tilda_K/status/99", null)]
    [InlineData("https://x.com/Tilda_K/status/98", null)]
    public void A_quote_names_its_author_by_the_address(string address, string? target)
    {
        var post = Post($$$"""{"id":"1984000000000000005","text":"look","created_at":"2026-11-01T09:30:00Z","referenced_tweets":[{"type":"quoted","id":"99"}],"entities":{"urls":[{"expanded_url":"{{{address}}}"}]}}""");

        Assert.Equal(target, XMapper.Acts(post, "marlow", new XNames(null)).SingleOrDefault()?.Target);
    }

    [Fact]
    public void A_missing_time_is_read_from_the_id_where_the_id_has_one()
    {
        Assert.Equal(new DateTime(2025, 11, 11, 11, 11, 11, DateTimeKind.Utc), XMapper.SnowflakeTimeOrNull(XStub.IdAt(new(2025, 11, 11, 11, 11, 11, TimeSpan.Zero), 3)));
        Assert.Null(XMapper.SnowflakeTimeOrNull("20"));
        Assert.Null(XMapper.PostOrNull(Post("""{"id":"20","text":"just setting up"}"""), "marlow"));
    }

    [Fact]
    public void A_profile_keeps_what_is_told_and_nothing_else()
    {
        var user = JsonSerializer.Deserialize<XUser>("""
            {"id":"12","username":"Tilda_K","name":"Tilda","created_at":"2011-02-03T04:05:06.000Z","description":"tea &amp; trains","verified":false,
             "profile_image_url":"https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
             "public_metrics":{"followers_count":10,"following_count":20,"post_count":30,"listed_count":1,"like_count":5}}
            """, XJson.Options)!;

        Assert.Equal(
            new ProfileRecord("x", "Tilda_K", At, "12", "Tilda", new DateTime(2011, 2, 3, 4, 5, 6, DateTimeKind.Utc), null, "tea & trains", 10, 20, 30, 5, 1, false, true),
            XMapper.ProfileOrNull(user, At));
        Assert.Null(XMapper.ProfileOrNull(user with { Username = null }, At));
    }

    private static XPost Post(string json) => JsonSerializer.Deserialize<XPost>(json, XJson.Options)!;
}
