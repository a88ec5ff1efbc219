using InfluenceScore.Web.Security;

namespace InfluenceScore.Web.Tests.Security;

public sealed class RequestLogTests
{
    [Theory]
    [InlineData("/share/eDjOdfoRGesRU_PG1R1sNC9rlIwYM9jgNdjIAA2kAU4", "/share/(token)")]
    [InlineData("/Share/abc/logo", "/share/(token)")]
    [InlineData("/clients/1", "/clients/1")]
    public void The_token_of_a_share_link_is_not_logged(string path, string shown) => Assert.Equal(shown, RequestLog.Shown(path));
}
