using InfluenceScore.Data.Clients;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Clients;

public sealed class ShareLinksTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));

    [SqliteFact]
    public async Task A_link_opens_until_it_expires_and_the_database_does_not_know_its_token()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var links = new ShareLinks(db, _clock);
        var token = await links.CreateAsync(await ClientAsync(db), "Autumn", "{\"v\":1}", [1, 2], "image/png", 7);

        Assert.True(token.Length * 6 >= 128);
        foreach (var file in Directory.EnumerateFiles(database.Folder))
            Assert.DoesNotContain(token, await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1));
        _clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("{\"v\":1}", (await links.FindOpenOrNullAsync(token))?.Content);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await links.FindOpenOrNullAsync(token));
    }

    [Fact]
    public async Task An_ended_link_and_one_of_a_deleted_client_stay_shut()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var links = new ShareLinks(db, _clock);
        var client = await ClientAsync(db);
        var (first, second) = (await links.CreateAsync(client, "One", "{}", null, null, 30), await links.CreateAsync(client, "Two", "{}", null, null, 30));
        Assert.NotEqual(first, second);

        var id = (await links.FindOpenOrNullAsync(first))!.Id;
        Assert.False(await links.EndAsync(client + 1, id));
        Assert.True(await links.EndAsync(client, id));
        Assert.Null(await links.FindOpenOrNullAsync(first));
        Assert.NotNull(await links.FindOpenOrNullAsync(second));

        await new ClientEdits(db, _clock, Viewer.Program).DeleteAsync(client);
        Assert.Null(await links.FindOpenOrNullAsync(second));
        await new ClientEdits(db, _clock, Viewer.Program).TakeBackAsync(client);
        Assert.NotNull(await links.FindOpenOrNullAsync(second));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1 --")]
    public async Task Nothing_opens_with_a_token_that_was_never_made(string? token)
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await new ShareLinks(db, _clock).CreateAsync(await ClientAsync(db), "One", "{}", null, null, 90);

        Assert.Null(await new ShareLinks(db, _clock).FindOpenOrNullAsync(token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new ShareLinks(db, _clock).CreateAsync(1, "One", "{}", null, null, 3650));
    }

    [Fact]
    public async Task Openings_are_counted_with_the_last_moment()
    {
        using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var links = new ShareLinks(db, _clock);
        var token = await links.CreateAsync(await ClientAsync(db), "One", "{}", null, null, 90);
        var id = (await links.FindOpenOrNullAsync(token))!.Id;

        await links.CountOpeningAsync(id);
        _clock.Advance(TimeSpan.FromHours(3));
        await links.CountOpeningAsync(id);

        var link = await db.ShareLinks.AsNoTracking().SingleAsync();
        Assert.Equal((2, _clock.GetUtcNow().UtcDateTime), (link.Opened, link.LastOpenedAt));
    }

    private async Task<int> ClientAsync(InfluenceDbContext db) => await new ClientEdits(db, _clock, Viewer.Program).CreateAsync(new ClientDraft("Crumbtide", null, null, null, []));
}
