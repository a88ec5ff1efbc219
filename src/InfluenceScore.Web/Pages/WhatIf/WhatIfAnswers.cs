using System.Collections.Concurrent;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using Microsoft.Extensions.Caching.Memory;
using Engine = InfluenceScore.Scoring.Explanations.WhatIf;

namespace InfluenceScore.Web.Pages.WhatIf;

/// <summary>A what-if worked out.</summary>
/// <param name="Before">The account as it is.</param>
/// <param name="Alone">Lever → points that it would move by itself.</param>
/// <param name="Causes">Named causes of the whole difference.</param>
public sealed record Outcome(AccountScore Before, AccountScore After, IReadOnlyList<ChangeTotal> Causes, IReadOnlyDictionary<string, double> Alone);

/// <summary>
/// Asks the engine, one what-if at a time: it uses every core. Answers are kept, the same question is worked out once, a few may wait and the rest are told so;
/// who waits too long is told so as well, and finds the answer a moment later.
/// </summary>
public sealed class WhatIfAnswers(FactsInMemory facts) : IDisposable
{
    /// <summary>Questions that may wait for the engine.</summary>
    private const int MostWaiting = 8;

    private const int AnswersKept = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8), FactsPatience = TimeSpan.FromSeconds(4), Longest = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = AnswersKept });
    private readonly ConcurrentDictionary<string, Task<Outcome?>> _working = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _engine = new(1, 1);

    /// <summary>The answer, or a sentence on why there is none yet (worth another try) or at all.</summary>
    public async Task<(Outcome? Outcome, string? Sentence, bool TryAgain)> AskAsync(ScoreRun run, int accountId, Question question, CancellationToken cancel)
    {
        var key = $"{run.Id}/{run.ComputedAt.Ticks}/{accountId}{question.Query()}";
        if (_kept.TryGetValue(key, out Outcome? kept))
            return (kept, null, false);
        ScoredFacts? scored;
        try
        {
            scored = await facts.FindAsync(run, FactsPatience, cancel);
        }
        catch (InfluenceScoreException e)
        {
            return (null, e.Message, false);
        }
        if (scored is null)
            return (null, $"The facts are being read into memory, since {Words.Count((long)facts.LoadingFor.TotalSeconds, "second", "seconds")}; this happens once.", true);
        if (!_working.ContainsKey(key) && _working.Count >= MostWaiting)
            return (null, $"{Words.Count(_working.Count)} other what-ifs are being worked out; one after the other has its turn.", true);
        var work = _working.GetOrAdd(key, _ => Task.Run(() => WorkOutAsync(key, scored, accountId, question), CancellationToken.None));
        try
        {
            return await work.WaitAsync(Patience, cancel) is { } outcome ? (outcome, null, false) : (null, "This account has no score, so there is nothing to start from.", false);
        }
        catch (TimeoutException)
        {
            return (null, $"This takes longer than {Patience.TotalSeconds:0} seconds; it goes on, and the answer will be here in a moment.", true);
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _engine.Dispose();
    }

    private async Task<Outcome?> WorkOutAsync(string key, ScoredFacts scored, int accountId, Question question)
    {
        await _engine.WaitAsync();
        try
        {
            var account = scored.NumberOf(accountId);
            if (account < 0 || scored.Result.Find(account) is not { } before)
                return null;
            var alone = new Dictionary<string, double>(StringComparer.Ordinal);
            var whole = question.IsNothing ? null : Engine.Answer(scored.Result, account, question.Apply(scored, account));
            foreach (var lever in question.Used)
                alone[lever.Key] = question.Used.Count == 1 ? whole!.Change.Difference : ScoreOf(scored, account, Question.Only(lever, question[lever])) - before.Score;
            // Silence for years leaves no score: what is left is then told by the statement.
            var outcome = new Outcome(before, whole is null ? before : whole.After ?? before with { Score = whole.Change.To }, whole?.Change.ByCause() ?? [], alone);
            _kept.Set(key, outcome, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
            return outcome;
        }
        finally
        {
            _engine.Release();
            _working.TryRemove(key, out _);
        }
    }

    private static double ScoreOf(ScoredFacts scored, int account, Question question)
    {
        var (input, options) = question.Apply(scored, account);
        return ScoringEngine.Score(input, options).Find(account)?.Score ?? 0;
    }
}
