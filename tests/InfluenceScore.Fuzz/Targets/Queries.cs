using InfluenceScore.Data;
using InfluenceScore.Data.Sources.Mastodon;
using InfluenceScore.Data.Sources.X;
using InfluenceScore.Web.Commands;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Pages.Accounts;
using Microsoft.AspNetCore.WebUtilities;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>Everything that takes the text of an address apart: its query, and the values that pages and verbs read from it.</summary>
internal static class Queries
{
    public static void Read(string text)
    {
        foreach (var (name, values) in QueryHelpers.ParseNullableQuery(text) ?? [])
        {
            Value(name);
            foreach (var value in values)
                Value(value ?? "");
        }
        Value(text);
    }

    private static void Value(string text)
    {
        _ = AccountFilter.Of(text, text);
        _ = AccountSort.FindOrNull(text);
        _ = TrendRange.FindOrNull(text);
        if (AccountKey.TryParse(text, out var key))
            _ = key.ToString();
        // One character of two units may stand astride the limit, and the dots come behind it.
        if (Words.Plain(text, 40) is { Length: > 42 })
            throw new InvalidOperationException("Words.Plain gave more than it may");
        _ = Words.Network(text);
        _ = Moments.TryParse(text, out _);
        _ = MastodonHost.TryHandle(text, out _, out _);
        _ = HtmlText.Of(text);
        _ = XMapper.QuotedByAddressOrNull(text);
        _ = XMapper.RepostedHandleOrNull(text);
        _ = XMapper.SnowflakeTimeOrNull(text);
    }
}
