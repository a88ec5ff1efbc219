using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Makes and writes what explains the scores of the newest run: who and which posts carry them, and the audiences of the accounts that have one. One ledger an account serves both. All
/// threads make, a batch ahead, while this one writes: the connection is not for several at once.
/// </summary>
internal static class ExplanationStore
{
    /// <summary>Accounts that are made before they are written.</summary>
    private const int Batch = 64;

    public static async Task InsertAsync(DbTransaction transaction, int runId, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        GiveBack();
        await WriteAsync(transaction, runId, facts, result, cancellationToken);
        GiveBack();
    }

    /// <summary>What scoring, or explaining, took on its way lies about still: without this, the memory that comes next comes on top of it.</summary>
    private static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
    }

    private static async Task WriteAsync(DbTransaction transaction, int runId, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        // In the order of the tables' keys.
        var accounts = result.Scores.Select(s => s.Account).OrderBy(a => facts.AccountIds[a]).ToArray();
        var described = AudienceStore.Chosen(facts, result);
        var ground = new AudienceGround(facts, result, described);
        var followers = KnownFollowers.Load(transaction, facts, described, ground.AsOf);
        using var reader = new OwnPostsReader(transaction);
        using var contributions = new ContributionStore(transaction, runId, facts, result);
        using var audiences = new AudienceWriter(transaction, runId, facts);

        var most = KnownActs.Most(result);
        var buffers = new ConcurrentBag<(LedgerSums Ledger, AudienceBuffers Audience)>();
        var next = MakeAsync(0);
        try
        {
            for (var first = 0; first < accounts.Length; first += Batch)
            {
                var batch = await next;
                next = MakeAsync(first + Batch);
                reader.Beside(() =>
                {
                    foreach (var (account, byPerson, byPost, audience) in batch)
                    {
                        contributions.Write(account, byPerson, byPost);
                        if (audience is not null)
                            audiences.Write(account, audience);
                    }
                });
            }
        }
        finally
        {
            // The statements are not taken from threads that read by them.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            buffers.Clear();
        }

        Task<Explained[]> MakeAsync(int first) => Task.Run(() =>
        {
            var made = new Explained[Math.Max(0, Math.Min(Batch, accounts.Length - first))];
            Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, () => buffers.TryTake(out var own) ? own : (Ledger: new LedgerSums(result, most.Acts), Audience: new AudienceBuffers(most.Acts, most.Actors)), (i, _, own) =>
            {
                var account = accounts[first + i];
                own.Ledger.Read(account);
                made[i] = new Explained(account, own.Ledger.ByPerson(ScoringService.ContributionsPerAccount), own.Ledger.ByPost(ScoringService.ContributionsPerAccount),
                    described.Contains(account)
                        ? DescribedAudience.Of(new AudienceOfAccount(facts, ground, account, followers.GetValueOrDefault(account), own.Ledger, reader, own.Audience))
                        : null);
                return own;
            }, buffers.Add);
            return made;
        }, cancellationToken);
    }

    private readonly record struct Explained(int Account, LedgerTotals[] ByPerson, LedgerTotals[] ByPost, DescribedAudience? Audience);
}
