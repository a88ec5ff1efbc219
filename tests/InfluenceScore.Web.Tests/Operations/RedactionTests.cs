using InfluenceScore.Web.Operations;
using Microsoft.Extensions.Configuration;

namespace InfluenceScore.Web.Tests.Operations;

public sealed class RedactionTests
{
    private static readonly Redaction Redaction = Redaction.Of(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Sources:X:BearerToken"] = "AAAAAAAAAAAAAAAAAAAAAMLheAAA%2Bxyz",
        ["Sources:Bluesky:AppPassword"] = "abcd-efgh-ijkl-mnop",
        ["Sources:Mastodon:Tokens:tea.example"] = "tea-token-value-1",
        ["Sources:Bluesky:Identifier"] = "ada.example",
    }).Build());

    [Theory]
    [InlineData("failed with AAAAAAAAAAAAAAAAAAAAAMLheAAA%2Bxyz in it", "failed with *** in it")]
    [InlineData("password abcd-efgh-ijkl-mnop refused", "password *** refused")]
    [InlineData("tea.example and tea-token-value-1", "tea.example and ***")]
    [InlineData("Authorization: Bearer abc.DEF-123_x", "Authorization: Bearer ***")]
    [InlineData("GET https://api.example/x?access_token=s3cr3t&page=2", "GET https://api.example/x?access_token=***&page=2")]
    [InlineData("GET /callback?code=0a1b2c&state=zzz done", "GET /callback?code=***&state=*** done")]
    [InlineData("""{"accessJwt":"qwertz","handle":"ada"}""", """{"accessJwt":"***","handle":"ada"}""")]
    [InlineData("Cookie: .AspNetCore.Identity=CfDJ8; other=1", "Cookie: ***; other=1")]
    [InlineData("X-Api-Key: k123456", "X-Api-Key: ***")]
    [InlineData("proxy http://user:pass@proxy.example:8080/", "proxy http://***@proxy.example:8080/")]
    [InlineData("HTTP GET /share/3hT9_kkLm responded 200", "HTTP GET /share/*** responded 200")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF here", "token *** here")]
    public void Secrets_are_taken_out_wherever_they_stand(string line, string clean) => Assert.Equal(clean, Redaction.Clean(line));

    [Theory]
    [InlineData("HTTP GET /accounts/bluesky/ada.example responded 200 in 3.1 ms")]
    [InlineData("Run 7 failed: ada.example did not answer in time.")]
    [InlineData("https://tea.example/@ada/1 was fetched, cursor 2026-11-22T20:00:00Z")]
    public void Ordinary_lines_stay_as_they_are(string line) => Assert.Equal(line, Redaction.Clean(line));
}
