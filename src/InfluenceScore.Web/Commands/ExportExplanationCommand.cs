using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Api;
using InfluenceScore.Web.Api.Accounts;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>
/// The verb `export explanation`: the ledger of a stored score as JSON, or the change statement between two moments. Both are made anew from the facts,
/// and their points sum to the score, or to the difference, to 1e-9.
/// </summary>
internal static class ExportExplanationCommand
{
    public static async Task RunAsync(InfluenceDbContext db, string account, long? from, long? to, string file, TextWriter stdout, CancellationToken cancellationToken)
    {
        if (!AccountKey.TryParse(account, out var key))
            throw new BadUsageException($"--account takes network:handle, such as x:bakery, not '{account}'.");
        if (from is null != to is null)
            throw new BadUsageException("A change statement needs both --from and --to.");
        if (from >= to)
            throw new BadUsageException("--from must be earlier than --to.");

        var facts = await ScoringInputLoader.LoadAsync(db, cancellationToken);
        var number = Array.IndexOf(facts.AccountKeys, key.ToString());
        if (number < 0)
            throw new InfluenceScoreException($"The account {key} is not known; 'export scores' lists those that are.");

        var explanation = from is { } first && to is { } last
            ? Change(facts, key, first, last)
            : await LedgerAsync(db, facts, key, number, cancellationToken);
        var text = JsonSerializer.Serialize(explanation, ApiJson.Indented);
        if (file == "-")
        {
            await stdout.WriteLineAsync(text);
            return;
        }
        await using (var output = ReplacedFile.Create(file))
        {
            await output.Writer.WriteLineAsync(text);
            await output.CommitAsync();
        }
        await stdout.WriteLineAsync($"wrote the explanation of {key} to {file}");
    }

    private static async Task<Explanation> LedgerAsync(InfluenceDbContext db, FactArrays facts, AccountKey key, int number, CancellationToken cancellationToken)
    {
        var run = await db.ScoreRuns.AsNoTracking().OrderByDescending(r => r.ComputedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new InfluenceScoreException("There are no scores yet; 'score' makes them.");
        var options = new ScoringOptions { AsOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds(), HalfLifeDays = run.HalfLifeDays, WindowDays = run.WindowDays };
        if (run.Model != options.Model.Version)
            throw new InfluenceScoreException($"The newest scores were made with model {run.Model}, which this version no longer holds; 'score' makes them anew.");
        var input = facts.InputAsOf(options.AsOf);
        var result = ScoringEngine.Score(input, options);
        var score = result.Find(number)
            ?? throw new InfluenceScoreException($"The account {key} has no score as of {Moments.Text(options.AsOf)}: nobody acted on it, and it is not tracked.");
        var ledger = result.Explain(number);
        var posts = await PostIdsAsync(db, ledger, facts, cancellationToken);
        return Explanation.OfLedger(key, input, options, score, ledger, p => posts[facts.PostIds[p]]);
    }

    private static async Task<Dictionary<int, string>> PostIdsAsync(InfluenceDbContext db, Ledger ledger, FactArrays facts, CancellationToken cancellationToken)
    {
        var ids = ledger.Entries.Where(e => e.Post >= 0).Select(e => facts.PostIds[e.Post]).Distinct().ToList();
        return await db.Posts.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.NetworkPostId, cancellationToken);
    }

    private static Explanation Change(FactArrays facts, AccountKey key, long from, long to) => Explanation.OfChange(key,
        ScoringEngine.Score(facts.InputAsOf(from), new ScoringOptions { AsOf = from }),
        ScoringEngine.Score(facts.InputAsOf(to), new ScoringOptions { AsOf = to }));
}
