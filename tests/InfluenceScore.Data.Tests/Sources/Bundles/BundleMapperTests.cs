using System.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Bundles;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Tests.Sources.Bundles;

public sealed class BundleMapperTests
{
    private static readonly DateTime Noon = new(2026, 2, 3, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_profile_has_every_column_of_the_contract() => Assert.Equal(
        (new ProfileRecord("x", "@Baker", Noon, "7", " The Baker ", Noon, "Graz, AT", "bread", 1, 2, 3, 4, 5, true, false), null),
        BundleMapper.Profile(Row(
            "network,handle,id,name,created_at,location,bio,followers,following,posts,likes_given,listed,verified,default_avatar,observed_at",
            "x,@Baker,7, The Baker ,2026-02-03T12:00:00Z,\"Graz, AT\",bread,1,2,3,4,5,true,false,2026-02-03T12:00:00Z")));

    [Fact]
    public void A_post_has_every_column_of_the_contract() => Assert.Equal(
        (new PostRecord("x", "9", "baker", Noon, PostKind.Reply, "8", "rye", 1, 2, 3, 4, 5, "en"), null),
        BundleMapper.Post(Row(
            "lang,views,quotes,replies,reposts,likes,text,refers_to,kind,created_at,author,id,network,unknown",
            "en,5,4,3,2,1,rye,8,REPLY,2026-02-03T12:00:00Z,baker,9,x,ignored")));

    [Fact]
    public void An_interaction_and_a_follow_have_every_column_of_the_contract()
    {
        Assert.Equal((new InteractionRecord("x", "a", "b", InteractionKind.Quote, Noon, "9"), null),
            BundleMapper.Interaction(Row("network,actor,target,kind,post,at", "x,a,b,quote,9,2026-02-03T12:00:00Z")));
        Assert.Equal((new FollowRecord("x", "a", "b", FollowEventKind.Unfollow, Noon), null),
            BundleMapper.Follow(Row("network,follower,followee,event,at", "x,a,b,unfollow,2026-02-03T12:00:00Z")));
    }

    [Fact]
    public void An_empty_cell_is_unknown() => Assert.Equal(
        (new PostRecord("x", "9", "baker", Noon), null),
        BundleMapper.Post(Row("network,id,author,created_at,kind,refers_to,text,likes,lang", "x,9,baker,2026-02-03T12:00:00Z,,,,,")));

    [Theory]
    [InlineData("2026-02-03T12:00:00Z")]
    [InlineData("2026-02-03T12:00:00")]
    [InlineData("2026-02-03 12:00:00")]
    [InlineData("2026-02-03T12:00Z")]
    [InlineData("2026-02-03T14:00:00+02:00")]
    [InlineData("2026-02-03T14:00:00+0200")]
    [InlineData("2026-02-03T12:00:00.000Z")]
    [InlineData(" 2026-02-03T12:00:00Z ")]
    [InlineData("1770120000")]
    [InlineData("1770120000.0")]
    public void Times_are_ISO_8601_or_Unix_seconds_and_UTC_where_nothing_is_said(string at)
    {
        var (record, problem) = BundleMapper.Follow(Row("network,follower,followee,event,at", $"x,a,b,follow,{at}"));
        Assert.Null(problem);
        Assert.Equal((Noon, DateTimeKind.Utc), (record.At, record.At.Kind));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("03/02/2026")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-02-03T25:00:00Z")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("99999999999999999999")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("2026-02-03T12:00:00Z; DROP TABLE")]
    public void What_is_no_time_is_a_problem_that_quotes_it(string at)
    {
        var (_, problem) = BundleMapper.Follow(Row("network,follower,followee,event,at", $"x,a,b,follow,{at}"));
        Assert.Equal($"at '{at}' is not a time (ISO 8601 or Unix seconds)", problem);
    }

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("12.0", 12L)]
    [InlineData("-3", -3L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Counts_are_whole_numbers_also_as_data_frames_write_them(string followers, long expected) =>
        Assert.Equal(expected, BundleMapper.Profile(Row("network,handle,followers", $"x,a,{followers}")).Record.Followers);

    [Theory]
    [InlineData("network,handle,followers", "x,a,many", "followers 'many' is not a whole number")]
    [InlineData("network,handle,followers", "x,a,1.5", "followers '1.5' is not a whole number")]
    [InlineData("network,handle,followers", "x,a,9223372036854775808", "followers '9223372036854775808' is not a whole number")]
    [InlineData("network,handle,verified", "x,a,maybe", "verified 'maybe' is neither true nor false")]
    [InlineData("network,handle", "x,", "handle is empty")]
    [InlineData("network,handle", ",a", "network is empty")]
    [InlineData("network,handle", "x,a,b", "the record has 3 fields, the header names 2")]
    [InlineData("network,handle", "x", "the record has 1 fields, the header names 2")]
    public void A_cell_that_cannot_be_understood_is_a_problem_in_words(string header, string row, string problem) =>
        Assert.Equal(problem, BundleMapper.Profile(Row(header, row)).Problem);

    [Fact]
    public void An_unknown_kind_is_a_problem_that_names_the_known_ones() => Assert.Equal(
        "kind 'poke' is none of repost, quote, reply, mention, like",
        BundleMapper.Interaction(Row("network,actor,target,kind,at", "x,a,b,poke,2026-02-03")).Problem);

    [Fact]
    public void A_default_network_stands_in_for_an_empty_cell_and_an_absent_column()
    {
        Assert.Equal("forum", BundleMapper.Profile(Row("network,handle", ",a", "forum")).Record.Network);
        Assert.Equal("forum", BundleMapper.Profile(Row("handle,name", "a,b", "forum")).Record.Network);
        Assert.Equal("x", BundleMapper.Profile(Row("network,handle", "x,a", "forum")).Record.Network);
    }

    private static BundleRow Row(string header, string row, string? network = null)
    {
        var reader = new CsvRecordReader(new MemoryStream(Encoding.UTF8.GetBytes($"{header}\n{row}\n")));
        var bundleRow = new BundleRow(reader, CsvHeader.Read(reader, "test.csv"), network);
        Assert.True(reader.Read());
        return bundleRow;
    }
}
