using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfluenceScore.Web.Tests.Webhooks;

/// <summary>Somebody who is told of events, on loopback: answers what it is asked to, 204 otherwise, and remembers what came.</summary>
internal sealed class HookStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HookStub(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public ConcurrentQueue<int> Answers { get; } = new();

    public ConcurrentQueue<(string Id, string Time, string Signature, byte[] Body)> Received { get; } = new();

    public static async Task<HookStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new HookStub(builder.Build());
        stub._app.MapPost("/hook", stub.AnswerAsync);
        await stub._app.StartAsync();
        stub.Address = stub._app.Urls.Single() + "/hook";
        return stub;
    }

    /// <summary>As the standard's own libraries check it, written down once more.</summary>
    public static bool IsSigned((string Id, string Time, string Signature, byte[] Body) m, string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var expected = "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{m.Id}.{m.Time}.{Encoding.UTF8.GetString(m.Body)}")));
        return expected == m.Signature;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        string Of(string name) => http.Request.Headers[name].ToString();
        Received.Enqueue((Of("webhook-id"), Of("webhook-timestamp"), Of("webhook-signature"), body.ToArray()));
        http.Response.StatusCode = Answers.TryDequeue(out var status) ? status : StatusCodes.Status204NoContent;
        if (http.Response.StatusCode == StatusCodes.Status302Found)
            http.Response.Headers.Location = Address;
    }
}
