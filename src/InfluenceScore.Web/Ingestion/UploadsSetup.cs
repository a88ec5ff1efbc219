using InfluenceScore.Web.Api;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Ingestion;

/// <summary>Uploads through the page and through the API: the same folder and the same largest size.</summary>
internal static class UploadsSetup
{
    public static IServiceCollection AddUploads(this IServiceCollection services, ApiSettings settings)
    {
        services.AddSingleton<Uploads>();
        services.Configure<RazorPagesOptions>(o => o.Conventions.AddPageApplicationModelConvention("/Admin/Import/Index", page =>
        {
            page.Filters.Add(new TooLarge(settings.ImportBytes));
            page.Filters.Add(new RequestSizeLimitAttribute(settings.ImportBytes));
            page.Filters.Add(new RequestFormLimitsAttribute { MultipartBodyLengthLimit = settings.ImportBytes });
        }));
        return services;
    }

    /// <summary>Refuses in words what says that it is too large, before the look for the form's token would call it a broken form.</summary>
    private sealed class TooLarge(long most) : IAuthorizationFilter, IOrderedFilter
    {
        public int Order => 0;

        public void OnAuthorization(AuthorizationFilterContext context)
        {
            if (context.HttpContext.Request.ContentLength is not { } length || length <= most)
                return;
            Problems.Say(context.HttpContext, $"The files are larger than {Words.Count(most / 1_000_000)} MB together; nothing of them was kept. Larger bundles go in by the verb import.");
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }
    }
}
