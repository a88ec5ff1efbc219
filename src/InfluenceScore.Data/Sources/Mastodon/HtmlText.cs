using System.Net;
using System.Text;

namespace InfluenceScore.Data.Sources.Mastodon;

/// <summary>
/// The words of a post that comes as HTML: tags dropped, paragraphs and line breaks kept, entities decoded. Not a parser and no protection:
/// what comes out is still hostile text, only without mark-up in the way.
/// </summary>
internal static class HtmlText
{
    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<')
            {
                var open = html.IndexOf('<', at);
                text.Append(html, at, (open < 0 ? html.Length : open) - at);
                at = open < 0 ? html.Length : open;
                continue;
            }
            var close = html.IndexOf('>', at);
            if (close < 0)
            {
                // An angle bracket that opens nothing is text.
                text.Append(html, at, html.Length - at);
                break;
            }
            var tag = html.AsSpan(at + 1, close - at - 1);
            if (tag.StartsWith("br", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("/li", StringComparison.OrdinalIgnoreCase))
                text.Append('\n');
            else if (tag is "/p" or "/P" or "/blockquote" or "/ul" or "/ol" or "/pre" or "/h1" or "/h2" or "/h3")
                text.Append("\n\n");
            at = close + 1;
        }
        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }
}
