using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Scores.Audiences;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts.Audiences;

/// <summary>What was stored of an account's audience with a run, as its page shows it.</summary>
public sealed record AudienceView(AudienceFacts Facts, IReadOnlyList<AudienceView.Person> People, IReadOnlyList<AudienceView.ActedOn> Influencers)
{
    /// <param name="OwnScore">The person's own score in the same run, or null.</param>
    public sealed record Person(
        AudienceRole Role, string Network, string Handle, string? Name, AudienceClass Class, int Acts, DateTime Last, double Authenticity, double SilentDays, string Reason, double? OwnScore)
    {
        public string Shown => Words.Plain(Name, 60) ?? Words.Plain(Handle, 60) ?? "no name";
    }

    /// <summary>Somebody whom the account acts on.</summary>
    public sealed record ActedOn(string Network, string Handle, string? Name, ActCounts Acts, DateTime Last, double? OwnScore)
    {
        public string Shown => Words.Plain(Name, 60) ?? Words.Plain(Handle, 60) ?? "no name";

        /// <summary>"3 reposts, 1 reply", most first.</summary>
        public string How => string.Join(", ", new[]
            {
                (Acts.Reposts, Words.Count(Acts.Reposts, "repost", "reposts")), (Acts.Quotes, Words.Count(Acts.Quotes, "quote", "quotes")),
                (Acts.Replies, Words.Count(Acts.Replies, "reply", "replies")), (Acts.Mentions, Words.Count(Acts.Mentions, "mention", "mentions")),
                (Acts.Likes, Words.Count(Acts.Likes, "like", "likes")),
            }.Where(a => a.Item1 > 0).OrderByDescending(a => a.Item1).Select(a => a.Item2));
    }

    public IEnumerable<Person> In(AudienceRole role) => People.Where(p => p.Role == role);

    /// <returns>Null where nothing was kept: the account was described with a newer run, or is neither tracked nor among the highest scores.</returns>
    public static async Task<AudienceView?> ReadOrNullAsync(InfluenceDbContext db, int runId, int accountId, CancellationToken cancel)
    {
        if (await ReadFactsOrNullAsync(db, runId, accountId, cancel) is not { } facts)
            return null;
        var people = await ReadPeople(db, runId, db.AudiencePeople.Where(p => p.ScoreRunId == runId && p.AccountId == accountId
            && (p.Role == AudienceRole.FirstTime || p.Role == AudienceRole.CameBack || (p.Role == AudienceRole.Acted && p.Class == AudienceClass.Genuine)))).ToListAsync(cancel);
        var actedOn = await (
            from t in db.PeopleActedOn.AsNoTracking()
            where t.ScoreRunId == runId && t.AccountId == accountId
            join a in db.Accounts on t.TargetId equals a.Id
            join s in db.Scores.Where(s => s.ScoreRunId == runId) on a.Id equals s.AccountId into own
            from s in own.DefaultIfEmpty()
            select new ActedOn(a.Network, a.Handle, a.Name == null ? null : a.Name.Substring(0, 200), new ActCounts(t.Reposts, t.Quotes, t.Replies, t.Mentions, t.Likes), t.Last,
                (double?)s.Value)).ToListAsync(cancel);
        return new AudienceView(facts, people, [.. actedOn.OrderByDescending(a => a.Acts.All - a.Acts.Likes).ThenByDescending(a => a.Acts.Likes).ThenByDescending(a => a.OwnScore)]);
    }

    /// <summary>The figures alone.</summary>
    public static async Task<AudienceFacts?> ReadFactsOrNullAsync(InfluenceDbContext db, int runId, int accountId, CancellationToken cancel) =>
        await db.AccountAudiences.AsNoTracking().Where(a => a.ScoreRunId == runId && a.AccountId == accountId).Select(a => a.Facts).FirstOrDefaultAsync(cancel) is { } json
            ? AudienceFacts.Parse(json)
            : null;

    /// <summary>The chosen rows with names and own scores: most acts first, then the highest own score.</summary>
    public static IQueryable<Person> ReadPeople(InfluenceDbContext db, int runId, IQueryable<AudiencePerson> rows) =>
        from p in rows.AsNoTracking()
        join a in db.Accounts on p.PersonId equals a.Id
        join s in db.Scores.Where(s => s.ScoreRunId == runId) on a.Id equals s.AccountId into own
        from s in own.DefaultIfEmpty()
        orderby p.Acts descending, s.Value descending, p.PersonId
        select new Person(p.Role, a.Network, a.Handle, a.Name == null ? null : a.Name.Substring(0, 200), p.Class, p.Acts, p.Last, p.Authenticity, p.SilentDays, p.Reason, (double?)s.Value);
}
