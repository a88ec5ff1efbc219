using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Tweetinvi;
using Tweetinvi.Core.Helpers;
using Tweetinvi.Core.Web;
using Tweetinvi.Models;

namespace InfluenceScore.Data.Sources.X;

/// <summary>
/// The second transport, compiled with <c>-p:UseTweetinvi=true</c>: raw v2 requests through Tweetinvi's client. Tweetinvi 5.0.4 knows neither most of v2 nor the headers
/// of a 429 (its exception drops them), so that its web layer is replaced by one on the factory's <see cref="HttpClient"/>, which keeps the whole answer.
/// </summary>
public sealed class TweetinviXTransport(IHttpClientFactory clients, Func<XOptions> options) : IXTransport
{
    // Tweetinvi has this address built in; requests are turned to Sources:X:BaseUrl on their way out.
    private const string BuiltInBase = "https://api.twitter.com";

    private readonly ConcurrentDictionary<string, TwitterClient> _byToken = [];

    public async Task<XResponse> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var current = options();
        var client = _byToken.GetOrAdd(current.BearerToken ?? "", token => Create(token));
        var exchange = new Exchange(current.BaseUrl, current.BearerToken, cancellationToken);
        Exchange.Current.Value = exchange;
        try
        {
            await client.Execute.AdvanceRequestAsync(r =>
            {
                r.Query.Url = BuiltInBase + pathAndQuery;
                r.Query.HttpMethod = Tweetinvi.Models.HttpMethod.GET;
            });
        }
        catch (Exception) when (exchange.IsOver)
        {
            // Tweetinvi throws for every status but 2xx; the answer, or the failure to get one, was kept.
        }
        finally
        {
            Exchange.Current.Value = null;
        }
        return exchange.Result();
    }

    private TwitterClient Create(string token)
    {
        var parameters = new TwitterClientParameters();
        parameters.BeforeRegistrationCompletes += (_, e) => e.TweetinviContainer.RegisterInstance(typeof(IHttpClientWebHelper), new FactoryWebLayer(clients));
        var client = new TwitterClient(new ReadOnlyTwitterCredentials(new ConsumerOnlyCredentials { BearerToken = token }), parameters);
        // Any other mode asks v1.1, which is gone, before and after each request.
        client.Config.RateLimitTrackerMode = RateLimitTrackerMode.None;
        return client;
    }

    /// <summary>One request on its way through Tweetinvi, which has no place for a cancellation token and none for an answer that is no success.</summary>
    private sealed class Exchange(Uri baseUrl, string? token, CancellationToken cancellationToken)
    {
        public static readonly AsyncLocal<Exchange?> Current = new();

        private XResponse? _response;
        private ExceptionDispatchInfo? _failure;

        public bool IsOver => _response is not null || _failure is not null;

        public async Task<HttpResponseMessage> SendAsync(IHttpClientFactory clients, string url)
        {
            try
            {
                using var request = new HttpRequestMessage(System.Net.Http.HttpMethod.Get, new Uri(baseUrl, url[BuiltInBase.Length..]));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                _response = await HttpXTransport.SendAsync(clients, request, cancellationToken);
                return new HttpResponseMessage((System.Net.HttpStatusCode)_response.Status) { Content = new StringContent(_response.Body) };
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
        }

        public XResponse Result()
        {
            _failure?.Throw();
            return _response ?? throw new HttpRequestException("Tweetinvi sent nothing");
        }
    }

    private sealed class FactoryWebLayer(IHttpClientFactory clients) : IHttpClientWebHelper
    {
        public Task<HttpResponseMessage> GetHttpResponseAsync(ITwitterQuery twitterQuery, ITwitterClientHandler? handler = null) =>
            (Exchange.Current.Value ?? throw new InvalidOperationException("Tweetinvi asked for something by itself.")).SendAsync(clients, twitterQuery.Url);

        public HttpClient GetHttpClient(ITwitterQuery twitterQuery, ITwitterClientHandler? twitterHandler = null) => clients.CreateClient(HttpXTransport.ClientName);
    }
}
