using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Reads why scores changed between two runs: the sum of the statements that were stored with the runs between them. For pages, reports and the API alike;
/// computes no score. A year of one account is one range of a table.
/// Lists of ids go as one parameter (<see cref="EF.Parameter"/>): one a value would have the SQL made anew each time.
/// </summary>
public sealed class ChangeQuery(InfluenceDbContext db)
{
    /// <summary>More runs than these are read as a range, fewer by key.</summary>
    private const int MostKeys = 40;

    private const int MaxText = 400, MaxName = 200;

    /// <returns>Null where the account has no score in either run.</returns>
    public async Task<AccountChange?> FindOrNullAsync(int accountId, ChangeSpan span, CancellationToken cancellationToken = default) =>
        (await ReadAsync([accountId], [span], cancellationToken)).GetValueOrDefault((accountId, span));

    /// <summary>The changes of several accounts over several spans, in a few reads for all of them. Spans start no later than they end.</summary>
    /// <returns>Nothing for an account that has no score at either end of a span.</returns>
    public async Task<IReadOnlyDictionary<(int AccountId, ChangeSpan Span), AccountChange>> ReadAsync(
        IReadOnlyCollection<int> accountIds, IReadOnlyCollection<ChangeSpan> spans, CancellationToken cancellationToken = default)
    {
        var steps = await StepsAsync(spans, cancellationToken);
        var paths = spans.Distinct().Where(s => steps.ContainsKey(s.FromRunId) && steps.ContainsKey(s.ToRunId))
            .ToDictionary(s => s, s => ChangePath.Between(steps[s.FromRunId], steps[s.ToRunId], steps));
        var scores = await ScoresAsync(accountIds, paths, cancellationToken);
        var causes = await CausesAsync(accountIds, [.. paths.Values.SelectMany(p => p.Links)], cancellationToken);

        var changes = new Dictionary<(int, ChangeSpan), (Score Before, Score After, ChangeSum Sum)>();
        foreach (var account in accountIds)
            foreach (var (span, path) in paths)
                if (scores.TryGetValue((account, span.FromRunId), out var before) && scores.TryGetValue((account, span.ToRunId), out var after))
                    changes[(account, span)] = (before, after, Sum(account, path, before, after, steps, scores, causes));

        var names = await NamesAsync([.. changes.Values.SelectMany(c => c.Sum.NamedPeople()).Distinct()], cancellationToken);
        var texts = await TextsAsync([.. changes.Values.SelectMany(c => c.Sum.NamedPosts()).Distinct()], cancellationToken);
        return changes.ToDictionary(c => c.Key, c => new AccountChange(
            steps[c.Key.Item2.FromRunId], steps[c.Key.Item2.ToRunId], c.Value.Before, c.Value.After, c.Value.Sum.Causes(names, texts)));
    }

    private static ChangeSum Sum(
        int account, ChangePath path, Score before, Score after, Dictionary<int, Step> steps,
        Dictionary<(int, int), Score> scores, Dictionary<(int, int), IReadOnlyList<StoredCause>> causes)
    {
        var sum = new ChangeSum();
        var whole = path.IsWhole;
        foreach (var run in path.Links)
        {
            if (causes.TryGetValue((account, run), out var stored))
                sum.Add(stored);
            else
                whole = false;
        }
        foreach (var (newer, older) in path.Switches)
        {
            if (scores.TryGetValue((account, newer), out var now) && scores.TryGetValue((account, older), out var then))
                sum.Add([new StoredCause(ChangeCause.ModelChange, 0, 0, 0, now.Value - then.Value, 0, [], [], [])]);
            else
                whole = false;
        }
        // The weights of a model are known for the current one only.
        var current = ScoreModel.Current;
        var byPart = steps[before.ScoreRunId].Model == current.Version && steps[after.ScoreRunId].Model == current.Version;
        sum.Close(before, after, byPart ? current : null, whole ? ChangeCause.LearnedSince : null);
        return sum;
    }

    private async Task<Dictionary<int, Step>> StepsAsync(IReadOnlyCollection<ChangeSpan> spans, CancellationToken cancellationToken)
    {
        var ids = spans.SelectMany(s => new[] { s.FromRunId, s.ToRunId }).Distinct().ToList();
        var ends = await db.ScoreRuns.AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.Id)).ToListAsync(cancellationToken);
        var steps = new Dictionary<int, Step>();
        foreach (var alike in ends.GroupBy(r => (r.HalfLifeDays, r.WindowDays)))
        {
            var (halfLife, window) = alike.Key;
            DateTime first = alike.Min(r => r.AsOf), last = alike.Max(r => r.AsOf);
            await foreach (var step in db.ScoreRuns.Where(r => r.AsOf >= first && r.AsOf <= last && r.HalfLifeDays == halfLife && r.WindowDays == window)
                .Select(r => new Step(r.Id, r.AsOf, r.Model, r.EarlierRunId)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                steps.Add(step.RunId, step);
        }
        return steps;
    }

    private async Task<Dictionary<(int, int), Score>> ScoresAsync(
        IReadOnlyCollection<int> accounts, Dictionary<ChangeSpan, ChangePath> paths, CancellationToken cancellationToken)
    {
        var runs = paths.SelectMany(p => p.Value.Switches.SelectMany(s => new[] { s.Newer, s.Older }).Append(p.Key.FromRunId).Append(p.Key.ToRunId)).Distinct().ToList();
        return await db.Scores.AsNoTracking().Where(s => EF.Parameter(accounts).Contains(s.AccountId) && EF.Parameter(runs).Contains(s.ScoreRunId))
            .ToDictionaryAsync(s => (s.AccountId, s.ScoreRunId), cancellationToken);
    }

    private async Task<Dictionary<(int, int), IReadOnlyList<StoredCause>>> CausesAsync(IReadOnlyCollection<int> accounts, HashSet<int> runs, CancellationToken cancellationToken)
    {
        var causes = new Dictionary<(int, int), IReadOnlyList<StoredCause>>();
        if (runs.Count == 0)
            return causes;
        var only = accounts.Count == 1 ? accounts.First() : 0;
        var rows = accounts.Count == 1
            ? db.ScoreChanges.Where(c => c.AccountId == only)
            : db.ScoreChanges.Where(c => EF.Parameter(accounts).Contains(c.AccountId));
        if (runs.Count <= MostKeys)
        {
            rows = rows.Where(c => EF.Parameter(runs).Contains(c.ScoreRunId));
        }
        else
        {
            int first = runs.Min(), last = runs.Max();
            rows = rows.Where(c => c.ScoreRunId >= first && c.ScoreRunId <= last);
        }
        await foreach (var row in rows.Select(c => new { c.AccountId, c.ScoreRunId, c.Causes }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (runs.Contains(row.ScoreRunId))
                causes.Add((row.AccountId, row.ScoreRunId), StoredCauses.Unpack(row.Causes));
        return causes;
    }

    private async Task<Dictionary<int, string>> NamesAsync(List<int> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await db.Accounts.Where(a => EF.Parameter(ids).Contains(a.Id)).Select(a => new { a.Id, Name = a.Name == null ? a.Handle : a.Name.Substring(0, MaxName) })
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);

    private async Task<Dictionary<int, string?>> TextsAsync(List<int> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await db.Posts.Where(p => EF.Parameter(ids).Contains(p.Id)).Select(p => new { p.Id, Text = p.Text == null ? null : p.Text.Substring(0, MaxText) })
            .ToDictionaryAsync(p => p.Id, p => p.Text, cancellationToken);
}
