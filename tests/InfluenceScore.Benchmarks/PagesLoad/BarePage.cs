using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace InfluenceScore.Benchmarks.PagesLoad;

/// <summary>The verb `bare-page`: Kestrel and nothing else; the path says how many bytes of HTML it answers.</summary>
internal static class BarePage
{
    private const int MostBytes = 10 << 20;

    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        var page = new byte[MostBytes];
        Array.Fill(page, (byte)'x');
        app.Run(async context =>
        {
            var bytes = int.TryParse(context.Request.Path.Value.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, MostBytes) : 0;
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes;
            await context.Response.Body.WriteAsync(page.AsMemory(0, bytes));
        });
        await app.RunAsync();
    }
}
