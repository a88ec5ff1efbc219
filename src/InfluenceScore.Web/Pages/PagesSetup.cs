using System.Text.Encodings.Web;
using System.Text.Unicode;
using InfluenceScore.Web.Api;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Display;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Pages.Exports;
using InfluenceScore.Web.Pages.WhatIf;
using InfluenceScore.Web.Security;
using Microsoft.Extensions.WebEncoders;

namespace InfluenceScore.Web.Pages;

/// <summary>Everything that the pages need: services, static files, the pages themselves, and words for errors.</summary>
public static class PagesSetup
{
    public static IServiceCollection AddInfluencePages(this IServiceCollection services)
    {
        services.AddPageCache();
        services.AddRazorPages(o => PageAccess.Apply(o.Conventions)).AddMvcOptions(o =>
        {
            o.Filters.Add<AuditFilter>();
            o.Filters.Add<RefusedForms>();
        });
        services.AddSingleton<RunCache>();
        services.AddSingleton<StoreCache>();
        services.AddSingleton<FactsInMemory>();
        services.AddSingleton<WhatIfAnswers>();
        // Names come in every script: written as themselves, a page of Japanese names is a third of the size. Markup is still encoded.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    /// <summary>Adds the error pages to the pipeline and maps pages and static files. Call it before other middleware that may fail.</summary>
    public static WebApplication MapInfluencePages(this WebApplication app)
    {
        app.UseReaderDisplay();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseApiErrors();
        // Before the cache: what was made for somebody who may see it is not for others.
        app.UseInfluenceSignIn();
        app.UsePageCache();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        app.MapExports();
        return app;
    }
}
