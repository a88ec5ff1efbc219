using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Web.Operations;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace InfluenceScore.Web.Api.Imports;

/// <summary>Takes uploaded files to disk as they come, so that their size costs no memory, and never under a name that somebody sent.</summary>
internal sealed class Uploads(ApiSettings settings, DatabasePlace database)
{
    /// <summary>Files of one upload: the four of a bundle, and room for archives beside them.</summary>
    private const int MostFiles = 8;

    private const int LongestNames = 400, MostHeaders = 16, HeaderBytes = 16 << 10;

    /// <summary>Where all uploads lie, each in a folder of its own.</summary>
    public string Root { get; } = settings.ImportFolder ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database.File ?? "influence.db"))!, "imports");

    /// <summary>The upload, complete on disk, or a sentence on what is wrong with it.</summary>
    public async Task<(ImportUpload? Upload, string? Problem)> ReceiveAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return (null, "The body is no multipart/form-data with a boundary.");
        var folder = Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            var (names, bytes, problem) = await ReceiveAsync(new MultipartReader(boundary, request.Body) { HeadersCountLimit = MostHeaders, HeadersLengthLimit = HeaderBytes }, folder, cancel);
            if (problem is null)
                return (new ImportUpload { Folder = folder, FileNames = Words.Plain(string.Join(", ", names), LongestNames) ?? "upload", Bytes = bytes }, null);
            UploadQueue.Remove(folder);
            return (null, problem);
        }
        catch (Exception e)
        {
            UploadQueue.Remove(folder);
            if (e is InvalidDataException)
                return (null, $"The multipart body is broken: {e.Message}");
            if (e is IOException and not BadHttpRequestException && !cancel.IsCancellationRequested)
                throw new InfluenceScoreException("The upload could not be kept: the disk of the server could not be written (full, over a quota, or failing). Nothing was stored.", e);
            throw;
        }
    }

    private static async Task<(List<string> Names, long Bytes, string? Problem)> ReceiveAsync(MultipartReader parts, string folder, CancellationToken cancel)
    {
        var (names, bytes) = (new List<string>(), 0L);
        while (await parts.ReadNextSectionAsync(cancel) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.IsFileDisposition())
                return (names, bytes, "Every part of the body must be a file, with a filename in its Content-Disposition; the client is a parameter of the address.");
            if (names.Count == MostFiles)
                return (names, bytes, $"An upload has at most {MostFiles} files; zip the bundle.");
            var name = Words.Plain(Path.GetFileName((disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value?.Replace('\\', '/').Trim('"')), 120) ?? "upload";
            names.Add(name);
            var path = Path.Combine(folder, $"{UploadQueue.FilePrefix}{names.Count}{UploadQueue.SafeEnding(name)}");
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            if (!await CopyAsync(part.Body, file, cancel))
                return (names, bytes, "The multipart body ends before its last boundary.");
            if (file.Length == 0)
                return (names, bytes, $"The file {name} is empty.");
            bytes += file.Length;
            // Only what is really on disk is promised to be imported.
            await Task.Run(() => file.Flush(flushToDisk: true), cancel);
        }
        return (names, bytes, names.Count == 0 ? "The body holds no file." : null);
    }

    /// <returns>False where the body ends too early; a disk that cannot be written is thrown.</returns>
    private static async Task<bool> CopyAsync(Stream body, FileStream file, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            int read;
            try
            {
                read = await body.ReadAsync(buffer, cancel);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                return false;
            }
            if (read == 0)
                return true;
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }
}
