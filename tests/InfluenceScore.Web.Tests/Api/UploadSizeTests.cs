using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Tests.Api;

/// <summary>Limits that the real server enforces, and the test server does not.</summary>
public sealed class UploadSizeTests
{
    [Fact]
    public async Task An_upload_that_is_too_large_is_refused_and_leaves_nothing_behind()
    {
        await using var app = new ImportsApiTests.Harbour();
        app.Create();
        app.UseKestrel(0);
        app.StartServer();
        using var admin = await ApiCaller.OfAsync(app, Role.Admin, ApiScopes.Import);
        using var http = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin.Key);
        // Ask first: a server that refuses and hangs up must not look like a broken line.
        http.DefaultRequestHeaders.ExpectContinue = true;

        using var answer = await http.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), new MultipartFormDataContent { { new ByteArrayContent(new byte[2_000_000]), "file", "posts.csv" } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("larger than this address takes", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString());
        Assert.True(!Directory.Exists(app.ImportFolder) || !Directory.EnumerateDirectories(app.ImportFolder).Any());
    }
}
