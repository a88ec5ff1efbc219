using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace InfluenceScore.Web.Security;

/// <summary>
/// Says why a form was refused before its page saw it: its token is old, or the form could not even be read, because a file in it found no room on the disk. Found by tests/full-disk.sh,
/// where the answer was "this page does not exist".
/// </summary>
internal sealed class RefusedForms : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            var http = context.HttpContext;
            Problems.Say(http, "This form is from a page that was opened too long ago, or by somebody else: open the page anew and send it again. Nothing was changed.");
            if (await FoundNoRoomAsync(http))
            {
                Problems.Say(http, "The upload could not be kept: the disk of the server could not be written (full, over a quota, or failing). Nothing was stored.");
                context.Result = new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
            }
        }
        await next();
    }

    /// <summary>The form was read, or not, when its token was looked for; asking again tells what happened then.</summary>
    private static async Task<bool> FoundNoRoomAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return false;
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return false;
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return !http.RequestAborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return false;
        }
    }
}
