using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Pages.Admin.Runs;

/// <summary>A run in the words of the page.</summary>
public static class RunWords
{
    /// <summary>What goes on, in one line.</summary>
    public static string Headline(IngestionRun run) => run.Status switch
    {
        _ when run is { CancelRequested: true, IsOver: false } => "Stopping",
        RunStatus.Queued when run.Pages > 0 => "In the queue: goes on where it stopped",
        RunStatus.Queued => "In the queue",
        RunStatus.Running when run.AccountId is null => run.Progress is null ? "Begins" : "Importing",
        RunStatus.Running => run.Subject is { } subject ? $"Fetching {subject}" : "Begins",
        RunStatus.Waiting => $"Waiting{(run.AccountId is null ? "" : $" for {Words.Network(run.Network)}")}: goes on at {Time(run.WaitUntil ?? run.UpdatedAt)}",
        RunStatus.Done => "Done",
        RunStatus.Failed => "Failed",
        _ => "Stopped",
    };

    /// <summary>Why it waits or failed, or how fast it goes; null where there is nothing to say.</summary>
    public static string? Detail(IngestionRun run, DateTime now) => run.AccountId is null ? ImportDetail(run, now) : run.Status switch
    {
        RunStatus.Waiting => $"{Words.Plain(run.WaitReason, 500)}. Nothing is lost: {Words.Count(run.FactsStored, "fact is", "facts are")} stored.",
        RunStatus.Failed => Words.Plain(run.Failure, 500),
        RunStatus.Running => Pace(run, now),
        RunStatus.Done when run.FactsStored == 0 => "Nothing new.",
        RunStatus.Done when run.WaitedSeconds >= 1 => $"{Span(TimeSpan.FromSeconds(run.WaitedSeconds))} of it waiting for {Words.Network(run.Network)}.",
        _ => null,
    };

    public static string Cost(IngestionRun run) => run.CostMicroUsd == 0 ? "–" : Words.Dollars(run.CostMicroUsd / 1e6);

    public static string Took(IngestionRun run) => run is { StartedAt: { } from, FinishedAt: { } to } ? Span(to - from) : "–";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };

    public static string Time(DateTime utc) => Words.Clock(utc);

    public static string Every(ScheduleInterval? every) => every switch
    {
        ScheduleInterval.Hourly => "every hour",
        ScheduleInterval.Daily => "every day",
        ScheduleInterval.Weekly => "every week",
        _ => "on demand",
    };

    private static string? ImportDetail(IngestionRun run, DateTime now) => run.Status switch
    {
        RunStatus.Queued => "Nothing is stored yet.",
        RunStatus.Waiting => $"{Sentence(run.WaitReason)} Nothing is stored yet; it begins again by itself.",
        RunStatus.Running => $"{Pace(run, now)} Nothing is kept before the last row is read.".TrimStart(),
        RunStatus.Failed => $"{Sentence(run.Failure)} Nothing was stored.",
        RunStatus.Done => $"Read {Words.Count(Rows(run), "row", "rows")}: {Words.Count(run.FactsStored)} stored, {Words.Count(run.FactsKnown)} known before, {Words.Count(run.FactsRejected)} rejected.",
        _ => "Nothing was stored.",
    };

    private static string Sentence(string? text) => Words.Plain(text, 500) is { } words ? words.EndsWith('.') ? words : words + "." : "";

    /// <summary>Rows of an import that have been read, as far as is known here.</summary>
    public static long Rows(IngestionRun run) => run.RowsRead ?? (long)run.FactsStored + run.FactsKnown + run.FactsRejected;

    private static string? Pace(IngestionRun run, DateTime now)
    {
        if (run.StartedAt is not { } started)
            return null;
        var active = (now - started).TotalSeconds - run.WaitedSeconds;
        if (active < 1)
            return null;
        var facts = run.AccountId is null ? Rows(run) : run.FactsStored + run.FactsKnown;
        var pace = $"{Words.Count((long)(facts / active * 60))} {(run.AccountId is null ? "rows" : "facts")} a minute";
        return run.Progress is > 0.02 and < 1 and var done ? $"About {Span(TimeSpan.FromSeconds(active * (1 - done) / done))} left at {pace}." : $"{pace}.";
    }
}
