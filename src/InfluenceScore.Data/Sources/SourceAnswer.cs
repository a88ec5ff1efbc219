using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace InfluenceScore.Data.Sources;

/// <summary>What a network answered to one request, read to its end.</summary>
/// <param name="Headers">The answer's own headers (not the content's); several values of one name joined by ", ".</param>
public sealed record SourceAnswer(
    HttpStatusCode Status, byte[] Body, string? MediaType, Uri Address, IReadOnlyDictionary<string, string> Headers, RateLimit? Limit)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Reads the body as JSON.</summary>
    /// <exception cref="SourceException">It is something else, for example the web page of a proxy.</exception>
    public T Json<T>(JsonSerializerOptions? options = null)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, options ?? NullFreeLists.Web) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            var what = MediaType is null or "application/json" ? "something that is not the JSON it should be" : $"{MediaType} instead of JSON";
            throw new SourceException($"{Address.Host} answered {Address.AbsolutePath} with {what} (status {(int)Status}).", e) { Status = Status };
        }
    }

    /// <summary>The moment that Retry-After names (seconds or a date), where it is there and within two days.</summary>
    public DateTime? RetryAfter(DateTime now)
    {
        if (!Headers.TryGetValue("Retry-After", out var text))
            return null;
        DateTime? at = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 172_800 ? now.AddSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.UtcDateTime
            : null;
        return at < now.AddDays(2) ? at : null;
    }

    /// <summary>The beginning of the body for an error message: at most 200 characters, on one line.</summary>
    public string Excerpt()
    {
        var text = Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, 200));
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
    }
}

/// <summary>A network did not answer as it should. The message is one sentence for the admin.</summary>
public sealed class SourceException : InfluenceScoreException
{
    public SourceException(string message)
        : base(message) { }

    public SourceException(string message, Exception inner)
        : base(message, inner) { }

    /// <summary>What was answered, where something was.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The network's own word for the error, where it has one.</summary>
    public string? Error { get; init; }

    /// <summary>It may go better in a quarter of an hour (the network is down or crowded): the run tries again by itself.</summary>
    public bool Passing { get; init; }
}
