using System.Data.Common;
using InfluenceScore.Scoring;

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

    /// <summary>Tracked accounts, and the best of the others.</summary>
    internal static HashSet<int> Chosen(FactArrays facts, ScoringResult result) =>
    [
        .. result.Scores.Where(s => facts.Tracked[s.Account]).Select(s => s.Account)
            .Concat(result.Scores.Where(s => !facts.Tracked[s.Account]).OrderByDescending(s => s.Score).ThenBy(s => s.Account).Take(MostUntracked).Select(s => s.Account)),
    ];
}

/// <summary>What is written of an account's audience, ready made.</summary>
internal sealed record DescribedAudience(string Facts, (AudienceMember Member, string Reason)[] People, ActedOnPerson[] ActedOn)
{
    public static DescribedAudience Of(AudienceOfAccount account) =>
        new(account.Facts.ToJson(), [.. account.People.Select(p => (p.Member, p.Why()))], [.. account.ActedOn()]);
}

/// <summary>Writes audiences, one account after another.</summary>
internal sealed class AudienceWriter(DbTransaction transaction, int runId, FactArrays facts) : IDisposable
{
    private readonly PreparedInsert _audiences = new(transaction, "AccountAudiences", "ScoreRunId", "AccountId", "Facts");

    private readonly PreparedInsert _people = new(transaction, "AudiencePeople",
        "ScoreRunId", "AccountId", "Role", "PersonId", "Class", "Acts", "Last", "Authenticity", "SilentDays", "Reason");

    private readonly PreparedInsert _actedOn = new(transaction, "PeopleActedOn",
        "ScoreRunId", "AccountId", "TargetId", "Reposts", "Quotes", "Replies", "Mentions", "Likes", "Last");

    public void Write(int account, DescribedAudience described)
    {
        var id = facts.AccountIds[account];
        _audiences.Row(runId, id, described.Facts);
        foreach (var (p, reason) in described.People)
            _people.Row(runId, id, (byte)p.Role, facts.AccountIds[p.Person], (byte)p.Class, p.Acts, p.Last, p.Authenticity, p.SilentDays, reason);
        foreach (var t in described.ActedOn)
            _actedOn.Row(runId, id, facts.AccountIds[t.Target], t.Counts.Reposts, t.Counts.Quotes, t.Counts.Replies, t.Counts.Mentions, t.Counts.Likes, t.Last);
    }

    public void Dispose()
    {
        _audiences.Dispose();
        _people.Dispose();
        _actedOn.Dispose();
    }
}
