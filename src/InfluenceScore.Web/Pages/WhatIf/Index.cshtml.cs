using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.WhatIf;

/// <summary>What would the score be if …? The only page that calls the engine.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, WhatIfAnswers answers) : PageModel
{
    /// <summary>Points below which a difference from the stored score is rounding of what is shown.</summary>
    private const double Noticeable = .05;

    public AccountKey Key { get; private set; }
    public string Name { get; private set; } = "";
    public ScoreRun? Run { get; private set; }
    public Score? Score { get; private set; }
    public Question Question { get; private set; } = Question.Nothing;
    public Outcome? Outcome { get; private set; }

    /// <summary>Why there is no answer, or none yet.</summary>
    public string? Wait { get; private set; }

    public bool TryAgain { get; private set; }

    public static ScoreModel Model => ScoreModel.Current;

    /// <summary>Facts came in after the stored score, or another model made it: the what-if starts from what the engine says now.</summary>
    public bool StartsElsewhere => Outcome is not null && Score is not null && Math.Abs(Outcome.Before.Score - Score.Value) > Noticeable;

    public string Address => $"{Request.PathBase}/what-if/{Uri.EscapeDataString(Key.Network)}/{Uri.EscapeDataString(Key.Handle)}";

    public async Task<IActionResult> OnGetAsync(string network, string? handle, CancellationToken cancel) => await ReadAsync(network, handle, cancel) ?? Page();

    /// <summary>The answer alone, for the script.</summary>
    public async Task<IActionResult> OnGetResultAsync(string network, string? handle, CancellationToken cancel) => await ReadAsync(network, handle, cancel) ?? Partial("_Result", this);

    private async Task<IActionResult?> ReadAsync(string network, string? handle, CancellationToken cancel)
    {
        var (question, fault) = Question.Read(Request.Query);
        if (fault is not null)
            return this.BadQuery(fault);
        Question = question;
        Key = new AccountKey(network.ToLowerInvariant(), AccountKey.NormalizeHandle(handle ?? ""));
        var account = await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Network == Key.Network && a.Handle == Key.Handle)
            .Select(a => new { a.Id, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).FirstOrDefaultAsync(cancel);
        if (account is null)
            return this.NotKnown($"No account “{Words.Plain(Key.Handle, 80)}” on {Words.Network(Key.Network)} is known here.");
        Name = Words.Plain(account.Name, 120) ?? Words.Plain(Key.Handle, 120) ?? "no name";
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        Score = Run is null ? null : await db.Scores.AsNoTracking().FirstOrDefaultAsync(s => s.AccountId == account.Id && s.ScoreRunId == Run.Id, cancel);
        if (Score is null)
            Wait = $"{Name} has no score{(Run is null ? " yet" : " as of " + Words.LongDay(Run.AsOf))}, so there is nothing to start from.";
        else
            (Outcome, Wait, TryAgain) = await answers.AskAsync(Run!, account.Id, Question, cancel);
        return null;
    }
}
