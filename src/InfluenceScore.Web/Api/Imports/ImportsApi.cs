using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Api.Keys;
using InfluenceScore.Web.Ingestion;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Api.Imports;

/// <summary>Bundles and archives that programs send in. An import is a run: it waits in the queue, survives a restart, and is stored as a whole or not at all.</summary>
internal static class ImportsApi
{
    private const string Address = "/api/v1/imports";

    public static void MapImports(this RouteGroupBuilder api, ApiSettings settings)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports").RequireAuthorization(Security.Policies.Consultant);
        imports.MapPost("", StartAsync).WithName("start_import").NeedsScope(ApiScopes.Import).Fails(400, 404, 413, 415, 422)
            .WithMetadata(new RequestSizeLimitAttribute(settings.ImportBytes), new UploadsFiles());
        imports.MapGet("/{id}", DetailsAsync).WithName("get_import").Fails(404);
    }

    /// <summary>Imports a bundle or an archive</summary>
    /// <remarks>
    /// The body is multipart/form-data with the files of one bundle (or one zip of it). It answers when the files are on disk and have been looked at; Location names the status. An admin may send
    /// anything. A consultant names a client of theirs, and only rows about its accounts go in: posts by them, acts on them, follows with one of them at either end, their
    /// own profiles; every other row is rejected with that reason.
    /// </remarks>
    /// <param name="client">Number of the client whose accounts the bundle speaks of; consultants must name one of their own.</param>
    internal static async Task<Results<Accepted<ImportAnswer>, ProblemHttpResult>> StartAsync(
        HttpRequest request, InfluenceDbContext db, Viewer viewer, AuditLog audit, Uploads uploads, TimeProvider clock, string? client, CancellationToken cancel)
    {
        if (!request.HasFormContentType || request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
            return ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "Send the bundle as multipart/form-data: curl -F file=@bundle.zip …");
        int? clientId = null;
        if (!string.IsNullOrEmpty(client))
        {
            if (!int.TryParse(client, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                || !await VisibleClients.All(db, viewer).AnyAsync(c => c.Id == number, cancel))
                return ApiProblem.NotFound($"There is no client “{Pages.Words.Plain(client, 40)}” that you keep.");
            clientId = number;
        }
        else if (!viewer.SeesEverything)
        {
            return ApiProblem.Unprocessable("client", "Name the client whose accounts the bundle speaks of: ?client=7; GET /api/v1/clients lists yours.");
        }
        var (received, problem) = await uploads.ReceiveAsync(request, cancel);
        if (received is null)
            return ApiProblem.BadRequest("file", problem!);
        var upload = received.Upload;
        (upload.UserId, upload.ClientId) = (viewer.UserId, clientId);
        (var run, problem) = await uploads.QueueAsync(db, received, viewer.Name, clock, cancel);
        if (run is null)
            return ApiProblem.Unprocessable("file", problem!);
        await audit.WriteAsync(AuditActions.Imported, upload.FileNames, clientId is null ? $"run {run.Id}, through the API" : $"run {run.Id}, for client {clientId}, through the API", cancel);
        return TypedResults.Accepted($"{Address}/{run.Id}", ImportAnswer.Of(run, upload));
    }

    /// <summary>What became of an import</summary>
    /// <param name="id">Number of the import.</param>
    internal static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> DetailsAsync(InfluenceDbContext db, Viewer viewer, RunningImports running, string id, CancellationToken cancel)
    {
        if (!int.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            number = 0;
        var uploads = db.ImportUploads.AsNoTracking().Where(u => u.RunId == number);
        if (!viewer.SeesEverything)
            uploads = uploads.Where(u => u.UserId == viewer.UserId);
        var found = await uploads.Join(db.IngestionRuns.AsNoTracking(), u => u.RunId, r => r.Id, (upload, run) => new { run, upload }).FirstOrDefaultAsync(cancel);
        if (found is null)
            return ApiProblem.NotFound($"There is no import “{Pages.Words.Plain(id, 40)}” of yours.");
        running.Show(found.run);
        return TypedResults.Ok(ImportAnswer.Of(found.run, found.upload));
    }
}

/// <summary>Tells the OpenAPI document that a call takes files.</summary>
internal sealed class UploadsFiles;
