using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace InfluenceScore.Web.Display;

/// <summary>Puts every request into its reader's culture and time zone. Text stays English: only numbers and dates follow.</summary>
public static class DisplaySetup
{
    /// <summary>More languages than these of a browser's list are not looked at.</summary>
    private const int MostLanguages = 3;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>
    /// Stands before everything that writes words, error pages too. Not ASP.NET Core's own localization: that goes through its list of cultures, and all are supported here, one by one
    /// for every request.
    /// </summary>
    public static WebApplication UseReaderDisplay(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var cookies = context.Request.Cookies;
            CultureInfo.CurrentCulture = ReaderCulture.Of(ReaderCulture.FindOrNull(cookies[DisplayCookies.Region]) ?? AcceptedOrNull(context.Request) ?? CultureInfo.InvariantCulture).Culture;
            CultureInfo.CurrentUICulture = English;
            ReaderZone.Current = ReaderZone.FindOrNull(cookies[DisplayCookies.Zone]) ?? TimeZoneInfo.Utc;
            return next(context);
        });
        return app;
    }

    /// <summary>The culture that the browser likes best of those that are known; null where it names none.</summary>
    private static CultureInfo? AcceptedOrNull(HttpRequest request)
    {
        if (request.Headers.AcceptLanguage.Count == 0)
            return null;
        return request.GetTypedHeaders().AcceptLanguage.Take(MostLanguages).OrderByDescending(l => l, StringWithQualityHeaderValueComparer.QualityComparer)
            .Select(l => ReaderCulture.FindAcceptedOrNull(l.Value.ToString())).FirstOrDefault(c => c is not null);
    }
}
