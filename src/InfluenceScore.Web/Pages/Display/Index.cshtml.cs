using System.Globalization;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Display;
using InfluenceScore.Web.OutputCaching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Display;

/// <summary>
/// Scheme, region and time zone of one reader, kept in cookies. No antiforgery token: the scheme switch stands on pages that are cached for everybody,
/// and the worst that another site could do is make this one dark; browsers say where a request comes from, and other sites are refused.
/// </summary>
[IgnoreAntiforgeryToken]
[NoOutputCache]
public sealed class IndexModel : PageModel
{
    public const string Path = "/display";

    private const string Automatic = "auto";

    public string Scheme { get; private set; } = Automatic;
    public string? Region { get; private set; }
    public string? Zone { get; private set; }

    /// <summary>Where the reader came from and goes back to; always a path of this site.</summary>
    public string Back { get; private set; } = "/";

    public void OnGet(string? back)
    {
        Scheme = DisplayCookies.SchemeOrNull(HttpContext) ?? Automatic;
        Region = ReaderCulture.FindOrNull(Request.Cookies[DisplayCookies.Region])?.Name;
        Zone = ReaderZone.FindOrNull(Request.Cookies[DisplayCookies.Zone])?.Id;
        Back = LocalOr(back);
    }

    /// <summary>Changes what the form names and leaves the rest; an empty value is automatic again.</summary>
    [NotAudited("A reader's own light or dark.")]
    public IActionResult OnPost(string? scheme, string? region, string? zone, string? back)
    {
        if (Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            return this.BadQuery("The display can only be changed from a page of this site.");
        if (scheme is not (null or "light" or "dark" or Automatic))
            return this.BadQuery($"The scheme is light, dark or auto, not “{Words.Plain(scheme, 40)}”.");
        if (!string.IsNullOrEmpty(region) && ReaderCulture.FindOrNull(region) is null)
            return this.BadQuery($"No region “{Words.Plain(region, 40)}” is known; it is written like de-DE.");
        if (!string.IsNullOrEmpty(zone) && ReaderZone.FindOrNull(zone) is null)
            return this.BadQuery($"No time zone “{Words.Plain(zone, 60)}” is known; it is written like Europe/Berlin.");
        if (scheme is not null)
            DisplayCookies.Set(HttpContext, DisplayCookies.Scheme, scheme == Automatic ? null : scheme);
        if (Request.HasFormContentType && Request.Form.ContainsKey("region"))
            DisplayCookies.Set(HttpContext, DisplayCookies.Region, string.IsNullOrEmpty(region) ? null : ReaderCulture.FindOrNull(region)!.Name);
        if (Request.HasFormContentType && Request.Form.ContainsKey("zone"))
            DisplayCookies.Set(HttpContext, DisplayCookies.Zone, string.IsNullOrEmpty(zone) ? null : ReaderZone.FindOrNull(zone)!.Id);
        return LocalRedirect(LocalOr(back));
    }

    /// <summary>A region in words: "Deutsch (Deutschland)".</summary>
    public static string RegionInWords(CultureInfo culture) => culture.NativeName;

    private string LocalOr(string? back) => Url.IsLocalUrl(back) && !back!.StartsWith("/error/", StringComparison.Ordinal) ? back : "/";
}
