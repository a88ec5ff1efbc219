using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages;

/// <summary>A page that cannot answer says why, in one sentence, with the right status; the error page shows the sentence.</summary>
public static class Problems
{
    private const string SentenceKey = "InfluenceScore:Problem";

    public static IActionResult BadQuery(this PageModel page, string sentence) => Say(page, StatusCodes.Status400BadRequest, sentence);

    public static IActionResult NotKnown(this PageModel page, string sentence) => Say(page, StatusCodes.Status404NotFound, sentence);

    public static IActionResult Refused(this PageModel page, string sentence) => Say(page, StatusCodes.Status403Forbidden, sentence);

    /// <summary>For what answers before any page does.</summary>
    public static void Say(HttpContext context, string sentence) => context.Items[SentenceKey] = sentence;

    /// <summary>What the failing page had to say, or null.</summary>
    public static string? SentenceOrNull(HttpContext context) => context.Items[SentenceKey] as string;

    private static StatusCodeResult Say(PageModel page, int status, string sentence)
    {
        page.HttpContext.Items[SentenceKey] = sentence;
        return new StatusCodeResult(status);
    }
}
