using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>The people who add most to a score, and a row that closes the sum.</summary>
public sealed record PeopleLedger(IReadOnlyList<PeopleLedger.Row> Rows, int Hidden, double Others, int OtherPeople, double Total)
{
    /// <param name="OwnScore">The person's own score in the same run, or null.</param>
    public sealed record Row(string Network, string Handle, string? Name, int Acts, double Reach, double Amplification, double Impact, double Authenticity, double? OwnScore)
    {
        public double Points => Reach + Amplification + Impact;

        public string Shown => Words.Plain(Name, 60) ?? Words.Plain(Handle, 60) ?? "no name";
    }

    /// <summary>Longest bar: the people shown share one scale.</summary>
    public double Longest => Rows.Count == 0 ? 1 : Math.Max(1e-9, Rows.Max(r => r.Points));

    /// <summary>Those who add most to Network Impact, at most two, for a sentence.</summary>
    public IReadOnlyList<string> Leading => [.. Rows.Where(r => r.Impact > 0).OrderByDescending(r => r.Impact).Take(2).Select(r => r.Shown)];

    /// <param name="most">Rows shown; the rest of the stored ones is summed into the last row.</param>
    public static async Task<PeopleLedger> ReadAsync(InfluenceDbContext db, Score score, int most, CancellationToken cancel)
    {
        var rows = await (
            from c in db.PersonContributions.AsNoTracking()
            where c.ScoreRunId == score.ScoreRunId && c.AccountId == score.AccountId
            join a in db.Accounts on c.ActorId equals a.Id
            join s in db.Scores.Where(s => s.ScoreRunId == score.ScoreRunId) on a.Id equals s.AccountId into own
            from s in own.DefaultIfEmpty()
            orderby c.ReachPoints + c.AmplificationPoints + c.ImpactPoints descending, c.ActorId
            select new Row(a.Network, a.Handle, a.Name == null ? null : a.Name.Substring(0, 200), c.Acts,
                c.ReachPoints, c.AmplificationPoints, c.ImpactPoints, c.Authenticity, (double?)s.Value)).ToListAsync(cancel);
        var shown = rows.Take(most).ToList();
        var total = Words.Rounded(score.Value, 2);
        return new PeopleLedger(shown, rows.Count - shown.Count, total - shown.Sum(r => Words.Rounded(r.Points, 2)), Math.Max(0, score.Actors - shown.Count), total);
    }
}
