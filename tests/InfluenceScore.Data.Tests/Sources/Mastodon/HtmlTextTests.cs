using InfluenceScore.Data.Sources.Mastodon;

namespace InfluenceScore.Data.Tests.Sources.Mastodon;

public class HtmlTextTests
{
    [Theory]
    [InlineData("<p>Hello <a href=\"https://x.example/@odo\" class=\"u-url mention\">@<span>odo</span></a></p><p>second<br />line</p>", "Hello @odo\n\nsecond\nline")]
    [InlineData("<p>1 &lt; 2 &amp;&amp; caf&eacute;</p>", "1 < 2 && café")]
    [InlineData("plain", "plain")]
    [InlineData("3 < 4", "3 < 4")]
    [InlineData("<script>alert(1)</script>", "alert(1)")]
    [InlineData("<", "<")]
    [InlineData("", "")]
    public void Words_stay_and_marks_go(string html, string text) => Assert.Equal(text, HtmlText.Of(html));
}
