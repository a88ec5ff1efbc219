using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using InfluenceScore.Data;
using Microsoft.Net.Http.Headers;

namespace InfluenceScore.Web.Api;

/// <summary>
/// ETags of everything that is read: the state of the store, the reader and the address, hashed. Any committed change gives every answer another one, and a reader who
/// has the newest gets 304 before anything is computed. Weak, because the same answer may come compressed or plain.
/// </summary>
internal sealed class NotModified(StoreStamp stamp) : IEndpointFilter
{
    /// <summary>Another build may write the same rows in another way.</summary>
    private static readonly string Build = typeof(NotModified).Module.ModuleVersionId.ToString("N");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.CacheControl = "no-store";
            return await next(context);
        }

        var tag = new EntityTagHeaderValue($"\"{Hash(http, stamp.Read())}\"", isWeak: true);
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                headers.ETag = tag.ToString();
            // Kept by the reader's own client only, and asked about before each use: what somebody may see can change at any moment.
            headers.CacheControl = http.Response.StatusCode < StatusCodes.Status400BadRequest ? "private, no-cache" : "no-store";
            headers.Append(HeaderNames.Vary, "Authorization, Cookie");
            return Task.CompletedTask;
        });
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t.Equals(EntityTagHeaderValue.Any))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : await next(context);
    }

    private static string Hash(HttpContext http, long state) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Build, state, Reader(http), http.Request.PathBase + http.Request.Path, http.Request.QueryString))).AsSpan(0, 15));

    private static string Reader(HttpContext http) => string.Join('|', http.User.Claims.Select(c => $"{c.Type}={c.Value}").Order(StringComparer.Ordinal));
}
