using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Api;

/// <summary>Somebody with an API key, calling the running application.</summary>
internal sealed class ApiCaller : IDisposable
{
    private static readonly ConditionalWeakTable<PagesApp, ConcurrentDictionary<(int User, ApiScopes Scopes), string>> Keys = [];

    private readonly HttpClient _client;

    private ApiCaller(HttpClient client, string? key, int userId) => (_client, Key, UserId) = (client, key, userId);

    public string? Key { get; }

    public int UserId { get; }

    public HttpClient Http => _client;

    /// <summary>A person of that role with a key; made where there is none of that name yet.</summary>
    /// <param name="given">Ids of accounts that the person was given to see.</param>
    public static async Task<ApiCaller> OfAsync(PagesApp app, Role role, ApiScopes scopes = ApiScopes.Read, string? name = null, params int[] given)
    {
        app.Create();
        await using var db = app.Open();
        var user = await PersonAsync(db, role, name ?? role.ToString());
        foreach (var account in given)
        {
            if (!await db.UserAccounts.AnyAsync(a => a.UserId == user.Id && a.AccountId == account))
                db.Add(new UserAccount { UserId = user.Id, AccountId = account, GivenAt = DateTime.UtcNow });
        }
        await db.SaveChangesAsync();
        // One key serves all tests of an application that ask for the same: a person may not have very many.
        var keys = Keys.GetOrCreateValue(app);
        if (!keys.TryGetValue((user.Id, scopes), out var key))
            keys[(user.Id, scopes)] = key = await new ApiKeyStore(db, TimeProvider.System).CreateAsync(user.Id, "test", scopes, 30, default);
        return With(app, key, user.Id);
    }

    public static ApiCaller With(PagesApp app, string? key, int userId = 0)
    {
        app.Create();
        var client = app.CreateDefaultClient();
        client.DefaultRequestHeaders.Remove("Cookie");
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new ApiCaller(client, key, userId);
    }

    public static async Task<User> PersonAsync(InfluenceDbContext db, Role role, string name)
    {
        var email = $"{name.ToLowerInvariant()}@people.example";
        if (await db.Users.FirstOrDefaultAsync(u => u.Email == email) is { } known)
            return known;
        var user = new User
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            Role = role,
            Name = name,
            CreatedAt = DateTime.UtcNow,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    public Task<ApiReply> GetAsync(string address, string? ifNoneMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + address);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return SendAsync(request);
    }

    public Task<ApiReply> PostAsync(string address, object? body) => SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1" + address) { Content = body as HttpContent ?? JsonContent.Create(body) });

    public async Task<ApiReply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await _client.SendAsync(request))
        {
            var text = await response.Content.ReadAsStringAsync();
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            return new ApiReply(response.StatusCode, headers, text);
        }
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What the API answered.</summary>
internal sealed record ApiReply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>The sentence of a problem, which must be one in form as well.</summary>
    public string Problem(HttpStatusCode expected)
    {
        Assert.True(expected == Status, $"{Status}: {Text}");
        Assert.Equal("application/problem+json", Header("Content-Type"));
        var json = Json;
        Assert.Equal((int)expected, json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(json.GetProperty("title").GetString()));
        Assert.Contains("no-store", Header("Cache-Control"));
        return json.GetProperty("detail").GetString()!;
    }
}
