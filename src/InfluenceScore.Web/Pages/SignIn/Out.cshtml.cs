using InfluenceScore.Data.Auditing;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.SignIn;

/// <summary>Ends this session.</summary>
[NoOutputCache]
public sealed class OutModel(SignIns signIns) : PageModel
{
    [Audited(AuditActions.SignedOut)]
    public async Task<IActionResult> OnPostAsync()
    {
        await signIns.SignOutAsync();
        return Redirect("/sign-in");
    }
}
