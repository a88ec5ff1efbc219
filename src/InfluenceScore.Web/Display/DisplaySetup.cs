using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace InfluenceScore.Web.Display;

/// <summary>Puts every request into its reader's culture and time zone. Text stays English: only numbers and dates follow.</summary>
public static class DisplaySetup
{
    public static IServiceCollection AddReaderDisplay(this IServiceCollection services) => services.Configure<RequestLocalizationOptions>(o =>
    {
        o.DefaultRequestCulture = new RequestCulture(ReaderCulture.DefaultName, "en");
        o.SupportedCultures = [.. ReaderCulture.All, .. CultureInfo.GetCultures(CultureTypes.NeutralCultures).Where(c => c.Name.Length > 0)];
        o.SupportedUICultures = [CultureInfo.GetCultureInfo("en")];
        o.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(
                ReaderCulture.FindOrNull(context.Request.Cookies[DisplayCookies.Region]) is { } region ? new ProviderCultureResult(region.Name, "en") : null)),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    });

    /// <summary>Stands before everything that writes words, error pages too.</summary>
    public static WebApplication UseReaderDisplay(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use((context, next) =>
        {
            CultureInfo.CurrentCulture = ReaderCulture.Current.Culture;
            ReaderZone.Current = ReaderZone.FindOrNull(context.Request.Cookies[DisplayCookies.Zone]) ?? TimeZoneInfo.Utc;
            return next(context);
        });
        return app;
    }
}
