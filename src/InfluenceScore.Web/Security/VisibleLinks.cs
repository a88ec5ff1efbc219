using InfluenceScore.Data;
using InfluenceScore.Data.People;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Security;

/// <summary>Where links of one page may lead: read once, and only for somebody who does not see everything.</summary>
public sealed class VisibleLinks(InfluenceDbContext db, Viewer viewer)
{
    private HashSet<AccountKey>? _seen;

    public async ValueTask<bool> LeadSomewhereAsync(string network, string handle)
    {
        if (viewer.SeesEverything)
            return true;
        _seen ??= (await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Select(a => new { a.Network, a.Handle }).ToListAsync())
            .Select(a => new AccountKey(a.Network, a.Handle)).ToHashSet();
        return _seen.Contains(new AccountKey(network, handle));
    }
}

/// <summary>A link to an account that the viewer does not see becomes its words: the name is evidence, the page would not open.</summary>
[HtmlTargetElement("a", Attributes = NetworkRoute + "," + HandleRoute)]
public sealed class VisibleLinkTagHelper(VisibleLinks links) : TagHelper
{
    private const string NetworkRoute = "asp-route-network", HandleRoute = "asp-route-handle";

    /// <summary>After the framework has made the address.</summary>
    public override int Order => 1000;

    [HtmlAttributeName(NetworkRoute)]
    public string Network { get; set; } = "";

    [HtmlAttributeName(HandleRoute)]
    public string Handle { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (await links.LeadSomewhereAsync(Network, Handle))
            return;
        output.TagName = "span";
        output.Attributes.RemoveAll("href");
    }
}
