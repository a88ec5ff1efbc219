using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace InfluenceScore.Web.Tests.Browser;

/// <summary>All rules of axe on a page as it stands.</summary>
internal static class Axe
{
    // Of what passes axe would otherwise work out a selector and send the source, element by element: most of its time on a long page.
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    public static async Task<IReadOnlyList<AxeResultItem>> ViolationsAsync(IPage page) => (await page.RunAxe(Options)).Violations;
}
