using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime;
using System.Threading.Tasks.Dataflow;
using InfluenceScore.Data.Scores.Audiences;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores;

/// <summary>
/// Makes and writes what explains the scores of the newest run: who and which posts carry them, and the audiences of the accounts that have one. One ledger an account serves both. All
/// threads make, some accounts ahead, while this one writes: the connection is not for several at once.
/// </summary>
internal static class ExplanationStore
{
    /// <summary>Accounts that are made, or wait for it, before they are written.</summary>
    private const int Ahead = 128;

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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // In their order, however long each takes: of accounts with very many acts there are few, and the other threads go on with those that follow.
        var make = new TransformBlock<int, Explained>(Make, new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            BoundedCapacity = Ahead,
            SingleProducerConstrained = true,
            CancellationToken = stop.Token,
        });
        var feed = FeedAsync();
        try
        {
            while (await make.OutputAvailableAsync(cancellationToken))
                reader.Beside(WriteMade);
            await make.Completion; // tells why nothing came any more
        }
        finally
        {
            // The statements are not taken from threads that read by them.
            await stop.CancelAsync();
            await Task.WhenAll(feed, make.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            buffers.Clear();
        }

        Explained Make(int account)
        {
            var own = buffers.TryTake(out var used) ? used : (Ledger: new LedgerSums(result, most.Acts), Audience: new AudienceBuffers(most.Acts, most.Actors));
            own.Ledger.Read(account);
            var made = new Explained(account, own.Ledger.ByPerson(ScoringService.ContributionsPerAccount), own.Ledger.ByPost(ScoringService.ContributionsPerAccount),
                described.Contains(account)
                    ? DescribedAudience.Of(new AudienceOfAccount(facts, ground, account, followers.GetValueOrDefault(account), own.Ledger, reader, own.Audience))
                    : null);
            buffers.Add(own);
            return made;
        }

        async Task FeedAsync()
        {
            foreach (var account in accounts)
            {
                if (!await make.SendAsync(account, stop.Token))
                    return;
            }
            make.Complete();
        }

        void WriteMade()
        {
            while (make.TryReceive(out var made))
            {
                contributions.Write(made.Account, made.ByPerson, made.ByPost);
                if (made.Audience is { } audience)
                    audiences.Write(made.Account, audience);
            }
        }
    }

    private readonly record struct Explained(int Account, LedgerTotals[] ByPerson, LedgerTotals[] ByPost, DescribedAudience? Audience);
}
