using System.IO.Compression;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;

namespace InfluenceScore.Web.OutputCaching;

/// <summary>Pages are made once for each state of the store, compressed, and kept in memory.</summary>
public static class OutputCachingSetup
{
    /// <summary>Setting that switches the kept pages off, to measure what it costs to make one.</summary>
    public const string EnabledSetting = "Pages:OutputCache";

    /// <summary>Bounds of the memory: of all kept pages, and of one.</summary>
    private const long AllPagesBytes = 192L << 20, OnePageBytes = 4L << 20;

    public static IServiceCollection AddPageCache(this IServiceCollection services)
    {
        services.AddOutputCache(o =>
        {
            o.SizeLimit = AllPagesBytes;
            o.MaximumBodySize = OnePageBytes;
        });
        services.AddSingleton<PageCachePolicy>();
        services.AddOptions<OutputCacheOptions>().Configure<PageCachePolicy>((o, policy) => o.AddBasePolicy(policy));
        services.AddResponseCompression(o =>
        {
            // BREACH needs a secret beside reflected text: pages with secrets (/admin, later sign-in and keys) are left out below, and antiforgery
            // tokens are masked afresh in every answer.
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
            o.MimeTypes = ["text/html", "application/json", "text/csv"];
        });
        // A kept page is compressed once: brotli's quality 4.
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        return services;
    }

    /// <summary>After the error pages, so that a failure is never kept; compression inside the cache.</summary>
    public static WebApplication UsePageCache(this WebApplication app)
    {
        if (app.Configuration.GetValue(EnabledSetting, true))
            app.UseOutputCache();
        app.UseWhen(c => !c.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase), inner => inner.UseResponseCompression());
        return app;
    }
}
