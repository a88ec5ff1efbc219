using System.Net;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Mastodon;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

public class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void Nothing_inside_a_private_network_is_public(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    [InlineData("::ffff:93.184.216.34")]
    public void Other_peoples_machines_are(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_at_the_moment_of_connecting()
    {
        await using var server = await StubServer.StartAsync(c => StubServer.Json(c, "{}"));
        using var handler = new SocketsHttpHandler { ConnectCallback = PublicAddresses.ConnectAsync, UseProxy = false };
        using var client = new HttpClient(handler);

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server.Address.Replace("127.0.0.1", "localhost")));

        Assert.Contains("no public address", e.ToString());
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task The_source_refuses_private_names_in_one_sentence()
    {
        var source = MastodonSetup.Create(RealHttp.Clients(), new SourceSettings(_ => null), TimeProvider.System);
        foreach (var handle in new[] { "ada@localhost", "ada@127.0.0.1", "ada@example.org:8080", "ada@[::1]", "ada@localhost.localdomain", "ada" })
        {
            var e = await Assert.ThrowsAnyAsync<InfluenceScoreException>(async () =>
            {
                await foreach (var _ in source.FetchAsync(new FetchRequest(handle, null, null, new NotingWatch()), default)) { }
            });
            Assert.EndsWith(".", e.Message);
        }
    }
}
