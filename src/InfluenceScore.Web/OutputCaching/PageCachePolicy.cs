using System.Data.Common;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Web.Display;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace InfluenceScore.Web.OutputCaching;

/// <summary>Put on a page model whose page must be made anew for every request: one that shows secrets, or that belongs to one visitor.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoOutputCacheAttribute : Attribute;

/// <summary>
/// Which pages are kept ready, and for whom. A page is the same for two readers when address, scheme, region, zone, accepted encoding, viewer
/// and the state of the store are the same; all of these are the key, so a change of the store by any process makes every kept page unreachable at once.
/// Never kept: anything but GET, /admin, streams, pages marked <see cref="NoOutputCacheAttribute"/>, answers other than 200, and answers that set a cookie or
/// say no-store, which is what every page with an antiforgery token does.
/// </summary>
public sealed class PageCachePolicy(StoreStamp stamp) : IOutputCachePolicy
{
    /// <summary>The name of the cookie that carries a sentence to the next page; a page that shows it is made anew.</summary>
    private const string TempDataCookie = ".AspNetCore.Mvc.CookieTempDataProvider";

    /// <summary>Only a bound for what nobody asks for any more: a change of the store is seen at once.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var may = IsPageForAll(context.HttpContext) && StampOrNull(context.HttpContext) is { } state && SetKey(context, state);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = may;
        context.ResponseExpirationTimeSpan = Kept;
        if (may)
            context.HttpContext.Response.OnStarting(DropEmptyMessageAsync, context.HttpContext.Response);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.ContainsKey(HeaderNames.SetCookie)
            || (response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase) && !context.HttpContext.Items.ContainsKey(SecurityHeaders.ForBrowsersOnly)))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>A page that could show a message deletes the cookie of one also where there is none (a request with one is never answered from here).</summary>
    private static Task DropEmptyMessageAsync(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.SetCookie is [{ } only] && only.StartsWith(TempDataCookie + "=;", StringComparison.Ordinal))
            headers.Remove(HeaderNames.SetCookie);
        return Task.CompletedTask;
    }

    private static bool IsPageForAll(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && !http.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.Authorization.Count == 0
        && !http.Request.Cookies.ContainsKey(TempDataCookie)
        && http.GetEndpoint()?.Metadata is { } endpoint
        && endpoint.GetMetadata<PageActionDescriptor>() is not null
        && endpoint.GetMetadata<NoOutputCacheAttribute>() is null;

    private static bool SetKey(OutputCacheContext context, long state)
    {
        var http = context.HttpContext;
        var rules = context.CacheVaryByRules;
        // As it stands: QueryKeys would sort repeated values, in the request itself, and A against B would become B against A (seen in 10.0).
        rules.VaryByValues["query"] = http.Request.QueryString.Value ?? "";
        rules.VaryByHost = true;
        rules.VaryByValues["state"] = state.ToString(CultureInfo.InvariantCulture);
        rules.VaryByValues["scheme"] = DisplayCookies.SchemeOrNull(http) ?? "";
        rules.VaryByValues["region"] = CultureInfo.CurrentCulture.Name;
        rules.VaryByValues["zone"] = ReaderZone.Current.Id;
        rules.VaryByValues["encoding"] = Encoding(http.Request.Headers.AcceptEncoding.ToString());
        // Grants and clients are rows of the store, so its state covers them; the name stands in the page's head.
        var viewer = http.Viewer();
        rules.VaryByValues["viewer"] = string.Create(CultureInfo.InvariantCulture, $"{viewer.UserId} {viewer.Role} {viewer.MayWrite} {http.User.Identity?.AuthenticationType} {viewer.Name}");
        return true;
    }

    /// <summary>Which of the encodings that <see cref="OutputCachingSetup"/> offers this request will get.</summary>
    private static string Encoding(string accepted) => accepted.Length == 0 ? ""
        : accepted.Contains("q=", StringComparison.OrdinalIgnoreCase) ? accepted
        : accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? "br"
        : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? "gzip" : "";

    private long? StampOrNull(HttpContext context)
    {
        try
        {
            return stamp.ReadOnce(context);
        }
        catch (DbException)
        {
            // The page itself will say what is wrong with the database.
            return null;
        }
    }
}
