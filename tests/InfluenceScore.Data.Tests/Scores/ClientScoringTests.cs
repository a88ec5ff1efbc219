using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.People;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Scores;

/// <summary>Combined scores of clients: stored with every run, and back in time when their accounts change.</summary>
public sealed class ClientScoringTests
{
    private static readonly DateTime AsOf = new(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(AsOf.AddHours(1)));

    [Fact]
    public async Task Every_run_stores_the_combined_score_exactly_as_the_engine_makes_it()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var client = await CreateAsync(db, "x:bakery", "bluesky:bakery");

        var run = await ScoreAsync(db, AsOf);

        var facts = await ScoringInputLoader.LoadAsync(db);
        var result = ScoringEngine.Score(facts.InputAsOf(Milliseconds(AsOf)), new ScoringOptions { AsOf = Milliseconds(AsOf) });
        var expected = PersonScore.Combine(result, [Array.IndexOf(facts.AccountKeys, "x:bakery"), Array.IndexOf(facts.AccountKeys, "bluesky:bakery")])!;
        var stored = await db.ClientScores.SingleAsync(s => s.ClientId == client && s.ScoreRunId == run.Id);
        Assert.Equal((expected.Score, expected.Low, expected.High, expected.TrueReach, expected.Actors), (stored.Value, stored.Low, stored.High, stored.TrueReach, stored.Actors));
        Assert.True(stored.AsAccountsShow);
        var shares = await db.ClientShares.Where(s => s.ClientId == client).ToListAsync();
        Assert.Equal(2, shares.Count);
        Assert.Equal(stored.Value, shares.Sum(s => s.Points), 9);
        Assert.True(stored.Value > await db.Scores.Where(s => s.ScoreRunId == run.Id).MaxAsync(s => s.Value) - 1e-9);
    }

    [Fact]
    public async Task A_client_with_one_account_scores_what_the_account_scores_and_a_silent_network_is_no_zero()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var one = await CreateAsync(db, "x:bakery");
        var withSilent = await CreateAsync(db, "x:bakery", "x:fan0");

        var run = await ScoreAsync(db, AsOf);

        var account = await (from s in db.Scores join a in db.Accounts on s.AccountId equals a.Id where a.Network == "x" && a.Handle == "bakery" && s.ScoreRunId == run.Id select s).SingleAsync();
        foreach (var client in new[] { one, withSilent })
        {
            var stored = await db.ClientScores.SingleAsync(s => s.ClientId == client);
            Assert.Equal((account.Value, account.Low, account.High), (stored.Value, stored.Low, stored.High));
            Assert.Single(await db.ClientShares.Where(s => s.ClientId == client).ToListAsync());
        }
    }

    [Fact]
    public async Task A_client_none_of_whose_accounts_has_a_score_has_none()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await CreateAsync(db, "x:fan0");
        await CreateAsync(db);

        await ScoreAsync(db, AsOf);

        Assert.Equal(0, await db.ClientScores.CountAsync());
    }

    [Fact]
    public async Task The_history_is_combined_back_in_time_once_and_again_when_the_accounts_change()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var runs = new[] { await ScoreAsync(db, AsOf.AddDays(-4)), await ScoreAsync(db, AsOf.AddDays(-2)), await ScoreAsync(db, AsOf) };
        var client = await CreateAsync(db, "x:bakery");
        Assert.Equal(0, await db.ClientScores.CountAsync());

        Assert.Equal(3, await ClientScoring.ScoreDueHistoryAsync(db));
        Assert.Equal(0, await ClientScoring.ScoreDueHistoryAsync(db));

        var accountId = await db.Accounts.Where(a => a.Network == "x" && a.Handle == "bakery").Select(a => a.Id).SingleAsync();
        foreach (var run in runs)
            Assert.Equal(await ScoreOfAsync(db, accountId, run), (await db.ClientScores.SingleAsync(s => s.ClientId == client && s.ScoreRunId == run.Id)).Value, 9);

        await new ClientEdits(db, _clock, Viewer.Program).ChangeAsync(client, new ClientDraft("Bakery", null, null, null, await IdsAsync(db, "x:bakery", "bluesky:bakery")));
        Assert.Equal(0, await db.ClientScores.CountAsync());
        Assert.Equal(3, await ClientScoring.ScoreDueHistoryAsync(db));
        foreach (var run in runs)
            Assert.True((await db.ClientScores.AsNoTracking().SingleAsync(s => s.ClientId == client && s.ScoreRunId == run.Id)).Value > await ScoreOfAsync(db, accountId, run));
        Assert.True(await db.ClientScores.AllAsync(s => s.AsAccountsShow));
    }

    [Fact]
    public async Task A_change_of_name_only_leaves_the_scores_alone()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        var client = await CreateAsync(db, "x:bakery", "bluesky:bakery");
        await ScoreAsync(db, AsOf);
        await ClientScoring.ScoreDueHistoryAsync(db);

        await new ClientEdits(db, _clock, Viewer.Program).ChangeAsync(client, new ClientDraft("Better name", "Food", null, null, await IdsAsync(db, "bluesky:bakery", "x:bakery")));

        Assert.Equal(1, await db.ClientScores.CountAsync());
        Assert.Equal(0, await ClientScoring.ScoreDueHistoryAsync(db));
        Assert.Equal(await IdsAsync(db, "bluesky:bakery", "x:bakery"), await db.ClientAccounts.OrderBy(a => a.Position).Select(a => a.AccountId).ToListAsync());
    }

    [Fact]
    public async Task A_moment_combined_from_more_facts_than_its_account_scores_says_so()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await ScoreAsync(db, AsOf);
        await using (var ingestor = await Ingestor.BeginAsync(db))
        {
            ingestor.Store(new InteractionRecord("x", "latecomer", "bakery", InteractionKind.Quote, AsOf.AddDays(-1), "p0"));
            await ingestor.CommitAsync();
        }
        var client = await CreateAsync(db, "x:bakery");

        await ClientScoring.ScoreDueHistoryAsync(db);
        Assert.False((await db.ClientScores.AsNoTracking().SingleAsync(s => s.ClientId == client)).AsAccountsShow);

        await ScoreAsync(db, AsOf);
        Assert.True((await db.ClientScores.AsNoTracking().SingleAsync(s => s.ClientId == client)).AsAccountsShow);
    }

    [Fact]
    public async Task Scoring_a_moment_again_replaces_its_combined_scores()
    {
        using var database = await FilledAsync();
        await using var db = database.Open();
        await CreateAsync(db, "x:bakery", "bluesky:bakery");

        await ScoreAsync(db, AsOf);
        await ScoreAsync(db, AsOf);

        Assert.Equal(1, await db.ClientScores.CountAsync());
        Assert.Equal(2, await db.ClientShares.CountAsync());
    }

    private async Task<int> CreateAsync(InfluenceDbContext db, params string[] keys) =>
        await new ClientEdits(db, _clock, Viewer.Program).CreateAsync(new ClientDraft("Bakery", null, null, null, await IdsAsync(db, keys)));

    private static async Task<List<int>> IdsAsync(InfluenceDbContext db, params string[] keys)
    {
        var accounts = await db.Accounts.AsNoTracking().ToListAsync();
        return [.. keys.Select(k => accounts.Single(a => new AccountKey(a.Network, a.Handle).ToString() == k).Id)];
    }

    private static Task<double> ScoreOfAsync(InfluenceDbContext db, int account, ScoreRun run) =>
        db.Scores.Where(s => s.AccountId == account && s.ScoreRunId == run.Id).Select(s => s.Value).SingleAsync();

    /// <summary>A bakery on two networks; eight people act on it on the first, five on the second.</summary>
    private static async Task<TestDatabase> FilledAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using var ingestor = await Ingestor.BeginAsync(db);
        foreach (var (network, people) in new[] { ("x", 8), ("bluesky", 5) })
        {
            for (var post = 0; post < 3; post++)
                ingestor.Store(new PostRecord(network, $"p{post}", "bakery", AsOf.AddDays(-20 + post), PostKind.Original, Text: "bread"));
            for (var fan = 0; fan < people; fan++)
            {
                ingestor.Store(new ProfileRecord(network, $"fan{fan}", AsOf.AddDays(-90), Name: $"Fan {fan}", Bio: "Likes bread", Followers: 200 + fan, Following: 180, Posts: 900, LikesGiven: 400, Listed: 3, DefaultAvatar: false));
                for (var post = 0; post < 3; post++)
                    ingestor.Store(new InteractionRecord(network, $"fan{fan}", "bakery", InteractionKind.Repost, AsOf.AddDays(-19 + post).AddHours(fan), $"p{post}"));
            }
        }
        await ingestor.CommitAsync();
        return database;
    }

    private static long Milliseconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeMilliseconds();

    private static async Task<ScoreRun> ScoreAsync(InfluenceDbContext db, DateTime asOf) =>
        (await new ScoringService(db, TimeProvider.System).ScoreAsync([new ScoringOptions { AsOf = Milliseconds(asOf) }]))[0];
}
