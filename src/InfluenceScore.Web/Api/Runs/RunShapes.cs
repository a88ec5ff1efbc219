using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Api.Runs;

/// <summary>Which account to fetch, or all tracked ones.</summary>
public sealed record StartRun
{
    /// <summary>Key of one account, network:handle. It is tracked from then on.</summary>
    /// <example>bluesky:crumbtide.example</example>
    public string? Account { get; init; }

    /// <summary>True: every tracked account that can be fetched.</summary>
    public bool All { get; init; }
}

/// <summary>Runs that a request put into the queue, or found there.</summary>
public sealed record StartedRuns
{
    public required IReadOnlyList<RunAnswer> Runs { get; init; }
}

/// <summary>One page of the runs, newest first.</summary>
public sealed record RunList
{
    /// <summary>Runs on all pages.</summary>
    public required int Total { get; init; }

    /// <summary>Number of this page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Runs a page.</summary>
    public required int PageSize { get; init; }

    public required IReadOnlyList<RunAnswer> Runs { get; init; }
}

/// <summary>An ingestion run: one account fetched from its network.</summary>
public record RunAnswer
{
    public required int Id { get; init; }

    /// <summary>Key of the account.</summary>
    public required string Account { get; init; }

    /// <summary>queued, running, waiting (for the network, or after a passing failure), done, failed or cancelled.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Who asked for it, in words.</summary>
    public required string RequestedBy { get; init; }

    public required DateTime QueuedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>What is being fetched: “posts”, “followers”.</summary>
    public string? Subject { get; init; }

    /// <summary>How much is done, 0 to 1; null where the source cannot say.</summary>
    public double? Progress { get; init; }

    /// <summary>Pages that the network sent.</summary>
    public required int Pages { get; init; }

    /// <summary>Facts that were new.</summary>
    public required int FactsStored { get; init; }

    /// <summary>Facts that were known before.</summary>
    public required int FactsKnown { get; init; }

    /// <summary>Records that could not be used.</summary>
    public required int FactsRejected { get; init; }

    public required int Requests { get; init; }

    /// <summary>What the network charges, US dollars.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>While it waits: until when, and why.</summary>
    public DateTime? WaitUntil { get; init; }

    public string? WaitReason { get; init; }

    /// <summary>Why it failed, one sentence.</summary>
    public string? Failure { get; init; }

    internal static RunAnswer Of(IngestionRun run, string account) => new()
    {
        Id = run.Id,
        Account = account,
        Status = run.Status,
        RequestedBy = run.RequestedBy,
        QueuedAt = run.QueuedAt,
        StartedAt = run.StartedAt,
        UpdatedAt = run.UpdatedAt,
        FinishedAt = run.FinishedAt,
        Subject = run.Subject,
        Progress = run.Progress,
        Pages = run.Pages,
        FactsStored = run.FactsStored,
        FactsKnown = run.FactsKnown,
        FactsRejected = run.FactsRejected,
        Requests = run.Requests,
        CostUsd = run.CostMicroUsd / 1_000_000m,
        WaitUntil = run.WaitUntil,
        WaitReason = run.WaitReason,
        Failure = run.Failure,
    };
}

/// <summary>A run and its log.</summary>
public sealed record RunDetails
{
    public required RunAnswer Run { get; init; }

    /// <summary>The newest lines of its log, oldest of them first, at most 200.</summary>
    public required IReadOnlyList<RunLine> Log { get; init; }
}

/// <summary>A line of a run's log.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Sentence">What happened; may quote what a network sent.</param>
public sealed record RunLine(DateTime At, string Sentence);
