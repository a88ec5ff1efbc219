using System.Text.Json;
using System.Text.Json.Serialization;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Commands;

/// <summary>
/// The verb `export explanation`: the ledger of a stored score as JSON, or the change statement between two moments. Both are made anew from the facts,
/// and their points sum to the score, or to the difference, to 1e-9.
/// </summary>
internal static class ExportExplanationCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

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

        object explanation = from is { } first && to is { } last
            ? Change(facts, key, first, last)
            : await LedgerAsync(db, facts, key, number, cancellationToken);
        var text = JsonSerializer.Serialize(explanation, Json);
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

    private static async Task<object> LedgerAsync(InfluenceDbContext db, FactArrays facts, AccountKey key, int number, CancellationToken cancellationToken)
    {
        var run = await db.ScoreRuns.AsNoTracking().OrderByDescending(r => r.ComputedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new InfluenceScoreException("There are no scores yet; 'score' makes them.");
        var options = new ScoringOptions { AsOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds(), HalfLifeDays = run.HalfLifeDays, WindowDays = run.WindowDays };
        if (run.Model != options.Model.Version)
            throw new InfluenceScoreException($"The newest scores were made with model {run.Model}, which this version no longer holds; 'score' makes them anew.");
        var result = ScoringEngine.Score(facts.InputAsOf(options.AsOf), options);
        var score = result.Find(number)
            ?? throw new InfluenceScoreException($"The account {key} has no score as of {Moments.Text(options.AsOf)}: nobody acted on it, and it is not tracked.");
        var ledger = result.Explain(number);
        var posts = await PostIdsAsync(db, ledger, facts, cancellationToken);
        return new
        {
            Account = key.ToString(),
            AsOf = Moments.Text(options.AsOf),
            run.Model,
            score.Score,
            score.Low,
            score.High,
            Parts = new
            {
                TrueReach = new { Value = score.TrueReach, Index = score.TrueReachIndex, Weight = options.Model.TrueReachWeight },
                Amplification = new { Value = score.Amplification, Index = score.AmplificationIndex, Weight = options.Model.AmplificationWeight },
                NetworkImpact = new { Value = score.NetworkImpact, Index = score.NetworkImpactIndex, Weight = options.Model.NetworkImpactWeight },
            },
            Sum = ledger.Total,
            Ledger = ledger.Entries.Select(e => new
            {
                e.Part,
                Person = e.Actor < 0 ? null : facts.AccountKeys[e.Actor],
                Post = e.Post < 0 ? null : posts[facts.PostIds[e.Post]],
                e.Day,
                e.Acts,
                e.Points,
            }),
        };
    }

    private static async Task<Dictionary<int, string>> PostIdsAsync(InfluenceDbContext db, Ledger ledger, FactArrays facts, CancellationToken cancellationToken)
    {
        var ids = ledger.Entries.Where(e => e.Post >= 0).Select(e => facts.PostIds[e.Post]).Distinct().ToList();
        return await db.Posts.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.NetworkPostId, cancellationToken);
    }

    private static object Change(FactArrays facts, AccountKey key, long from, long to)
    {
        var before = ScoringEngine.Score(facts.InputAsOf(from), new ScoringOptions { AsOf = from });
        var after = ScoringEngine.Score(facts.InputAsOf(to), new ScoringOptions { AsOf = to });
        var change = ChangeStatement.Between(before, after, key.ToString());
        return new
        {
            Account = key.ToString(),
            From = Moments.Text(from),
            To = Moments.Text(to),
            Model = after.Options.Model.Version,
            ScoreFrom = change.From,
            ScoreTo = change.To,
            change.Difference,
            Sum = change.Entries.Sum(e => e.Points),
            Causes = change.ByCause(),
            Entries = change.Entries.Select(e => new { e.Cause, e.Part, Person = e.Actor, e.Points }),
        };
    }
}
