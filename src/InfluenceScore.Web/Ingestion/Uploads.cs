using System.Runtime.CompilerServices;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Api;
using InfluenceScore.Web.Operations;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace InfluenceScore.Web.Ingestion;

/// <summary>Takes uploaded files to disk, never under a name that somebody sent, looks whether they could be imported, and queues them as a run.</summary>
public sealed class Uploads(ApiSettings settings, DatabasePlace database)
{
    /// <summary>Files of one upload: the four of a bundle, and room for archives beside them.</summary>
    public const int MostFiles = 8;

    private const int LongestNames = 400, MostHeaders = 16, HeaderBytes = 16 << 10;

    /// <summary>Files that lie in a folder of their own until they are imported.</summary>
    /// <param name="Names">As they were sent, in the order of the files.</param>
    public sealed record Received(ImportUpload Upload, IReadOnlyList<string> Paths, IReadOnlyList<string> Names);

    /// <summary>Where all uploads lie, each in a folder of its own.</summary>
    public string Root { get; } = settings.ImportFolder ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database.File ?? "influence.db"))!, "imports");

    /// <summary>The files of a request that nobody has read yet, as they come, so that their size costs no memory.</summary>
    /// <returns>The upload, complete on disk, or a sentence on what is wrong with it.</returns>
    public async Task<(Received? Received, string? Problem)> ReceiveAsync(HttpRequest request, CancellationToken cancel) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 200 } boundary
            ? await KeepAsync(PartsAsync(new MultipartReader(boundary, request.Body) { HeadersCountLimit = MostHeaders, HeadersLengthLimit = HeaderBytes }, cancel), cancel)
            : (null, "The body is no multipart/form-data with a boundary.");

    /// <inheritdoc cref="ReceiveAsync(HttpRequest, CancellationToken)"/>
    /// <param name="files">The files of a form.</param>
    public Task<(Received? Received, string? Problem)> ReceiveAsync(IReadOnlyList<IFormFile> files, CancellationToken cancel) =>
        KeepAsync(files.Select(f => ((string?)f.FileName, f.OpenReadStream())).ToAsyncEnumerable(), cancel);

    /// <summary>Queues the import of what was received; files that could not be imported are deleted instead.</summary>
    /// <returns>The run, or a sentence on why there is none.</returns>
    public async Task<(IngestionRun? Run, string? Problem)> QueueAsync(InfluenceDbContext db, Received received, string requestedBy, TimeProvider clock, CancellationToken cancel)
    {
        var (upload, paths, names) = received;
        try
        {
            // A zip of a gigabyte is looked through in no time, a tar from end to end.
            await Task.Run(() => BundleImporter.Check(paths, cancel), cancel);
            var run = await UploadQueue.EnqueueAsync(db, upload, requestedBy, clock, cancel);
            // The hourly look goes round one node of several; each sees to its own folder.
            await UploadQueue.RemoveOrphansAsync(db, Root, clock.GetUtcNow().UtcDateTime.AddDays(-1), cancel);
            return (run, null);
        }
        catch (InfluenceScoreException e) when (upload.RunId == 0)
        {
            UploadQueue.Remove(upload.Folder);
            return (null, paths.Zip(names).Aggregate(e.Message, (text, file) => text.Replace(file.First, file.Second, StringComparison.Ordinal)));
        }
        catch when (upload.RunId == 0)
        {
            UploadQueue.Remove(upload.Folder);
            throw;
        }
    }

    private async Task<(Received? Received, string? Problem)> KeepAsync(IAsyncEnumerable<(string? Name, Stream Content)> files, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            var (paths, names, bytes) = (new List<string>(), new List<string>(), 0L);
            await foreach (var (sent, content) in files)
            {
                await using var open = content;
                if (names.Count == MostFiles)
                    throw new RefusedException($"An upload has at most {MostFiles} files; zip the bundle.");
                names.Add(Words.Plain(Path.GetFileName(sent?.Replace('\\', '/').Trim('"')), 120) ?? "upload");
                paths.Add(Path.Combine(folder, $"{UploadQueue.FilePrefix}{names.Count}{UploadQueue.SafeEnding(names[^1])}"));
                bytes += await KeepAsync(content, paths[^1], names[^1], cancel);
            }
            if (names.Count == 0)
                throw new RefusedException("The body holds no file.");
            return (new Received(new ImportUpload { Folder = folder, FileNames = Words.Plain(string.Join(", ", names), LongestNames) ?? "upload", Bytes = bytes }, paths, names), null);
        }
        catch (Exception e)
        {
            UploadQueue.Remove(folder);
            if (e is RefusedException)
                return (null, e.Message);
            if (e is InvalidDataException)
                return (null, $"The multipart body is broken: {e.Message}");
            if (e is IOException and not BadHttpRequestException && !cancel.IsCancellationRequested)
                throw new InfluenceScoreException("The upload could not be kept: the disk of the server could not be written (full, over a quota, or failing). Nothing was stored.", e);
            throw;
        }
    }

    private static async IAsyncEnumerable<(string? Name, Stream Content)> PartsAsync(MultipartReader parts, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (await parts.ReadNextSectionAsync(cancel) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.IsFileDisposition())
                throw new RefusedException("Every part of the body must be a file, with a filename in its Content-Disposition; the client is a parameter of the address.");
            yield return ((disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value, part.Body);
        }
    }

    /// <returns>Bytes written.</returns>
    private static async Task<long> KeepAsync(Stream content, string path, string name, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        var buffer = new byte[1 << 16];
        while (await ReadAsync(content, buffer, cancel) is > 0 and var read)
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        if (file.Length == 0)
            throw new RefusedException($"The file {name} is empty.");
        // Only what is really on disk is promised to be imported.
        await Task.Run(() => file.Flush(flushToDisk: true), cancel);
        return file.Length;
    }

    private static async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await content.ReadAsync(buffer, cancel);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new RefusedException("The multipart body ends before its last boundary.");
        }
    }

    /// <summary>What is wrong with an upload, in words for whoever sent it.</summary>
    private sealed class RefusedException(string sentence) : Exception(sentence);
}
