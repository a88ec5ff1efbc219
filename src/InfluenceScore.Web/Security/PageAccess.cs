using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace InfluenceScore.Web.Security;

/// <summary>Which pages are for whom. A page that is not named here is for everybody who has signed in; the test of all routes names each of them.</summary>
internal static class PageAccess
{
    public static void Apply(PageConventionCollection pages)
    {
        pages.AuthorizeFolder("/Admin", Policies.Admin);
        pages.AuthorizeFolder("/Clients", Policies.Consultant);
        pages.AuthorizeFolder("/People", Policies.Consultant);
        pages.AuthorizePage("/Patterns/Explain", Policies.Consultant);
        pages.AuthorizePage("/Places/Home", Policies.Consultant);
        pages.AuthorizeFolder("/You", Policies.MayWrite);
        pages.AllowAnonymousToFolder("/SignIn");
        pages.AllowAnonymousToFolder("/Error");
        pages.AllowAnonymousToFolder("/Display");
        pages.AllowAnonymousToFolder("/Share");
    }
}
