using System.Diagnostics;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Brings bundles and the networks' own archives into the store: all of what was named or, if something fails or somebody stops it, nothing.</summary>
/// <param name="clock">Says what the future is, and measures the pace.</param>
public sealed class BundleImporter(InfluenceDbContext db, TimeProvider clock)
{
    /// <summary>Rows between two looks at the clock.</summary>
    private const int RowsPerLook = 256;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);

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

        var bundles = new List<Bundle>();
        var archives = new List<SourceArchive>();
        try
        {
            foreach (var path in paths)
            {
                if (SourceArchive.OpenOrNull(path) is { } archive)
                    archives.Add(archive);
                else
                    bundles.Add(BundleReader.Open(path));
            }
            var files = bundles.SelectMany(b => b.Files).OrderBy(f => f.Table).ToList();
            foreach (var file in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.ReadHeader().Check(file.Table, file.Name, network);
                if (System.IO.Path.GetFullPath(file.Name) == System.IO.Path.GetFullPath(rejects.Path))
                    throw new InfluenceScoreException($"The list of rejected rows would overwrite {file.Name}; name another file with --rejects.");
            }

            await using var ingestor = await Ingestor.BeginAsync(db, clock, cancellationToken);
            var summary = StoreAll(files, archives, network, ingestor, rejects, progress, limit, cancellationToken);
            rejects.Flush();
            if (beforeCommit is not null)
                await beforeCommit(summary);
            await ingestor.CommitAsync(cancellationToken);
            Meters.Imported(summary);
            return summary;
        }
        finally
        {
            bundles.ForEach(b => b.Dispose());
            archives.ForEach(a => a.Dispose());
        }
    }

    private ImportSummary StoreAll(
        List<BundleFile> files, List<SourceArchive> archives, string? network, Ingestor ingestor, RejectsFile rejects, IProgress<ImportProgress>? progress,
        ImportLimit? limit, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var reported = TimeSpan.Zero;
        var bytesTotal = files.Sum(f => f.Bytes) + archives.Sum(a => a.Bytes);
        var bytesBefore = 0L;
        var (read, rejected) = (0L, 0L);
        foreach (var file in files)
        {
            var shortName = files.Count(f => f.FileName == file.FileName) == 1 ? file.FileName : file.Name;
            foreach (var row in file.Rows(network, cancellationToken))
                Count(TakeRow(file.Table, row, ingestor, limit), shortName, row.Line, file.BytesRead);
            bytesBefore += file.Bytes;
        }
        foreach (var archive in archives)
        {
            foreach (var row in archive.Rows(cancellationToken))
                Count(row.Problem ?? TakeRecord(row.Record, ingestor, limit), row.File, row.Line, archive.BytesRead);
            bytesBefore += archive.Bytes;
        }
        var counts = ingestor.Flush();
        progress?.Report(new ImportProgress(read, bytesTotal, bytesTotal, clock.GetElapsedTime(started)));
        return new ImportSummary(counts.Stored, counts.Duplicate, rejected);

        void Count(string? problem, string file, long line, long bytesOfFile)
        {
            read++;
            if (problem is not null)
            {
                rejected++;
                rejects.Add(file, line, problem);
            }
            if (read % RowsPerLook != 0)
                return;
            cancellationToken.ThrowIfCancellationRequested();
            var elapsed = clock.GetElapsedTime(started);
            if (elapsed - reported < ReportEvery)
                return;
            reported = elapsed;
            progress?.Report(new ImportProgress(read, bytesBefore + bytesOfFile, bytesTotal, elapsed));
        }
    }

    private static string? TakeRecord(object? record, Ingestor ingestor, ImportLimit? limit) => limit?.ProblemOrNull(record) ?? record switch
    {
        ProfileRecord profile => ingestor.Take(limit is null ? profile : ImportLimit.WithoutIdentity(profile)),
        PostRecord post => ingestor.Take(post),
        InteractionRecord interaction => ingestor.Take(interaction),
        FollowRecord follow => ingestor.Take(follow),
        _ => throw new UnreachableException(),
    };

    private static string? TakeRow(BundleTable table, BundleRow row, Ingestor ingestor, ImportLimit? limit)
    {
        switch (table)
        {
            case BundleTable.Profiles:
                var profile = BundleMapper.Profile(row);
                return profile.Problem ?? TakeRecord(profile.Record, ingestor, limit);
            case BundleTable.Posts:
                var post = BundleMapper.Post(row);
                return post.Problem ?? TakeRecord(post.Record, ingestor, limit);
            case BundleTable.Interactions:
                var interaction = BundleMapper.Interaction(row);
                return interaction.Problem ?? TakeRecord(interaction.Record, ingestor, limit);
            case BundleTable.Follows:
                var follow = BundleMapper.Follow(row);
                return follow.Problem ?? TakeRecord(follow.Record, ingestor, limit);
            default:
                throw new UnreachableException();
        }
    }
}
