namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>
/// Finds out when somebody reposted something. The AppView's list of reposters has no times, but each reposter's own repository has, and any PDS shows it to anybody
/// (com.atproto.repo.listRecords, newest first). What is not found within a few requests stays unknown.
/// </summary>
internal sealed class RepostTimes(BlueskyClient client, IFetchWatch watch)
{
    private const int PagesOfOne = 2;

    // Politeness: at most that many requests a fetch, and no more after a PDS that never answers.
    private const int MaxRequests = 600;
    private const int MaxFailuresInARow = 5;

    private readonly Dictionary<string, Dictionary<string, DateTime?>> _reposts = [];
    private int _requests;
    private int _failures;

    /// <returns>The moment, null where it stays unknown; and the requests that it took.</returns>
    public async Task<(DateTime? At, int Requests)> FindOrNullAsync(string reposter, string uri, CancellationToken cancellationToken)
    {
        var before = _requests;
        if (!_reposts.TryGetValue(reposter, out var known))
            _reposts[reposter] = known = await ReadAsync(reposter, cancellationToken);
        return (known.GetValueOrDefault(uri), _requests - before);
    }

    private async Task<Dictionary<string, DateTime?>> ReadAsync(string reposter, CancellationToken cancellationToken)
    {
        var times = new Dictionary<string, DateTime?>();
        string? cursor = null;
        for (var page = 0; page < PagesOfOne && _requests < MaxRequests && _failures < MaxFailuresInARow; page++)
        {
            try
            {
                _requests++;
                var answer = await client.ListRecordsAsync(reposter, BlueskyRecords.RepostCollection, cursor, watch, cancellationToken);
                _failures = 0;
                foreach (var record in answer.Records ?? [])
                {
                    if (record.Value.Property("subject")?.Text("uri") is { } subject)
                        times.TryAdd(subject, BlueskyRecords.Moment(record.Value.Text("createdAt"), null));
                }
                cursor = answer.Cursor;
                if (cursor is null || answer.Records is not { Count: > 0 })
                    break;
            }
            catch (SourceException)
            {
                if (++_failures == MaxFailuresInARow)
                    watch.Note("The times of reposts cannot be found out at the moment; they are stored as unknown.");
                break;
            }
        }
        return times;
    }
}
