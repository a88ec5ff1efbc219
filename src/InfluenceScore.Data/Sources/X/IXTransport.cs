namespace InfluenceScore.Data.Sources.X;

/// <summary>The one seam between the X source and the wire: everything above it knows X, everything below it knows HTTP.</summary>
public interface IXTransport
{
    /// <summary>Sends one GET request with the app's bearer token. Any status is an answer; nothing is retried.</summary>
    /// <param name="pathAndQuery">From the first slash on: <c>/2/users/by/username/name?user.fields=…</c>.</param>
    /// <exception cref="HttpRequestException">No answer: refused, reset, cut off, or larger than the transport takes.</exception>
    /// <exception cref="TimeoutException">No complete answer in time.</exception>
    Task<XResponse> GetAsync(string pathAndQuery, CancellationToken cancellationToken);
}

/// <summary>What X answered.</summary>
/// <param name="Headers">By name without regard to case; the first value of each.</param>
/// <param name="Body">JSON when all is well; anything when it is not.</param>
public sealed record XResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? HeaderOrNull(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
