using System.Data.Common;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>
/// Stores, with the newest run of each choice of options, what account pages say of the people around an account. Part of the ScoringService's transaction.
/// Described are the tracked accounts and <see cref="MostUntracked"/> others with the highest scores, so that the cost does not grow with everybody who was ever acted on.
/// </summary>
public static class AudienceStore
{
    /// <summary>Accounts described beside the tracked ones.</summary>
    public const int MostUntracked = 1_000;

    /// <summary>People kept as examples of one class, at most.</summary>
    public const int ExamplesPerClass = 25;

    /// <summary>Accounts kept of those that an account acts on, at most.</summary>
    public const int MostActedOn = 25;

    /// <summary>Accounts that are described before they are written.</summary>
    private const int DescribedAtOnce = 64;

    /// <summary>Describes the accounts of a run, and forgets what was kept of <paramref name="older"/> runs.</summary>
    internal static async Task ReplaceAsync(
        InfluenceDbContext db, DbTransaction transaction, int runId, IQueryable<int> older, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        await RemoveAsync(db, older, cancellationToken);
        var accounts = Chosen(facts, result);
        var ground = new AudienceGround(facts, result, accounts);
        var ids = new Dictionary<int, int>(facts.AccountIds.Length);
        for (var i = 0; i < facts.AccountIds.Length; i++)
            ids[facts.AccountIds[i]] = i;
        var followers = KnownFollowers.Load(transaction, ids, accounts.ToHashSet(), ground.AsOf);
        using var posts = new OwnPosts(transaction);
        using var audiences = new PreparedInsert(transaction, "AccountAudiences", "ScoreRunId", "AccountId", "Facts");
        using var people = new PreparedInsert(transaction, "AudiencePeople",
            "ScoreRunId", "AccountId", "Role", "PersonId", "Class", "Acts", "Last", "Authenticity", "SilentDays", "Reason");
        using var actedOn = new PreparedInsert(transaction, "PeopleActedOn",
            "ScoreRunId", "AccountId", "TargetId", "Reposts", "Quotes", "Replies", "Mentions", "Likes", "Last");
        // All threads describe, then this one writes: the connection is not for several at once.
        foreach (var some in accounts.Chunk(DescribedAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var described = new Described[some.Length];
            Parallel.For(0, some.Length, i => described[i] = Describe(new AudienceOfAccount(facts, ground, some[i], followers.GetValueOrDefault(some[i]), posts)));
            for (var i = 0; i < some.Length; i++)
            {
                var id = facts.AccountIds[some[i]];
                audiences.Row(runId, id, described[i].Facts);
                foreach (var (p, reason) in described[i].People)
                    people.Row(runId, id, (byte)p.Role, facts.AccountIds[p.Person], (byte)p.Class, p.Acts, p.Last, p.Authenticity, p.SilentDays, reason);
                foreach (var t in described[i].ActedOn)
                    actedOn.Row(runId, id, facts.AccountIds[t.Target], t.Counts.Reposts, t.Counts.Quotes, t.Counts.Replies, t.Counts.Mentions, t.Counts.Likes, t.Last);
            }
        }
    }

    private static Described Describe(AudienceOfAccount account) =>
        new(account.Facts.ToJson(), [.. account.People.Select(p => (p, p.Reason))], [.. account.ActedOn()]);

    /// <summary>Forgets what was kept of these runs.</summary>
    internal static async Task RemoveAsync(InfluenceDbContext db, IQueryable<int> runs, CancellationToken cancellationToken)
    {
        await db.AccountAudiences.Where(a => runs.Contains(a.ScoreRunId)).ExecuteDeleteAsync(cancellationToken);
        await db.AudiencePeople.Where(p => runs.Contains(p.ScoreRunId)).ExecuteDeleteAsync(cancellationToken);
        await db.PeopleActedOn.Where(p => runs.Contains(p.ScoreRunId)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>In the order of the table's key.</summary>
    private static int[] Chosen(FactArrays facts, ScoringResult result) =>
    [
        .. result.Scores.Where(s => facts.Tracked[s.Account]).Select(s => s.Account)
            .Concat(result.Scores.Where(s => !facts.Tracked[s.Account]).OrderByDescending(s => s.Score).ThenBy(s => s.Account).Take(MostUntracked).Select(s => s.Account))
            .OrderBy(a => facts.AccountIds[a]),
    ];

    /// <summary>What is written of an account, ready made.</summary>
    private sealed record Described(string Facts, (AudienceMember Member, string Reason)[] People, ActedOnPerson[] ActedOn);
}
