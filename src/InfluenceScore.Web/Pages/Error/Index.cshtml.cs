using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Error;

/// <summary>What every failing page shows: what went wrong in one sentence, and where to go from here.</summary>
[ResponseCache(Duration = 0, Location = ResponseCacheLocation.None, NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class IndexModel : PageModel
{
    public int Status { get; private set; }
    public string Heading { get; private set; } = "";
    public string Sentence { get; private set; } = "";

    public void OnGet() => Show();

    [NotAudited("It shows why another request failed.")]
    public void OnPost() => Show();

    private void Show()
    {
        // Not a parameter: where the form of the failing request cannot be read, none is bound.
        _ = int.TryParse(RouteData.Values["status"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        // Somebody who types /error/200 asks for a page that does not exist.
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        var database = StoreErrors.FindOrNull(failure);
        Status = Response.StatusCode = database is not null && StoreErrors.IsPassing(database) ? StatusCodes.Status503ServiceUnavailable
            : status is >= 400 and <= 599 ? status : StatusCodes.Status404NotFound;
        Heading = Status switch
        {
            400 => "This address asks for something that cannot be shown",
            403 => "This part is not open to you",
            404 => "This page does not exist",
            405 => "This page can only be read",
            413 => "This is too large",
            >= 500 => "Something failed here",
            _ => "This request was refused",
        };
        Sentence = Problems.SentenceOrNull(HttpContext) ?? failure switch
        {
            InfluenceScoreException e => e.Message,
            _ when database is not null => $"The database could not be {(HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) ? "read" : "written")}: {StoreErrors.InWords(database)}",
            _ => Status switch
            {
                >= 500 => "The fault is on this side, not yours. It was logged with the time of this request. Trying again is safe: nothing was changed by looking.",
                403 => "Somebody with another role can open it; an admin decides who is what.",
                405 => "Nothing is changed by this address; open it in the ordinary way to read it.",
                413 => "More was sent than this address takes; nothing of it was kept.",
                _ => "The address may be mistyped, or what it named is gone.",
            },
        };
    }
}
