using System.Diagnostics;
using System.Diagnostics.Metrics;
using InfluenceScore.Data.Ingestion;

namespace InfluenceScore.Data;

/// <summary>What this program counts while it works, by the names of docs/operations.md; /metrics shows it.</summary>
public static class Meters
{
    public const string Name = "InfluenceScore";

    public static readonly Meter Meter = new(Name);

    /// <summary>Steps of a scoring that takes in new facts, for whoever listens.</summary>
    public static readonly ActivitySource Activities = new(Name);

    private static readonly Counter<long> ImportRows = Meter.CreateCounter<long>("influencescore.import.rows", description: "Rows that imports read, by what became of them.");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("influencescore.source.requests", description: "Requests to networks, by host and status.");
    private static readonly Gauge<long> Remaining = Meter.CreateGauge<long>("influencescore.source.limit.remaining", description: "Requests that a host's rate limit still allowed at its last answer.");

    private static readonly Histogram<double> Rescorings = Meter.CreateHistogram<double>("influencescore.rescoring.duration", "s", "How long scoring after new facts took, by what was scored.");

    internal static void Rescored(bool changes, TimeSpan took) => Rescorings.Record(took.TotalSeconds, new KeyValuePair<string, object?>("scored", changes ? "changes" : "all"));

    internal static void Imported(ImportSummary summary)
    {
        ImportRows.Add(summary.Stored, new KeyValuePair<string, object?>("outcome", "stored"));
        ImportRows.Add(summary.Duplicate, new KeyValuePair<string, object?>("outcome", "duplicate"));
        ImportRows.Add(summary.Rejected, new KeyValuePair<string, object?>("outcome", "rejected"));
    }

    internal static void Requested(string host, string status) =>
        Requests.Add(1, new KeyValuePair<string, object?>("host", host), new KeyValuePair<string, object?>("status", status));

    internal static void LimitRemaining(string host, long remaining) => Remaining.Record(remaining, new KeyValuePair<string, object?>("host", host));
}
