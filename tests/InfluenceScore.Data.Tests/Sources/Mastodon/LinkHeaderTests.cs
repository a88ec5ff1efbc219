using InfluenceScore.Data.Sources.Mastodon;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

public class LinkHeaderTests
{
    [Theory]
    [InlineData("<https://t.example/api/v1/x?max_id=5>; rel=\"next\", <https://t.example/api/v1/x?min_id=9>; rel=\"prev\"", "/api/v1/x?max_id=5")]
    [InlineData("<https://t.example/api/v1/x?min_id=9>; rel=\"prev\", <https://t.example/api/v1/x?a=1,2&max_id=5>; rel=\"next\"", "/api/v1/x?a=1,2&max_id=5")]
    [InlineData("<http://t.example/api/v1/x?max_id=5>; rel=\"next\"", "/api/v1/x?max_id=5")]
    [InlineData("</api/v1/x?max_id=5>; rel=next", "/api/v1/x?max_id=5")]
    [InlineData("<https://evil.example/api/v1/x?max_id=5>; rel=\"next\"", null)]
    [InlineData("<file:///etc/passwd>; rel=\"next\"", null)]
    [InlineData("<https://t.example/api/v1/x?min_id=9>; rel=\"prev\"", null)]
    [InlineData("<<<>;,;rel=\"next", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_next_page_is_on_the_same_host_or_nowhere(string? header, string? next) =>
        Assert.Equal(next, LinkHeader.NextOrNull(header, new Uri("https://t.example/api/v1/x")));
}
