using System.Diagnostics;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.WhatIf;

/// <summary>The facts of one run, scored: what the what-if page and the worked example of the method page take apart.</summary>
/// <param name="PostIds">Row id of each post number.</param>
/// <param name="Took">How long reading and scoring took.</param>
public sealed record ScoredFacts(ScoreRun Run, ScoringInput Input, ScoringResult Result, int[] AccountIds, int[] PostIds, TimeSpan Took)
{
    /// <summary>Account number in the input, −1 where the account came later.</summary>
    public int NumberOf(int accountId) => Math.Max(-1, Array.BinarySearch(AccountIds, accountId));
}

/// <summary>
/// Keeps the facts of the newest run in memory while somebody asks for them: loaded once however many ask, one run at a time, dropped after
/// <see cref="Idle"/>. A new run replaces them; facts that come in without one wait for it, like the score that they belong to.
/// </summary>
/// <remarks>
/// Restricting the input to what can matter to one account was tried on paper and refused: proof of life, selectivity and the fixed point of Network Impact reach
/// through people to people, so the part that matters is most of the whole (docs/decisions/0006-what-if-keeps-facts-in-memory.md).
/// </remarks>
public sealed class FactsInMemory(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock, ILogger<FactsInMemory> log) : IDisposable
{
    /// <summary>
    /// More interactions than this are not held. One million with 60,000 accounts and 180,000 posts took 470 MB, and 660 MB while a what-if ran.
    /// The setting WhatIf:MostInteractions overrides it.
    /// </summary>
    public const long MostInteractions = 2_000_000;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly long _most = configuration.GetValue<long?>("WhatIf:MostInteractions") ?? MostInteractions;
    private readonly Lock _lock = new();
    private (int RunId, DateTime ComputedAt, Task<ScoredFacts> Loading, long StartedAt)? _current;
    private ITimer? _idle;

    /// <summary>The facts, or null where they are not there after so long: they go on being read, ask again.</summary>
    /// <exception cref="InfluenceScoreException">There are too many of them, or they cannot be read: the message says it in one sentence.</exception>
    public async Task<ScoredFacts?> FindAsync(ScoreRun run, TimeSpan patience, CancellationToken cancel)
    {
        Task<ScoredFacts> loading;
        lock (_lock)
        {
            if (_current is not { } c || c.RunId != run.Id || c.ComputedAt != run.ComputedAt || c.Loading.IsFaulted)
                _current = (run.Id, run.ComputedAt, Task.Run(() => LoadAsync(run), CancellationToken.None), clock.GetTimestamp());
            loading = _current.Value.Loading;
            _idle ??= clock.CreateTimer(_ => Drop(), null, Idle, Timeout.InfiniteTimeSpan);
            _idle.Change(Idle, Timeout.InfiniteTimeSpan);
        }
        try
        {
            return await loading.WaitAsync(patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <exception cref="InfluenceScoreException">The store holds more interactions than are taken into memory while somebody waits.</exception>
    public async Task ThrowIfTooLargeAsync(InfluenceDbContext db, CancellationToken cancel)
    {
        var count = await db.Interactions.LongCountAsync(cancel);
        if (count > _most)
            throw new InfluenceScoreException($"This store holds {Words.Count(count)} interactions; up to {Words.Count(_most)} can be taken into memory while somebody waits (the setting WhatIf__MostInteractions).");
    }

    /// <summary>How long the facts have been on their way.</summary>
    public TimeSpan LoadingFor
    {
        get
        {
            lock (_lock)
                return _current is { } c ? clock.GetElapsedTime(c.StartedAt) : TimeSpan.Zero;
        }
    }

    public void Dispose() => _idle?.Dispose();

    /// <summary>The facts may hold an account that was erased: the next question reads them anew.</summary>
    public void Forget() => Drop();

    private void Drop()
    {
        lock (_lock)
            _current = null;
    }

    private async Task<ScoredFacts> LoadAsync(ScoreRun run)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InfluenceDbContext>();
        var watch = Stopwatch.StartNew();
        await ThrowIfTooLargeAsync(db, CancellationToken.None);
        var facts = await ScoringInputLoader.LoadAsync(db);
        var options = new ScoringOptions { AsOf = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds(), HalfLifeDays = run.HalfLifeDays, WindowDays = run.WindowDays };
        var input = facts.InputAsOf(options.AsOf);
        var scored = new ScoredFacts(run, input, ScoringEngine.Score(input, options), facts.AccountIds, facts.PostIds, watch.Elapsed);
        log.LogInformation("Facts of run {Run} are in memory: {Acts} interactions in {Milliseconds} ms", run.Id, input.ActCount, watch.ElapsedMilliseconds);
        return scored;
    }
}
