using System.Runtime.CompilerServices;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores;
using InfluenceScore.Web.Pages.Accounts;
using InfluenceScore.Web.Pages.Changes;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Exports;

/// <summary>The list of accounts as rows of a file: every page of it, the same filter and order.</summary>
internal static class AccountListExport
{
    /// <summary>Accounts read at once.</summary>
    private const int Chunk = 500;

    public static IReadOnlyList<string> Columns { get; } =
    [
        "network", "handle", "name", "score", "low", "high", "true_reach", "amplification", "network_impact", "change_7_days", "why", "acts", "actors", "posts", "as_of", "model",
    ];

    public static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(
        InfluenceDbContext db, Viewer viewer, ScoreRun? run, ScoreRun? weekAgo, AccountFilter filter, AccountSort sort, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new AccountListQuery(db, viewer, run, weekAgo, filter);
        // The order is settled once, by ids alone; what is shown of each account is read in chunks.
        var ids = await query.ListFirstAsync(sort, int.MaxValue, cancel);
        var runs = new[] { run?.Id, weekAgo?.Id }.OfType<int>().ToList();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var accounts = await db.Accounts.AsNoTracking().Where(a => chunk.Contains(a.Id)).Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 400) }).ToDictionaryAsync(a => a.Id, cancel);
            var scores = (await db.Scores.AsNoTracking().Where(s => chunk.Contains(s.AccountId) && runs.Contains(s.ScoreRunId)).ToListAsync(cancel)).ToDictionary(s => (s.AccountId, s.ScoreRunId));
            var week = run is null || weekAgo is null ? default : new ChangeSpan(weekAgo.Id, run.Id);
            var changes = week == default ? new Dictionary<(int, ChangeSpan), AccountChange>() : await new ChangeQuery(db).ReadAsync(chunk, [week], cancel);
            foreach (var id in chunk)
            {
                if (!accounts.TryGetValue(id, out var a))
                    continue;
                var now = run is null ? null : scores.GetValueOrDefault((id, run.Id));
                var change = changes.GetValueOrDefault((id, week));
                yield return
                [
                    a.Network, Words.Plain(a.Handle, 320), Words.Plain(a.Name, 200), now?.Value, now?.Low, now?.High, now?.TrueReach, now?.Amplification, now?.NetworkImpactIndex,
                    change?.Points, change is null ? null : ChangeWords.Sentence(change),
                    now?.Acts, now?.Actors, now?.Posts, run is null ? null : CompareExport.Moment(run.AsOf), run?.Model,
                ];
            }
        }
    }
}
