using InfluenceScore.Web.Tests.Pages;
using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>One Chromium and one server with the made-up city for all browser tests of a run.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly Quillhaven _app = new();
    private readonly PagesApp _emptyApp = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Address of the server with data.</summary>
    public Uri City { get; private set; } = new("http://localhost");

    /// <summary>Address of the server with an empty database.</summary>
    public Uri Empty { get; private set; } = new("http://localhost");

    public async Task InitializeAsync()
    {
        City = Start(_app);
        Empty = Start(_emptyApp);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Chromium,
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _app.DisposeAsync();
        await _emptyApp.DisposeAsync();
    }

    /// <summary>A fresh page; the test disposes the context.</summary>
    public async Task<IPage> OpenAsync(int width, ColorScheme scheme = ColorScheme.Light, bool javaScript = true, bool signedIn = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = javaScript,
            ReducedMotion = ReducedMotion.Reduce,
        });
        if (signedIn)
        {
            // A cookie knows no port: it opens every test server on this host.
            var cookie = PagesApp.CookieOf(TestPeople.Admin).Split('=', 2);
            await context.AddCookiesAsync([new Cookie { Name = cookie[0], Value = cookie[1], Domain = City.Host, Path = "/" }]);
        }
        return await context.NewPageAsync();
    }

    private static Uri Start(PagesApp app)
    {
        app.Create();
        app.UseKestrel(0);
        app.StartServer();
        return app.ClientOptions.BaseAddress;
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
