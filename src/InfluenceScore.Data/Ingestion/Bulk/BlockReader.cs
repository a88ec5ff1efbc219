using System.Collections.Concurrent;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>Reads a file of a bundle on a thread of its own, a few blocks ahead of whoever stores them.</summary>
internal static class BlockReader
{
    private const int BlocksAhead = 8;

    /// <summary>The blocks of a file in order. A block is only good until the next one is asked for.</summary>
    /// <exception cref="InfluenceScoreException">The file is damaged or a bomb.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IEnumerable<FactBlock> Read(BundleFile file, string? network, Networks networks, DateTime now, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var full = new BlockingCollection<FactBlock>(BlocksAhead);
        var spare = new ConcurrentBag<FactBlock>();
        var reading = Task.Factory.StartNew(() => Fill(file, network, networks, now, full, spare, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var block in full.GetConsumingEnumerable(stop.Token))
            {
                yield return block;
                block.Clear();
                spare.Add(block);
            }
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            // Whoever stops half-way waits until nobody reads the file any more.
            stop.Cancel();
            try { reading.Wait(CancellationToken.None); }
            catch (AggregateException) when (reading.IsFaulted || reading.IsCanceled) { }
        }
    }

    private static void Fill(
        BundleFile file, string? network, Networks networks, DateTime now, BlockingCollection<FactBlock> full, ConcurrentBag<FactBlock> spare, CancellationToken stop)
    {
        try
        {
            var parser = new RowParser(file.Table, networks, now);
            FactBlock Next() => spare.TryTake(out var used) ? used : new FactBlock(parser.Columns);
            var block = Next();
            foreach (var row in file.Rows(network, stop))
            {
                parser.Add(row, block);
                if (!block.IsFull)
                    continue;
                block.BytesRead = file.BytesRead;
                full.Add(block, stop);
                block = Next();
            }
            block.BytesRead = file.BytesRead;
            full.Add(block, stop);
        }
        finally
        {
            full.CompleteAdding();
        }
    }
}
