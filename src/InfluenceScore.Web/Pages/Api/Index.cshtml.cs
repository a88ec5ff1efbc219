using InfluenceScore.Web.Api.OpenApi;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;

namespace InfluenceScore.Web.Pages.Api;

/// <summary>Every call of the API, from the document itself: what programs are told is what people read.</summary>
public sealed class IndexModel(IServiceProvider services) : PageModel
{
    public ApiReference Reference { get; private set; } = new([], []);

    /// <summary>Where this server is reached.</summary>
    public string Root => $"{Request.Scheme}://{Request.Host}{Request.PathBase}";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDocument.Name).GetOpenApiDocumentAsync(cancel);
        Reference = ApiReference.Of(document, Root);
    }
}
