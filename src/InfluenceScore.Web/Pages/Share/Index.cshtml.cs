using InfluenceScore.Data.Clients;
using InfluenceScore.Web.Pages.Clients.Report;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Share;

/// <summary>What somebody with a share link sees: the report as it was frozen. Anything else answers the same 404, whatever the reason.</summary>
public sealed class IndexModel(ShareLinks links) : PageModel
{
    public string Token { get; private set; } = "";
    public ReportContent? Report { get; private set; }
    public string Sentence { get; private set; } = "";

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var headers = Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancel)
    {
        if (await links.FindOpenOrNullAsync(token, cancel) is not { } link)
            return Refuse("This link opens no report. It may be mistyped, it may have expired, or whoever made it has ended it. Ask them for a new one.");
        if (ReportContent.FromJsonOrNull(link.Content) is not { } content)
            return Refuse("This report was made by a newer version of the program than the one that runs here.");
        (Token, Report) = (token, content);
        if (!HttpMethods.IsHead(Request.Method))
            await links.CountOpeningAsync(link.Id, cancel);
        return Page();
    }

    public async Task<IActionResult> OnGetLogoAsync(string token, CancellationToken cancel) =>
        await links.FindOpenOrNullAsync(token, cancel) is { Logo: { } logo, LogoType: { } type } ? File(logo, type) : Refuse("There is no picture here.");

    private PageResult Refuse(string sentence)
    {
        Sentence = sentence;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
