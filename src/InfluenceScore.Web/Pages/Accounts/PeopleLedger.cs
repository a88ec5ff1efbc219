using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>The people who add most to a score, and a row that closes the sum.</summary>
public sealed record PeopleLedger(IReadOnlyList<PeopleLedger.Row> Rows, int Hidden, double Others, int OtherPeople, double Total)
{
    /// <param name="OwnScore">The person's own score in the same run, or null.</param>
    public sealed record Row(int ActorId, string Network, string Handle, string? Name, int Acts, double Reach, double Amplification, double Impact, double Authenticity, double? OwnScore)
    {
        /// <summary>What speaks most for the authenticity, in words.</summary>
        public string Why { get; init; } = "";

        public double Points => Reach + Amplification + Impact;

        public string Shown => Words.Plain(Name, 60) ?? Words.Plain(Handle, 60) ?? "no name";
    }

    /// <summary>Longest bar: the people shown share one scale.</summary>
    public double Longest => Rows.Count == 0 ? 1 : Math.Max(1e-9, Rows.Max(r => r.Points));

    /// <summary>Those who add most to Network Impact, at most two, for a sentence.</summary>
    public IReadOnlyList<string> Leading => [.. Rows.Where(r => r.Impact > 0).OrderByDescending(r => r.Impact).Take(2).Select(r => r.Shown)];

    /// <param name="asOf">Of the run: profiles seen later did not count.</param>
    /// <param name="most">Rows shown; the rest of the stored ones is summed into the last row.</param>
    public static async Task<PeopleLedger> ReadAsync(InfluenceDbContext db, Score score, DateTime asOf, int most, CancellationToken cancel)
    {
        var rows = await (
            from c in db.PersonContributions.AsNoTracking()
            where c.ScoreRunId == score.ScoreRunId && c.AccountId == score.AccountId
            join a in db.Accounts on c.ActorId equals a.Id
            join s in db.Scores.Where(s => s.ScoreRunId == score.ScoreRunId) on a.Id equals s.AccountId into own
            from s in own.DefaultIfEmpty()
            orderby c.ReachPoints + c.AmplificationPoints + c.ImpactPoints descending, c.ActorId
            select new Row(a.Id, a.Network, a.Handle, a.Name == null ? null : a.Name.Substring(0, 200), c.Acts,
                c.ReachPoints, c.AmplificationPoints, c.ImpactPoints, c.Authenticity, (double?)s.Value)).ToListAsync(cancel);
        var shown = rows.Take(most).ToList();
        var profiles = await NewestProfilesAsync(db, [.. shown.Select(r => r.ActorId)], asOf, cancel);
        shown = [.. shown.Select(r => r with { Why = Reason(r.Authenticity, profiles.GetValueOrDefault(r.ActorId), r.Handle) })];
        var total = Words.Rounded(score.Value, 2);
        return new PeopleLedger(shown, rows.Count - shown.Count, total - shown.Sum(r => Words.Rounded(r.Points, 2)), Math.Max(0, score.Actors - shown.Count), total);
    }

    private static async Task<Dictionary<int, Profile>> NewestProfilesAsync(InfluenceDbContext db, List<int> ids, DateTime asOf, CancellationToken cancel) =>
        // Each probe is one step in the table's own order; a window function would number the profiles of everybody.
        await db.Profiles.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.AccountId) && p.ObservedAt < asOf
                && !db.Profiles.Any(later => later.AccountId == p.AccountId && later.ObservedAt > p.ObservedAt && later.ObservedAt < asOf))
            .ToDictionaryAsync(p => p.AccountId, cancel);

    /// <summary>The weightiest reason in the direction of the probability.</summary>
    private static string Reason(double authenticity, Profile? p, string handle)
    {
        if (p is null)
            return "no profile is known";
        var reasons = AuthenticityModel.Reasons(new ProfileSnapshot(handle, p.Name, p.Bio, p.Followers, p.Following, p.Posts, p.LikesGiven, p.Listed, p.DefaultAvatar));
        var genuine = authenticity >= AuthenticityPrior.Product.Genuine;
        return (reasons.FirstOrDefault(r => r.LogOdds > 0 == genuine) ?? (reasons.Count > 0 ? reasons[0] : null))?.Text ?? "too little of its profile is known";
    }
}
