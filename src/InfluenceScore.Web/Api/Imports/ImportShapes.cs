using System.Text.Json;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;

namespace InfluenceScore.Web.Api.Imports;

/// <summary>What became of an uploaded bundle.</summary>
public sealed record ImportAnswer
{
    public required int Id { get; init; }

    /// <summary>queued, running, waiting (after a passing failure), done, failed or cancelled.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Names of the files as they were sent.</summary>
    public required string Files { get; init; }

    /// <summary>Bytes received.</summary>
    public required long Bytes { get; init; }

    /// <summary>The client whose accounts alone may be spoken of; null: all accounts.</summary>
    public int? Client { get; init; }

    /// <summary>Who sent it.</summary>
    public required string RequestedBy { get; init; }

    public required DateTime QueuedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>Rows that were new. An import is stored as a whole or not at all: until it is done these are the counts so far, and nothing is kept.</summary>
    public required int Stored { get; init; }

    /// <summary>Rows that were known before.</summary>
    public required int Duplicate { get; init; }

    /// <summary>Rows that could not be used, or not by you.</summary>
    public required int Rejected { get; init; }

    /// <summary>The first 200 of them, with reasons.</summary>
    public required IReadOnlyList<RejectedRow> Rejects { get; init; }

    /// <summary>Why it failed, one sentence; nothing was stored then.</summary>
    public string? Failure { get; init; }

    internal static ImportAnswer Of(IngestionRun run, ImportUpload upload) => new()
    {
        Id = run.Id,
        Status = run.Status,
        Files = upload.FileNames,
        Bytes = upload.Bytes,
        Client = upload.ClientId,
        RequestedBy = run.RequestedBy,
        QueuedAt = run.QueuedAt,
        FinishedAt = run.FinishedAt,
        Stored = run.FactsStored,
        Duplicate = run.FactsKnown,
        Rejected = run.FactsRejected,
        Rejects = upload.Rejects is { } json ? JsonSerializer.Deserialize<List<RejectedRow>>(json)! : [],
        Failure = run.Failure ?? run.WaitReason,
    };
}
