using InfluenceScore.Data;
using InfluenceScore.Data.Backups;
using InfluenceScore.Web.Api;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.Clients;
using InfluenceScore.Web.Demo;
using InfluenceScore.Web.Erasure;
using InfluenceScore.Web.Ingestion;
using InfluenceScore.Web.Operations;
using InfluenceScore.Web.Pages;
using InfluenceScore.Web.Security;
using Serilog;
using Serilog.Events;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `serve`: the dashboard.</summary>
internal static class Serve
{
    private const string DefaultUrl = "http://127.0.0.1:5000";

    /// <param name="settings">Settings of the form --Section:Key=value.</param>
    /// <param name="demo">Fill an empty database with the demo world.</param>
    /// <param name="urls">Addresses to listen on, or null for the settings' or the default.</param>
    /// <param name="database">See <see cref="Store.Choice"/>.</param>
    public static async Task RunAsync(string[] settings, bool demo, string? urls, string? database, TextWriter stdout, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = settings,
            // Pages and style sheets lie beside the program, wherever it is started from; tests name their own root.
            ContentRootPath = settings.Any(s => s.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        // A program that was built, not published, would look for a changed file with every request, whatever it asks for.
        if (!builder.Environment.IsDevelopment())
            builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        if (urls is not null)
            builder.WebHost.UseUrls(urls);
        else if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
            builder.WebHost.UseUrls(DefaultUrl);
        builder.Services.AddSerilog(Logging, preserveStaticLogger: true); // a program that ends closes the static one: in a test that of another program
        builder.Services.AddSingleton(TimeProvider.System);
        var choice = Store.Choice(database, builder.Configuration);
        builder.Services.AddInfluenceDatabase(choice);
        builder.Services.AddInfluenceSignIn(builder.Configuration, demo);
        builder.Services.AddInfluencePages();
        builder.Services.AddInfluenceApi(builder.Configuration);
        builder.Services.AddInfluenceClients();
        builder.Services.AddInfluenceIngestion();
        builder.Services.AddLiveScores(builder.Configuration);
        builder.Services.AddInfluenceRunJobs(choice);
        builder.Services.AddInfluenceAudit();
        builder.Services.AddSecurityHeaders();
        builder.AddInfluenceErasure();

        builder.AddInfluenceOperations(choice);
        using var use = DatabaseUse.Join(choice);

        await using var app = builder.Build();
        app.UseInfluenceOperations();
        app.UseSecurityHeaders();
        app.UseSerilogRequestLogging(o => o.Logger = app.Services.GetRequiredService<Serilog.ILogger>()); // the static one is nobody's
        app.MapInfluencePages();
        app.MapInfluenceApi();
        app.MapRunEvents().RequireAuthorization(Policies.Admin);
        app.MapLookAs();
        app.MapOidc();
        app.MapInfluenceOperations();

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
            app.Services.GetRequiredService<DatabaseCondition>().CheckAtStart(use, cancellationToken);
            await DatabaseSetup.CreateOrMigrateAsync(db, cancellationToken);
            if (demo)
                await DemoStart.FillAndScoreAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>(), stdout, cancellationToken);
        }
        await app.StartAsync(cancellationToken);
        await SetUpLink.PrintIfDueAsync(app, stdout, cancellationToken);
        await stdout.WriteLineAsync($"InfluenceScore is ready: {string.Join(", ", app.Urls)}  (Ctrl+C ends it)");
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static void Logging(IServiceProvider services, LoggerConfiguration configuration) => configuration
        .ReadFrom.Configuration(services.GetRequiredService<IConfiguration>())
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        // A start that fails says so in one sentence on stderr; its stack trace helps nobody.
        .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
        .Enrich.FromLogContext()
        .WriteToConsoleAndFiles(services);
}
