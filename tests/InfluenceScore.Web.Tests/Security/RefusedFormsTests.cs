using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>A form that never reached its page is refused in words. With a disk that is really full: tests/full-disk.sh.</summary>
public sealed class RefusedFormsTests
{
    [Fact]
    public async Task An_upload_that_found_no_room_says_so_and_that_it_may_go_well_later()
    {
        var (result, sentence) = await RefuseAsync(new IOException("No space left on device"));
        Assert.Equal(503, Assert.IsType<StatusCodeResult>(result).StatusCode);
        Assert.Contains("the disk of the server could not be written", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_form_is_no_full_disk()
    {
        foreach (var failure in new Exception?[] { null, new InvalidDataException("no boundary"), new BadHttpRequestException("cut off") })
        {
            var (result, sentence) = await RefuseAsync(failure);
            Assert.IsType<AntiforgeryValidationFailedResult>(result);
            Assert.Contains("open the page anew", sentence, StringComparison.Ordinal);
        }
    }

    private static async Task<(IActionResult Result, string? Sentence)> RefuseAsync(Exception? failure)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = "multipart/form-data; boundary=x";
        http.Features.Set<IFormFeature>(new Form(failure));
        var context = new ResultExecutingContext(new ActionContext(http, new RouteData(), new ActionDescriptor()), [], new AntiforgeryValidationFailedResult(), new object());
        await new RefusedForms().OnResultExecutionAsync(context, () => Task.FromResult<ResultExecutedContext>(null!));
        return (context.Result, Problems.SentenceOrNull(http));
    }

    private sealed class Form(Exception? failure) : IFormFeature
    {
        public bool HasFormContentType => true;

        IFormCollection? IFormFeature.Form { get; set; }

        public IFormCollection ReadForm() => failure is null ? FormCollection.Empty : throw failure;

        public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => failure is null ? Task.FromResult<IFormCollection>(FormCollection.Empty) : Task.FromException<IFormCollection>(failure);
    }
}
