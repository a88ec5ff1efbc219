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

    /// <summary>DNS rebinding: whoever keeps the name answers the check with a public address, and the connection with one of ours.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::1")]
    public async Task A_name_that_turns_private_after_it_was_checked_is_not_connected_to(string later)
    {
        await using var server = await StubServer.StartAsync(c => StubServer.Json(c, "{}"));
        var lookUps = 0;
        Task<IPAddress[]> Resolve(string host, CancellationToken cancel) => Task.FromResult(new[] { IPAddress.Parse(++lookUps == 1 ? "93.184.216.34" : later) });
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = (context, cancel) => PublicAddresses.ConnectAsync(context, "a setting", Resolve, cancel) };
        using var client = new HttpClient(handler);

        await PublicAddresses.ThrowIfPrivateAsync("rebinding.example", Resolve, default); // the first answer is fine
        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"http://rebinding.example:{new Uri(server.Address).Port}/"));

        Assert.Contains("no public address", e.ToString());
        Assert.Equal(2, lookUps); // and never once more behind the judgement
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task None_of_several_private_addresses_is_taken_and_each_new_connection_asks_again()
    {
        var asked = new List<string>();
        Task<IPAddress[]> Resolve(string host, CancellationToken cancel)
        {
            asked.Add(host);
            return Task.FromResult(new[] { IPAddress.Loopback, IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback });
        }
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = (context, cancel) => PublicAddresses.ConnectAsync(context, "a setting", Resolve, cancel) };
        using var client = new HttpClient(handler);

        foreach (var name in new[] { "one.example", "one.example", "two.example" })
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"http://{name}/"));

        Assert.Equal(["one.example", "one.example", "two.example"], asked);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://localhost/")]
    [InlineData("https://tea.example:8080/")]
    [InlineData("http://10.1.2.3:6379/")]
    public void A_redirect_into_a_private_network_is_refused_like_a_name_that_somebody_typed(string location)
    {
        Assert.True(WebAddress.TryResolve(new Uri("https://tea.example/.well-known/webfinger"), location, out var target));
        Assert.Throws<SourceException>(() => MastodonHost.BaseAddress(target.Authority, allowPrivateHosts: false));
    }

    [Fact]
    public async Task The_guarded_client_follows_no_redirect_by_itself()
    {
        await using var inside = await StubServer.StartAsync(c => StubServer.Json(c, "{}"));
        await using var server = await StubServer.StartAsync(c =>
        {
            c.Response.Redirect(inside.Address + "/secret");
            return Task.CompletedTask;
        });
        foreach (var name in new[] { MastodonSetup.GuardedClient, MastodonSetup.OpenClient })
        {
            // The handlers as registered; the guard itself would refuse loopback, so its callback is taken off for this one.
            var handler = RealHttp.PrimaryHandler(name);
            handler.ConnectCallback = null;
            using var client = new HttpClient(handler);
            using var answer = await client.GetAsync(server.Address);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        Assert.Empty(inside.Asked);
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
