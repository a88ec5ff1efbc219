using InfluenceScore.Data.Ingestion.Bulk;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Brings bundles and the networks' own archives into the store: all of what was named or, if something fails or somebody stops it, nothing.</summary>
/// <param name="clock">Says what the future is, and measures the pace.</param>
public sealed class BundleImporter(InfluenceDbContext db, TimeProvider clock)
{
    /// <summary>Rows between two looks at the clock.</summary>
    private const int RowsPerLook = 256;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether these paths could be imported, as far as heads and tables of contents tell; no row is read.</summary>
    /// <exception cref="InfluenceScoreException">They could not, and why.</exception>
    public static void Check(IReadOnlyList<string> paths, CancellationToken cancellationToken) => ImportInput.Open(paths, null, cancellationToken).Dispose();

    /// <inheritdoc cref="ImportAsync(IReadOnlyList{string}, string, RejectsFile, IProgress{ImportProgress}, ImportLimit, Func{ImportSummary, Task}, CancellationToken)"/>
    public Task<ImportSummary> ImportAsync(
        IReadOnlyList<string> paths, string? network, RejectsFile rejects, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        ImportAsync(paths, network, rejects, progress, null, null, cancellationToken);

    /// <summary>Reads every file of every path, profiles first. A file that is not what it should be refuses the whole import before anything is read.</summary>
    /// <param name="paths">Bundles (folders, zips or single files) and archives of X or Mastodon, told apart by what they hold.</param>
    /// <param name="network">The network of rows that name none; null = such rows are rejected.</param>
    /// <param name="rejects">Told of every row that cannot be used; to be disposed of by the caller.</param>
    /// <param name="limit">Which rows may go in; null = all.</param>
    /// <param name="beforeCommit">Called when everything is stored and nothing committed: what it changes through the same context is stored with the facts or not at all.</param>
    /// <exception cref="InfluenceScoreException">A path or file cannot be read, or the database not be written; nothing was stored.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing was stored.</exception>
    public async Task<ImportSummary> ImportAsync(
        IReadOnlyList<string> paths, string? network, RejectsFile rejects, IProgress<ImportProgress>? progress, ImportLimit? limit, Func<ImportSummary, Task>? beforeCommit, CancellationToken cancellationToken)
    {
        if (network is not null && !RecordRules.TryNetwork(network, out network, out var reason))
            throw new InfluenceScoreException($"--network cannot be used: {reason}.");

        using var input = ImportInput.Open(paths, network, cancellationToken);
        if (input.Files.FirstOrDefault(f => System.IO.Path.GetFullPath(f.Name) == System.IO.Path.GetFullPath(rejects.Path)) is { } same)
            throw new InfluenceScoreException($"The list of rejected rows would overwrite {same.Name}; name another file with --rejects.");

        await using var ingestor = await Ingestor.BeginAsync(db, clock, cancellationToken);
        var summary = StoreAll(input, network, ingestor, rejects, progress, limit, cancellationToken);
        rejects.Flush();
        if (beforeCommit is not null)
            await beforeCommit(summary);
        await ingestor.CommitAsync(cancellationToken);
        Meters.Imported(summary);
        return summary;
    }

    private ImportSummary StoreAll(
        ImportInput input, string? network, Ingestor ingestor, RejectsFile rejects, IProgress<ImportProgress>? progress,
        ImportLimit? limit, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var reported = TimeSpan.Zero;
        var (files, archives, bytesTotal) = (input.Files, input.Archives, input.Bytes);
        var bytesBefore = 0L;
        var (read, rejected) = (0L, 0L);
        var plain = default(StoreCounts);
        using (var bulk = BulkWriterOrNull(ingestor, limit, out var networks))
        {
            foreach (var file in files)
            {
                var shortName = files.Count(f => f.FileName == file.FileName) == 1 ? file.FileName : file.Name;
                if (bulk is null)
                    TakeRows(file, shortName);
                else
                    TakeBlocks(file, shortName, bulk, networks);
                bytesBefore += file.Bytes;
            }
            plain = bulk?.Flush(() => Report(0)) ?? default;
            if (plain.Stored > 0)
                ingestor.NoteChange();
        }
        foreach (var archive in archives)
        {
            foreach (var row in archive.Rows(cancellationToken))
                Count(row.Problem ?? TakeRecord(row.Record, ingestor, limit), row.File, row.Line, archive.BytesRead);
            bytesBefore += archive.Bytes;
        }
        var others = ingestor.Flush();
        var summary = new ImportSummary(plain.Stored + others.Stored, plain.Duplicate + others.Duplicate, rejected);
        progress?.Report(new ImportProgress(read, bytesTotal, bytesTotal, clock.GetElapsedTime(started), summary));
        return summary;

        void TakeRows(BundleFile file, string shortName)
        {
            foreach (var row in file.Rows(network, cancellationToken))
            {
                var (record, problem) = BundleMapper.Of(file.Table, row);
                Count(problem ?? TakeRecord(record, ingestor, limit), shortName, row.Line, file.BytesRead);
            }
        }

        void TakeBlocks(BundleFile file, string shortName, BulkWriter bulk, Networks networks)
        {
            foreach (var block in BlockReader.Read(file, network, networks, clock.GetUtcNow().UtcDateTime, cancellationToken))
            {
                bulk.Store(file.Table, block, (line, problem) => Reject(problem, shortName, line));
                read += block.Count + block.Others.Count;
                plain = bulk.SoFar;
                Report(block.BytesRead);
            }
        }

        void Count(string? problem, string file, long line, long bytesOfFile)
        {
            read++;
            if (problem is not null)
                Reject(problem, file, line);
            if (read % RowsPerLook == 0)
                Report(bytesOfFile);
        }

        void Reject(string problem, string file, long line)
        {
            rejected++;
            rejects.Add(file, line, problem);
        }

        void Report(long bytesOfFile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var elapsed = clock.GetElapsedTime(started);
            if (elapsed - reported < ReportEvery)
                return;
            reported = elapsed;
            var rest = ingestor.SoFar;
            progress?.Report(new ImportProgress(
                read, bytesBefore + bytesOfFile, bytesTotal, elapsed, new ImportSummary(plain.Stored + rest.Stored, plain.Duplicate + rest.Duplicate, rejected)));
        }
    }

    /// <summary>
    /// Plain rows have a quick way. Where some rows may not go in, because somebody asked to be forgotten or speaks of a client's accounts only, each is looked at by
    /// those who know the rules.
    /// </summary>
    private BulkWriter? BulkWriterOrNull(Ingestor ingestor, ImportLimit? limit, out Networks networks)
    {
        networks = new Networks();
        return limit is null && ingestor.TakesEverybody ? db.BeginBulkOrNull(ingestor, networks) : null;
    }

    private static string? TakeRecord(object? record, Ingestor ingestor, ImportLimit? limit) =>
        limit?.ProblemOrNull(record) ?? ingestor.Take(limit is not null && record is ProfileRecord profile ? ImportLimit.WithoutIdentity(profile) : record);
}
