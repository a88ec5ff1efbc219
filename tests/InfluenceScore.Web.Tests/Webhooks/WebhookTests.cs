using System.Globalization;
using System.Net;
using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Webhooks;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Tests.Api;
using InfluenceScore.Web.Tests.Pages;
using InfluenceScore.Web.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Web.Tests.Webhooks;

/// <summary>Events to a real receiver, with a clock that is set.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly ScoredTown _town = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _http = new ServiceCollection().AddWebhookHttp().BuildServiceProvider();
    private readonly WebhookSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private HookStub _stub = null!;
    private InfluenceDbContext _db = null!;

    public async Task InitializeAsync()
    {
        _stub = await HookStub.StartAsync();
        _town.Create();
        _db = _town.Open();
    }

    public async Task DisposeAsync()
    {
        await _db.DisposeAsync();
        await _stub.DisposeAsync();
        await _http.DisposeAsync();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task A_changed_score_is_told_signed_to_who_sees_the_account()
    {
        var (hook, secret) = await AddAsync(await PersonAsync(Role.Marketer, ScoredTown.Bakery), WebhookEvents.ScoreChanged);
        var run = await ScoreAgainAsync();
        Assert.Equal(1, await SendAsync());

        Assert.Null((await DeliveryAsync(hook)).LastFailure);
        var message = Assert.Single(_stub.Received);
        Assert.True(HookStub.IsSigned(message, secret));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), message.Time);
        var json = JsonDocument.Parse(message.Body).RootElement;
        Assert.Equal("score.changed", json.GetProperty("type").GetString());
        var account = Assert.Single(json.GetProperty("data").GetProperty("accounts").EnumerateArray());
        Assert.Equal("x:bakery", account.GetProperty("account").GetString());
        Assert.Equal(account.GetProperty("change").GetDouble(), account.GetProperty("score").GetDouble() - account.GetProperty("previous_score").GetDouble(), 12);
        var delivery = await DeliveryAsync(hook);
        Assert.Equal((204, 1, true), (delivery.LastStatus, delivery.Attempts, delivery.DeliveredAt == _clock.GetUtcNow().UtcDateTime));
        Assert.Equal(run.Id, delivery.SubjectId);
        Assert.Equal(0, await SendAsync());
    }

    [Fact]
    public async Task Who_sees_nothing_that_changed_any_more_is_told_nothing()
    {
        var person = await PersonAsync(Role.Marketer, ScoredTown.Bakery);
        var (hook, _) = await AddAsync(person, WebhookEvents.ScoreChanged);
        await ScoreAgainAsync();
        await _db.UserAccounts.Where(a => a.UserId == person.Id).ExecuteDeleteAsync();
        await SendAsync();
        Assert.Empty(_stub.Received);
        Assert.Equal("Not sent: no score that you see has changed.", (await DeliveryAsync(hook)).LastFailure);
    }

    [Fact]
    public async Task What_fails_is_sent_again_with_the_same_id_and_longer_and_longer_pauses_for_a_day()
    {
        var (hook, secret) = await AddAsync(await PersonAsync(Role.Admin), WebhookEvents.ScoreChanged);
        await TryOutAsync(hook);
        foreach (var _ in Enumerable.Range(0, WebhookSender.Pauses.Count))
            _stub.Answers.Enqueue(500);
        for (var attempt = 1; attempt <= WebhookSender.Pauses.Count; attempt++)
        {
            Assert.Equal(1, await SendAsync());
            var waits = (await DeliveryAsync(hook)).NextAttemptAt!.Value - _clock.GetUtcNow().UtcDateTime;
            Assert.InRange(waits / WebhookSender.Pauses[attempt - 1], .999, 1.101);
            Assert.Equal(0, await SendAsync());
            _clock.Advance(waits);
        }
        await SendAsync();
        Assert.Equal(WebhookSender.Pauses.Count + 1, _stub.Received.Count);
        Assert.Single(_stub.Received.Select(r => r.Id).Distinct());
        Assert.Equal(_stub.Received.Count, _stub.Received.Select(r => r.Time).Distinct().Count());
        Assert.All(_stub.Received, r => Assert.True(HookStub.IsSigned(r, secret)));
        Assert.NotNull((await DeliveryAsync(hook)).DeliveredAt);
        Assert.InRange(WebhookSender.Pauses.Sum(p => p.TotalHours), 24, 28);
    }

    [Fact]
    public async Task An_address_that_is_dead_for_days_is_switched_off_and_can_be_switched_on()
    {
        var person = await PersonAsync(Role.Admin);
        var (hook, _) = await AddAsync(person, WebhookEvents.ScoreChanged);
        foreach (var _ in Enumerable.Range(0, 40))
            _stub.Answers.Enqueue(503);
        for (var day = 0; day < 5; day++)
        {
            await TryOutAsync(hook);
            await SendAsync();
            _clock.Advance(TimeSpan.FromDays(1));
        }
        var off = await _db.Webhooks.AsNoTracking().SingleAsync(w => w.Id == hook.Id);
        Assert.Contains("Nothing has arrived since 2026-11-22 08:00 UTC. The receiver answered 503.", off.DisabledReason);
        var before = _stub.Received.Count;
        _clock.Advance(TimeSpan.FromDays(1));
        await SendAsync();
        Assert.Equal(before, _stub.Received.Count);
        Assert.True(await Registry.SwitchOnAsync(person.Id, hook.Id, default));
        _stub.Answers.Clear();
        await TryOutAsync(hook);
        await SendAsync();
        Assert.True(_stub.Received.Count > before);
    }

    [Fact]
    public async Task A_receiver_that_says_gone_is_left_alone_and_redirects_are_not_followed()
    {
        var person = await PersonAsync(Role.Admin);
        var (hook, _) = await AddAsync(person, WebhookEvents.ScoreChanged);
        _stub.Answers.Enqueue(302);
        await TryOutAsync(hook);
        await SendAsync();
        Assert.Equal("The receiver answered 302; redirects are not followed.", (await DeliveryAsync(hook)).LastFailure);
        Assert.Single(_stub.Received);
        _stub.Answers.Enqueue(410);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync();
        Assert.Contains("410", (await _db.Webhooks.AsNoTracking().SingleAsync(w => w.Id == hook.Id)).DisabledReason);
    }

    [Theory]
    [InlineData("http://hooks.example.com/", "must begin with https://")]
    [InlineData("https://127.0.0.1/", "inside a private network")]
    [InlineData("https://[::1]/", "inside a private network")]
    [InlineData("https://localhost/", "inside a private network")]
    [InlineData("https://169.254.169.254/latest/meta-data", "inside a private network")]
    [InlineData("https://0x7f000001/", "inside a private network")]
    [InlineData("https://me:secret@hooks.example.com/", "neither a password nor a fragment")]
    [InlineData("file:///etc/passwd", "must begin with https://")]
    [InlineData("hooks.example.com", "must be a whole one")]
    [InlineData("", "must be a whole one")]
    public void An_address_that_leads_inside_or_nowhere_is_refused(string address, string sentence) => Assert.Contains(sentence, WebhookAddress.ProblemOrNull(address, allowPrivate: false));

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_it_is_connected_to()
    {
        var (hook, _) = await AddAsync(await PersonAsync(Role.Admin), WebhookEvents.ScoreChanged);
        // What DNS says of a name is known at the moment of connecting only: here the name stands in for one that changed its address.
        await _db.Webhooks.Where(w => w.Id == hook.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Url, $"https://{Dns.GetHostName()}:{new Uri(_stub.Address).Port}/hook"));
        await TryOutAsync(hook);
        await SendAsync(allowPrivate: false);
        Assert.Empty(_stub.Received);
        Assert.Contains("could not be reached", (await DeliveryAsync(hook)).LastFailure);
    }

    [Fact]
    public async Task Runs_are_told_to_admins_when_they_are_over()
    {
        var admin = await PersonAsync(Role.Admin);
        var (hook, _) = await AddAsync(admin, WebhookEvents.RunFinished);
        var marketer = await PersonAsync(Role.Marketer);
        await Assert.ThrowsAsync<InfluenceScoreException>(() => AddAsync(marketer, WebhookEvents.RunFinished));
        var folder = Directory.CreateTempSubdirectory("influence-hook-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "upload1.csv"), "network,id,author,created_at\nx,h1,hooked,2026-11-01T06:00:00Z\n");
        var run = await UploadQueue.EnqueueAsync(_db, new ImportUpload { Folder = folder, FileNames = "posts.csv", Bytes = 60 }, "a test", _clock, default);
        Assert.True(await RunQueue.TryClaimAsync(_db, run.Id, _clock, default));
        await _db.Entry(run).ReloadAsync();
        await new RunExecutor(_db, new Data.Sources.SourceCatalog([]), _clock).ExecuteAsync(run, null, default);
        await SendAsync();
        var data = JsonDocument.Parse(Assert.Single(_stub.Received).Body).RootElement.GetProperty("data");
        Assert.Equal(("import", "done", 1), (data.GetProperty("kind").GetString(), data.GetProperty("status").GetString(), data.GetProperty("facts_stored").GetInt32()));
        // Whoever was an admin when it was registered is told nothing any more.
        await _db.Users.Where(u => u.Id == admin.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, Role.Marketer));
        _db.Add(WebhookOutbox.New(hook.Id, WebhookEvents.RunFinished, run.Id, _clock.GetUtcNow().UtcDateTime));
        await _db.SaveChangesAsync();
        await SendAsync();
        Assert.Single(_stub.Received);
    }

    [Fact]
    public async Task A_delivery_is_sent_again_on_request_by_its_owner_only()
    {
        var person = await PersonAsync(Role.Marketer);
        var (hook, _) = await AddAsync(person, WebhookEvents.ScoreChanged);
        await TryOutAsync(hook);
        await SendAsync();
        var delivery = await DeliveryAsync(hook);
        Assert.False(await Registry.SendAgainAsync(person.Id + 1, hook.Id, delivery.Id, default));
        Assert.True(await Registry.SendAgainAsync(person.Id, hook.Id, delivery.Id, default));
        await SendAsync();
        Assert.Equal(2, _stub.Received.Count);
        Assert.Single(_stub.Received.Select(r => r.Id).Distinct());
    }

    private WebhookRegistry Registry => new(_db, _secrets, Settings(true), _clock);

    private static Web.Api.ApiSettings Settings(bool allowPrivate) => new(600, 60, 10, null, 1_000_000, allowPrivate);

    private async Task<User> PersonAsync(Role role, params int[] given)
    {
        var user = await ApiCaller.PersonAsync(_db, role, role.ToString());
        _db.AddRange(given.Select(a => new UserAccount { UserId = user.Id, AccountId = a, GivenAt = DateTime.UtcNow }));
        await _db.SaveChangesAsync();
        return user;
    }

    private Task<(Webhook, string)> AddAsync(User owner, WebhookEvents events) => Registry.AddAsync(new Viewer(owner.Id, owner.Role, true, ""), _stub.Address, events, default);

    private Task<bool> TryOutAsync(Webhook hook) => new WebhookRegistry(_db, _secrets, Settings(true), _clock).TryOutAsync(_db.Webhooks.Single(w => w.Id == hook.Id).UserId, hook.Id, default);

    private async Task<int> SendAsync(bool allowPrivate = true)
    {
        await using var db = _town.Open();
        return await new WebhookSender(db, _http.GetRequiredService<IHttpClientFactory>(), _secrets, Settings(allowPrivate), _clock, NullLogger<WebhookSender>.Instance).SendDueAsync(default);
    }

    private Task<WebhookDelivery> DeliveryAsync(Webhook hook) => _db.WebhookDeliveries.AsNoTracking().OrderByDescending(d => d.Id).FirstAsync(d => d.WebhookId == hook.Id);

    /// <summary>Ten more people act on the bakery, and the next day everything is scored again.</summary>
    private async Task<ScoreRun> ScoreAgainAsync()
    {
        _db.AddRange(Enumerable.Range(60, 10).Select(i => new Interaction { TargetId = ScoredTown.Bakery, ActorId = i, Kind = InteractionKind.Repost, PostId = 1, At = ScoredTown.AsOf.AddHours(1) }));
        await _db.SaveChangesAsync();
        return (await new ScoringService(_db, _clock).ScoreAsync([new ScoringOptions { AsOf = new DateTimeOffset(ScoredTown.AsOf.AddDays(1)).ToUnixTimeMilliseconds() }]))[0];
    }
}
