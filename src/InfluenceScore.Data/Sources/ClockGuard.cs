namespace InfluenceScore.Data.Sources;

/// <summary>
/// Refuses to fetch while this machine's clock is far off: by the Date that every network answers with. With a clock a day behind, the newest posts would be taken for impossible
/// (from the future), rejected, and never fetched again; with one ahead, scores would be made of a day that has not come.
/// </summary>
/// <param name="clock">Null: there is none to be judged, as in tests whose servers live in a time of their own.</param>
internal sealed class ClockGuard(TimeProvider? clock) : DelegatingHandler
{
    // Less than the day of grace that records are given (RecordRules), more than any network's own error.
    internal static readonly TimeSpan Most = TimeSpan.FromHours(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // A cache's answer (Age) tells the date of then.
        if (clock is null || response.Headers.Date is not { } told || response.Headers.Age is not null)
            return response;
        var now = clock.GetUtcNow();
        if ((now - told).Duration() <= Most)
            return response;
        response.Dispose();
        throw new SourceException(
            $"The clock of this machine says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {request.RequestUri!.Host} says {told.UtcDateTime:yyyy-MM-dd HH:mm}: set the clock, nothing is fetched until then.")
        {
            Passing = true,
        };
    }
}
