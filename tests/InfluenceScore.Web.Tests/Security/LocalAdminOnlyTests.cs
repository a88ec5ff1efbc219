using System.Net;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Http;

namespace InfluenceScore.Web.Tests.Security;

public sealed class LocalAdminOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.0.2.7", false)]
    [InlineData("10.0.0.5", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_the_machine_itself_may_administer(string address, bool may) => Assert.Equal(may, LocalAdminOnly.MayPass(IPAddress.Parse(address)));

    [Theory]
    [InlineData("GET", "/compare", true)]
    [InlineData("HEAD", "/", true)]
    [InlineData("GET", "/admin/runs", false)]
    [InlineData("GET", "/ADMIN", false)]
    [InlineData("GET", "/clients", false)]
    [InlineData("GET", "/Clients/3/report", false)]
    [InlineData("GET", "/share/some-token", true)]
    [InlineData("POST", "/compare", false)]
    [InlineData("DELETE", "/", false)]
    [InlineData("POST", "/display", true)]
    public void Reading_is_open_and_changing_is_not(string method, string path, bool open) =>
        Assert.Equal(open, LocalAdminOnly.IsOpenToAll(new DefaultHttpContext { Request = { Method = method, Path = path } }.Request));
}
