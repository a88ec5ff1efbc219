using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>What pages of clients say when they cannot answer.</summary>
internal static class ClientProblems
{
    /// <summary>The same words for a client that never was, one that is deleted and one that somebody else keeps.</summary>
    public static IActionResult NoSuchClient(this PageModel page) => page.NotKnown("No such client is here. It may have been deleted; deleted clients can be taken back for 30 days.");
}
