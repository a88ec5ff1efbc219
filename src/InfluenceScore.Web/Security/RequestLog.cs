using Serilog.AspNetCore;
using Serilog.Events;

namespace InfluenceScore.Web.Security;

/// <summary>What the log says of a request: never the token of a share link, which is as good as a key to whoever reads the log.</summary>
internal static class RequestLog
{
    private const string Share = "/share/";

    public static void HideTokens(RequestLoggingOptions options) => options.GetMessageTemplateProperties = (context, path, elapsed, status) =>
    [
        new("RequestMethod", new ScalarValue(context.Request.Method)),
        new("RequestPath", new ScalarValue(Shown(path))),
        new("StatusCode", new ScalarValue(status)),
        new("Elapsed", new ScalarValue(elapsed)),
    ];

    internal static string Shown(string path) => path.StartsWith(Share, StringComparison.OrdinalIgnoreCase) ? Share + "(token)" : path;
}
