using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Scoring.Patterns;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>Where a consultant who sees the account, or an admin, gives the reason for what was seen, for all episodes or single ones, or withdraws one that was given.</summary>
public sealed class ExplainModel(InfluenceDbContext db, Viewer viewer, TimeProvider clock) : AccountPatternsModel(db, viewer)
{
    [TempData]
    public string? Said { get; set; }

    public string? Problem { get; private set; }

    /// <summary>The reason that was refused, to be mended.</summary>
    public string Reason { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel) =>
        await LoadAsync(network, handle, cancel) ?? Page();

    /// <param name="kind">Which pattern.</param>
    /// <param name="which">"all", or "ticked" for the episodes of a follow pattern.</param>
    /// <param name="episode">Numbers of the ticked episodes.</param>
    [Audited(AuditActions.PatternExplained, "network", "handle", "kind")]
    public async Task<IActionResult> OnPostExplainAsync(string network, string? handle, PatternKind kind, string? which, int[] episode, string? reason, CancellationToken cancel)
    {
        if (await LoadAsync(network, handle, cancel) is { } problem)
            return problem;
        if (Patterns.FirstOrDefault(p => p.Kind == kind && p.Row.State != PatternState.Noted) is not { } pattern)
            return this.NotKnown("That pattern is not seen at this account, so there is nothing to explain.");
        Reason = reason?.Trim() ?? "";
        Problem = Words.Plain(Reason, 10) is null ? "A reason is needed: a sentence in your words."
            : Reason.Length > PatternExplanations.MaxReasonLength ? $"The reason is too long: at most {Words.Count(PatternExplanations.MaxReasonLength)} characters."
            : which == "ticked" && !Ticked(pattern, episode).Any() ? "No episode was ticked in the list." : null;
        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var now = clock.GetUtcNow().UtcDateTime;
        if (which == "ticked")
        {
            foreach (var c in Ticked(pattern, episode).ToList())
                await PatternExplanations.ExplainAsync(Db, AccountId, kind, c.FirstFollow, c.FirstFollow, Reason, Viewer.Name, now, cancel);
        }
        else
            await PatternExplanations.ExplainAsync(Db, AccountId, kind, pattern.Row.First, pattern.Figures.FollowChurn?.Cycles.Max(c => c.FirstFollow) ?? pattern.Row.First, Reason, Viewer.Name, now, cancel);
        return Say("The reason stands in the record. Where nothing unexplained is left the flag is gone from the lists.");
    }

    [Audited(AuditActions.PatternWithdrawn, "network", "handle", "note")]
    public async Task<IActionResult> OnPostWithdrawAsync(string network, string? handle, int note, CancellationToken cancel)
    {
        if (await LoadAsync(network, handle, cancel) is { } problem)
            return problem;
        return Say(await PatternExplanations.WithdrawAsync(Db, AccountId, note, Viewer.Name, clock.GetUtcNow().UtcDateTime, cancel)
            ? "The explanation is withdrawn; it stays in the record." : "That explanation was withdrawn before.");
    }

    private static IEnumerable<PatternFigures.Cycle> Ticked(Shown pattern, int[] episode) => pattern.Figures.FollowChurn?.Cycles.Where(c => episode.Contains(c.Number)) ?? [];

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Patterns/Details", pageHandler: null, routeValues: new { network = Key.Network, handle = Key.Handle }, fragment: "record");
    }
}
