using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Mastodon;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

public class MastodonMapperTests
{
    private static readonly DateTime At = new(2026, 11, 1, 9, 30, 0, DateTimeKind.Utc);
    private readonly MastodonThread _thread = new("tea.example", "social.tea.example");

    [Fact]
    public void A_post_is_known_by_its_uri_and_read_as_plain_text()
    {
        var status = Status("""{"id":"9","uri":"https://social.tea.example/users/ada/statuses/9","created_at":"2026-11-01T09:30:00.000Z","content":"<p>tea &amp; cake</p>","visibility":"public","language":"en","account":{"id":"1","acct":"ada"},"favourites_count":3,"reblogs_count":2,"replies_count":1,"quotes_count":0}""");

        Assert.Equal(
            [new PostRecord("mastodon", "https://social.tea.example/users/ada/statuses/9", "ada@tea.example", At, PostKind.Original, null, "tea & cake", 3, 2, 1, 0, null, "en")],
            MastodonMapper.Posts(status, _thread));
        Assert.Empty(MastodonMapper.Acts(status, _thread));
    }

    [Fact]
    public void A_boost_is_an_act_with_its_time_and_brings_the_boosted_post()
    {
        var status = Status("""
            {"id":"10","uri":"https://social.tea.example/users/ada/statuses/10/activity","created_at":"2026-11-01T09:30:00Z","visibility":"public","account":{"id":"1","acct":"ada"},
             "reblog":{"id":"7","uri":"https://far.example/n/7","created_at":"2026-10-30T09:30:00Z","content":"x","visibility":"public","account":{"id":"2","acct":"odo@far.example"},"favourites_count":50}}
            """);

        var posts = MastodonMapper.Posts(status, _thread).ToList();
        Assert.Equal([(PostKind.Repost, "ada@tea.example", null), (PostKind.Original, "odo@far.example", 50L)], posts.Select(p => (p.Kind, p.Author, p.Likes)));
        Assert.Equal([new InteractionRecord("mastodon", "ada@tea.example", "odo@far.example", InteractionKind.Repost, At, "https://far.example/n/7")], MastodonMapper.Acts(status, _thread));
    }

    [Fact]
    public void A_boost_at_the_very_moment_of_the_post_tells_who_and_not_when()
    {
        var status = Status("""
            {"id":"10","uri":"http://h/7/Announce","created_at":"2026-11-01T09:30:00Z","visibility":"public","account":{"id":"3","acct":"kit"},
             "reblog":{"id":"7","uri":"http://h/7","created_at":"2026-11-01T09:30:00.000Z","visibility":"public","account":{"id":"1","acct":"ada"}}}
            """);

        Assert.Equal("http://h/7", Assert.Single(MastodonMapper.Posts(status, _thread)).Id);
        Assert.Equal([new InteractionRecord("mastodon", "kit@tea.example", "ada@tea.example", InteractionKind.Repost, null, "http://h/7")], MastodonMapper.Acts(status, _thread));
    }

    [Fact]
    public void A_reply_names_the_post_by_uri_where_that_is_known_and_the_others_are_mentioned()
    {
        var status = Status("""
            {"id":"11","uri":"u11","created_at":"2026-11-01T09:30:00Z","visibility":"unlisted","account":{"id":"1","acct":"ada"},"in_reply_to_id":"7","in_reply_to_account_id":"2",
             "mentions":[{"id":"2","acct":"odo@far.example"},{"id":"3","acct":"kit"}]}
            """);
        var reply = new InteractionRecord("mastodon", "ada@tea.example", "odo@far.example", InteractionKind.Reply, At);
        var mention = new InteractionRecord("mastodon", "ada@tea.example", "kit@tea.example", InteractionKind.Mention, At);
        Assert.Equal([reply, mention], MastodonMapper.Acts(status, _thread));

        _thread.Add(Status("""{"id":"7","uri":"https://far.example/n/7","account":{"id":"2","acct":"odo@far.example"}}"""));
        Assert.Equal([reply with { Post = "https://far.example/n/7" }, mention], MastodonMapper.Acts(status, _thread));
        Assert.Equal("https://far.example/n/7", MastodonMapper.Posts(status, _thread).Single().RefersTo);
    }

    [Fact]
    public void A_reply_to_nobody_known_is_left_out_and_one_to_oneself_is_kept()
    {
        Assert.Empty(MastodonMapper.Acts(Status("""{"id":"1","uri":"u","created_at":"2026-11-01T09:30:00Z","account":{"id":"1","acct":"ada"},"in_reply_to_id":"7","in_reply_to_account_id":"99"}"""), _thread));
        Assert.Equal("ada@tea.example", Assert.Single(MastodonMapper.Acts(Status("""{"id":"1","uri":"u","created_at":"2026-11-01T09:30:00Z","account":{"id":"1","acct":"ada"},"in_reply_to_id":"7","in_reply_to_account_id":"1"}"""), _thread)).Target);
    }

    [Theory]
    [InlineData("private")]
    [InlineData("direct")]
    public void What_is_not_for_everybody_is_left_alone(string visibility)
    {
        var status = Status($$$"""{"id":"1","uri":"u","created_at":"2026-11-01T09:30:00Z","visibility":"{{{visibility}}}","content":"secret","account":{"id":"1","acct":"ada"},"mentions":[{"id":"3","acct":"kit"}]}""");

        Assert.Empty(MastodonMapper.Posts(status, _thread));
        Assert.Empty(MastodonMapper.Acts(status, _thread));
    }

    [Fact]
    public void Counts_that_are_hidden_or_not_counted_are_unknown()
    {
        var hidden = MastodonMapper.ProfileOrNull(Account("""{"acct":"ada","followers_count":-1,"following_count":4,"statuses_count":9}"""), "tea.example", At)!;
        Assert.Equal((null, 4L, 9L), (hidden.Followers, hidden.Following, hidden.Posts));
        var uncounted = MastodonMapper.ProfileOrNull(Account("""{"acct":"ada","followers_count":0,"following_count":0,"statuses_count":0}"""), "tea.example", At)!;
        Assert.Equal((null, null, null), (uncounted.Followers, uncounted.Following, uncounted.Posts));
    }

    [Theory]
    [InlineData("ada", "https://social.tea.example/users/ada", true)]
    [InlineData("ada@tea.example", "https://social.tea.example/users/ada", true)]
    [InlineData("odo@far.example", "https://far.example/users/odo", false)]
    [InlineData("ada", "https://far.example/users/odo", false)]
    [InlineData("ada", null, false)]
    public void A_server_identifies_only_its_own_accounts(string acct, string? uri, bool identified) =>
        Assert.Equal(identified, MastodonMapper.IdentityOrNull(Account(JsonSerializer.Serialize(new { acct, uri })), "tea.example", "social.tea.example") is not null);

    private static MStatus Status(string json) => JsonSerializer.Deserialize<MStatus>(json, MastodonJson.Options)!;

    private static MAccount Account(string json) => JsonSerializer.Deserialize<MAccount>(json, MastodonJson.Options)!;
}
