using System.Net.Http.Headers;
using Polly.CircuitBreaker;

namespace InfluenceScore.Data.Sources.X;

/// <summary>The default transport: <see cref="HttpClient"/> from the factory, a time-out and a circuit breaker underneath.</summary>
public sealed class HttpXTransport(IHttpClientFactory clients, Func<XOptions> options) : IXTransport
{
    public const string ClientName = "x";

    public async Task<XResponse> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var current = options();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(current.BaseUrl, pathAndQuery));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", current.BearerToken);
        return await SendAsync(clients, request, cancellationToken);
    }

    /// <summary>Sends a request and turns every way of not being answered into the two that <see cref="IXTransport"/> knows.</summary>
    internal static async Task<XResponse> SendAsync(IHttpClientFactory clients, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, values) in response.Headers)
                headers.TryAdd(name, values.First());
            return new XResponse((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("no complete answer in time", e);
        }
        catch (BrokenCircuitException e)
        {
            throw new HttpRequestException("it has failed so often that it is left alone for half a minute", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException("it broke off its answer", e);
        }
    }
}
