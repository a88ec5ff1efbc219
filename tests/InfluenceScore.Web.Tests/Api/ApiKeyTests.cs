using System.Net;
using InfluenceScore.Data.ApiKeys;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Api.Keys;
using InfluenceScore.Web.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Api;

public sealed class ApiKeyTests(ScoredTown town) : IClassFixture<ScoredTown>
{
    [Fact]
    public void A_key_is_one_word_that_names_itself_and_notices_a_slip()
    {
        var (text, id) = ApiKeyText.Make();
        Assert.Matches("^is_[0-9A-Za-z]{57}$", text);
        Assert.Equal(id, ApiKeyText.PublicIdOrNull(text));
        for (var i = 0; i < text.Length; i++)
            Assert.Null(ApiKeyText.PublicIdOrNull(text[..i] + (text[i] == 'q' ? 'p' : 'q') + text[(i + 1)..]));
        foreach (var wrong in new[] { null, "", "is_", text[..^1], text + "0", text.ToUpperInvariant(), text.Replace("is_", "si_") })
            Assert.Null(ApiKeyText.PublicIdOrNull(wrong));
        Assert.NotEqual(text, ApiKeyText.Make().Text);
    }

    [Fact]
    public async Task Only_a_hash_is_stored()
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin);
        await using var db = town.Open();
        var key = await db.ApiKeys.SingleAsync(k => k.PublicId == ApiKeyText.PublicIdOrNull(admin.Key));
        Assert.Equal(ApiKeyText.Hash(admin.Key!), key.Hash);
        Assert.Equal(32, key.Hash.Length);
        Assert.DoesNotContain(admin.Key![11..54], string.Concat(key.PublicId, key.Name));
    }

    [Fact]
    public async Task A_key_says_who_one_is_and_what_it_is_for()
    {
        using var admin = await ApiCaller.OfAsync(town, Role.Admin, ApiScopes.Ingest | ApiScopes.Webhooks, "Perpetua");
        var json = (await admin.GetAsync("/me")).Json;
        Assert.Equal(("Perpetua", "admin", "ingest,webhooks"), (json.GetProperty("name").GetString(), json.GetProperty("role").GetString(), string.Join(",", json.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()))));
    }

    [Fact]
    public async Task A_key_that_is_wrong_revoked_expired_or_nobodys_any_more_is_refused_with_the_reason()
    {
        using var good = await ApiCaller.OfAsync(town, Role.Admin, name: "Owner");
        async Task RefusedAsync(string? key, string sentence)
        {
            using var caller = ApiCaller.With(town, key);
            var reply = await caller.GetAsync("/me");
            Assert.Contains(sentence, reply.Problem(HttpStatusCode.Unauthorized));
            Assert.Contains("invalid_token", reply.Header("WWW-Authenticate"));
        }
        await RefusedAsync("nonsense", "does not hold an API key");
        await RefusedAsync(good.Key![..^1] + (good.Key[^1] == 'a' ? 'b' : 'a'), "may be mistyped");
        await RefusedAsync(ApiKeyText.Make().Text, "is not known here");

        await using var db = town.Open();
        var lastYear = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-31));
        await RefusedAsync(await new ApiKeyStore(db, lastYear).CreateAsync(good.UserId, "old", ApiScopes.Read, 30, default), "expired on");
        var keys = new ApiKeyStore(db, TimeProvider.System);
        var revoked = await keys.CreateAsync(good.UserId, "leaked", ApiScopes.Read, 0, default);
        var id = (await keys.FindOrNullAsync(revoked, default))!.Value.Key.Id;
        Assert.False(await keys.RevokeAsync(good.UserId + 1, id, default));
        Assert.True(await keys.RevokeAsync(good.UserId, id, default));
        Assert.False(await keys.RevokeAsync(good.UserId, id, default));
        await RefusedAsync(revoked, "was revoked");
        await db.Users.Where(u => u.Id == good.UserId).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, DateTime.UtcNow));
        await RefusedAsync(good.Key, "may not sign in any more");
    }

    [Fact]
    public async Task What_a_key_may_do_is_bounded_by_its_scope_and_by_its_owners_role()
    {
        using var reading = await ApiCaller.OfAsync(town, Role.Admin);
        Assert.Contains("needs the scope ingest", (await reading.PostAsync("/ingestion/runs", new { all = true })).Problem(HttpStatusCode.Forbidden));
        Assert.Contains("needs the scope import", (await reading.PostAsync("/imports", new { })).Problem(HttpStatusCode.Forbidden));
        using var marketer = await ApiCaller.OfAsync(town, Role.Marketer, ApiScopes.Ingest | ApiScopes.Import);
        Assert.Contains("Your role", (await marketer.PostAsync("/ingestion/runs", new { all = true })).Problem(HttpStatusCode.Forbidden));
        Assert.Contains("Your role", (await marketer.GetAsync("/ingestion/runs")).Problem(HttpStatusCode.Forbidden));
        Assert.Contains("Your role", (await marketer.PostAsync("/imports", new { })).Problem(HttpStatusCode.Forbidden));
        Assert.Contains("Your role", (await marketer.GetAsync("/clients")).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task The_last_use_is_written_down_and_changes_no_stamp()
    {
        using var caller = await ApiCaller.OfAsync(town, Role.Admin, name: "User");
        await caller.GetAsync("/me");
        await using var db = town.Open();
        Assert.Null((await db.ApiKeys.AsNoTracking().SingleAsync(k => k.UserId == caller.UserId)).LastUsedAt);
        var stamp = town.Services.GetRequiredService<Data.StoreStamp>();
        var before = stamp.Read();
        await town.Services.GetRequiredService<ApiKeyUse>().FlushAsync(default);
        Assert.NotNull((await db.ApiKeys.AsNoTracking().SingleAsync(k => k.UserId == caller.UserId)).LastUsedAt);
        Assert.Equal(before, stamp.Read());
    }

    [Theory]
    [InlineData("", 30, "Give the key a name")]
    [InlineData("a\u0007b", 30, "Give the key a name")]
    [InlineData("good", 4000, "1 to 3650 days")]
    public async Task A_key_without_a_name_or_with_an_impossible_life_is_not_made(string name, int days, string sentence)
    {
        town.Create();
        await using var db = town.Open();
        var user = await ApiCaller.PersonAsync(db, Role.Marketer, "Nameless");
        Assert.Contains(sentence, (await Assert.ThrowsAsync<Data.InfluenceScoreException>(() => new ApiKeyStore(db, TimeProvider.System).CreateAsync(user.Id, name, ApiScopes.Read, days, default))).Message);
    }
}
