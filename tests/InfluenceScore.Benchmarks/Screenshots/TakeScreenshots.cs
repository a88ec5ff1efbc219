using Microsoft.Playwright;

namespace InfluenceScore.Benchmarks.Screenshots;

/// <summary>The verb `screenshots`: every page of screenshots.txt in four widths and both schemes, as PNG files to look at; complaints go to the console.</summary>
internal static class TakeScreenshots
{
    private static readonly int[] Widths = [390, 820, 1440, 2560];

    /// <returns>How many pages scrolled sideways or had something to say on the console.</returns>
    public static async Task<int> RunAsync(string url, string folder, string listFile)
    {
        Directory.CreateDirectory(folder);
        var pages = File.ReadLines(listFile).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        });
        var faults = 0;
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB" });
            var page = await context.NewPageAsync();
            var address = "";
            page.Console += (_, m) => Fault($"{address}: {m.Text}");
            foreach (var line in pages)
            {
                address = line[1];
                await page.GotoAsync(url.TrimEnd('/') + address, new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
                foreach (var width in Widths)
                {
                    await page.SetViewportSizeAsync(width, width < 500 ? 844 : 900);
                    // What came into view by the resize must be painted first.
                    await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                    if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
                        Fault($"{address} scrolls sideways at {width} px");
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{line[0]}-{width}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
                }
            }
        }
        Console.WriteLine($"{pages.Count * Widths.Length * 2} screenshots in {folder}, {faults} complaints");
        return faults;

        void Fault(string what)
        {
            // Chromium notes the status of pages that are meant to fail.
            if (what.Contains("Failed to load resource", StringComparison.Ordinal))
                return;
            faults++;
            Console.WriteLine(what);
        }
    }
}
