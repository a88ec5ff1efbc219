using System.Net.Http.Headers;
using AngleSharp.Html.Parser;

namespace InfluenceScore.Web.Tests.Pages;

public sealed class FirstLoadTests(Quillhaven app) : IClassFixture<Quillhaven>
{
    /// <summary>Bytes over the wire before the deferred chart script (issue 5).</summary>
    private const int Most = 100_000;

    [Theory]
    [InlineData("/")]
    [InlineData("/accounts/x/crumbtide?days=all&rows=all")]
    [InlineData("/compare?account=x:crumbtide&account=x:ropequill&account=x:sheafmoor&account=x:tidewright&days=all")]
    [InlineData("/method")]
    public async Task A_first_visit_costs_less_than_100_kB_compressed(string address)
    {
        var (sum, html) = await LoadAsync(address);
        var page = await new HtmlParser().ParseDocumentAsync(html);
        var files = page.QuerySelectorAll("link[href], script[src], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct().ToList();
        Assert.Contains(files, f => f.Contains("influence", StringComparison.Ordinal));
        foreach (var file in files)
            sum += (await LoadAsync(file)).Bytes;
        Assert.InRange(sum, 5_000, Most);
    }

    private async Task<(int Bytes, string Text)> LoadAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var answer = await app.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.Content.Headers.ContentEncoding.Contains("br"))
            return (bytes.Length, System.Text.Encoding.UTF8.GetString(bytes));
        using var reader = new StreamReader(new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress));
        return (bytes.Length, await reader.ReadToEndAsync());
    }
}
