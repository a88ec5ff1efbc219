using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Pages.WhatIf;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace InfluenceScore.Web.Pages.Method;

/// <summary>How the score is made, with the numbers that the code scores with.</summary>
public sealed class IndexModel(InfluenceDbContext db, Viewer viewer, RunCache cache, FactsInMemory memory) : PageModel
{
    private static readonly double[] Steps = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    public static ScoreModel Model => ScoreModel.Current;

    public static IReadOnlyList<ModelConstant> Constants { get; } = ModelConstant.Of(ScoreModel.Current);

    public ScoreRun? Run { get; private set; }

    /// <summary>What was asked to be worked through, as it came; null for the highest-scored account.</summary>
    public string? Asked { get; private set; }

    public Worked? Worked { get; private set; }

    /// <summary>Why there is no example, or none yet.</summary>
    public string? NoExample { get; private set; }

    public async Task OnGetAsync(string? account, CancellationToken cancel)
    {
        Asked = Words.Plain(account, AccountKey.MaxHandleLength + 40);
        Run = await Runs.FindShownOrNullAsync(db, cancel);
        (Worked, NoExample) = Run is null ? (null, "Nothing is scored yet.") : await Worked.ReadAsync(db, viewer, Run, Asked, cache, memory, cancel);
    }

    /// <summary>A number of the model, as people write it.</summary>
    public static string Number(Func<ScoreModel, double> of) => Words.Constant(of(Model));

    /// <summary>What so many people are worth: index and points of True Reach.</summary>
    public static IEnumerable<(double People, double Index, double Points)> Ladder() => Steps.Select(people =>
    {
        var index = Math.Min(100, 100 * Math.Log(1 + people) / Math.Log(1 + Model.TrueReachAnchor));
        return (people, index, Model.TrueReachWeight * index);
    });
}
