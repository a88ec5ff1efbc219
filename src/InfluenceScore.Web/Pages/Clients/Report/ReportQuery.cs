using InfluenceScore.Data;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>Gathers a client's report for a period.</summary>
public sealed class ReportQuery(InfluenceDbContext db, Viewer viewer, TimeProvider clock)
{
    private const int MostPosts = 5;
    private static readonly int[] UsualSpans = [7, 30, 90];

    private static ScoreModel Model => ScoreModel.Current;

    /// <summary>The report; null where there is no such client.</summary>
    public async Task<ReportContent?> ReadOrNullAsync(int clientId, ReportPeriod period, CancellationToken cancel)
    {
        if (await VisibleClients.All(db, viewer).AsNoTracking().FirstOrDefaultAsync(c => c.Id == clientId, cancel) is not { } client)
            return null;
        var written = await db.ClientReports.AsNoTracking().FirstOrDefaultAsync(r => r.ClientId == clientId, cancel);
        var letterhead = await VisibleClients.LetterheadsOf(db, client).AsNoTracking().Select(l => new { l.Name, l.Line, HasLogo = l.Logo != null }).FirstOrDefaultAsync(cancel);
        var shown = await Runs.FindShownOrNullAsync(db, cancel);
        var run = shown is null ? null : await FindLastAsync(shown, period, cancel);
        var last = run?.AsOf ?? period.To ?? clock.GetUtcNow().UtcDateTime;
        var first = period.From ?? last.AddDays(-period.Days);
        var name = Words.Plain(client.Name, Client.MaxName) ?? "no name";
        var content = new ReportContent
        {
            Client = name,
            From = letterhead?.Name,
            Line = letterhead?.Line,
            HasLogo = letterhead?.HasLogo == true,
            Title = written?.Title ?? $"Report for {name}",
            Words = ReportContent.Paragraphs(written?.Words),
            Suggestions = ReportContent.Lines(written?.Suggestions),
            Sections = written?.Sections ?? ReportSections.All,
            First = first,
            Last = last,
            MadeAt = clock.GetUtcNow().UtcDateTime,
        };
        return run is null ? content : await ScoredAsync(content, clientId, run, cancel);
    }

    private async Task<ReportContent> ScoredAsync(ReportContent content, int clientId, ScoreRun run, CancellationToken cancel)
    {
        var days = (await ClientTrend.ReadAsync(db, clientId, run, null, cancel)).From(content.First).Scores;
        var now = await db.ClientScores.AsNoTracking().FirstOrDefaultAsync(s => s.ClientId == clientId && s.ScoreRunId == run.Id, cancel);
        List<ClientAccountRow> accounts = [.. (await ClientAccounts.ReadAsync(db, [clientId], cancel))[clientId]];
        var ids = accounts.Select(a => a.AccountId).ToList();
        var scores = await db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run.Id && ids.Contains(s.AccountId)).ToDictionaryAsync(s => s.AccountId, cancel);
        var shares = await db.ClientShares.AsNoTracking().Where(s => s.ScoreRunId == run.Id && s.ClientId == clientId).ToDictionaryAsync(s => s.AccountId, cancel);
        var points = now is null ? [] : Words.RoundToSum(now.Value, 1, [.. accounts.Select(a => shares.GetValueOrDefault(a.AccountId)?.Points ?? 0)]);
        content = content with
        {
            Model = run.Model,
            WindowDays = run.WindowDays,
            Days = [.. Runs.Thinned(days).Select(d => new ReportContent.Day(d.AsOf, d.Score.Value, d.Score.Low, d.Score.High, d.Score.TrueReach, d.Score.TrueReachIndex, d.Score.Amplification, d.Score.AmplificationIndex, d.Score.NetworkImpactIndex))],
            Accounts = [.. accounts.Select((a, i) => new ReportContent.Account(a.Network, a.Handle, scores.GetValueOrDefault(a.AccountId)?.Value, shares.ContainsKey(a.AccountId) ? points[i] : null))],
            Notes = [.. Notes(accounts, shares, days, run)],
        };
        if (now is null)
            return content;
        var spans = UsualSpans.Where(d => d < content.Length).Append(content.Length).TakeLast(3);
        var then = (await ClientChange.FindEarlierAsync(db, run, now, content.Length, cancel)).Score;
        return content with
        {
            Now = Standing(run, now),
            Moves = await ClientChange.ReadMovesAsync(db, run, now, spans, cancel),
            Causes = then is null ? [] : ClientChange.Causes(then, now),
            Posts = await ReadPostsAsync(run, shares, scores, content.First, cancel),
        };
    }

    /// <summary>The newest run of the period; where all runs are newer, the oldest one there is would mislead, so none.</summary>
    private Task<ScoreRun?> FindLastAsync(ScoreRun shown, ReportPeriod period, CancellationToken cancel)
    {
        var end = period.To?.AddDays(1) ?? DateTime.MaxValue.AddYears(-1);
        var begin = period.From ?? DateTime.UnixEpoch;
        return Runs.Alike(db, shown).Where(r => r.AsOf < end && r.AsOf >= begin).OrderByDescending(r => r.AsOf).FirstOrDefaultAsync(cancel);
    }

    private static ReportContent.Standing Standing(ScoreRun run, ClientScore s) => new(
        run.AsOf, s.Value, s.Low, s.High, s.TrueReach, s.TrueReachIndex, s.Amplification, s.AmplificationIndex, s.NetworkImpactIndex,
        Words.RoundToSum(s.Value, 1, Model.TrueReachWeight * s.TrueReachIndex, Model.AmplificationWeight * s.AmplificationIndex, Model.NetworkImpactWeight * s.NetworkImpactIndex),
        s.Acts, s.Actors, s.Posts);

    /// <summary>
    /// The posts that carried most. What a post adds to its account is scaled, part by part, by what the account's points are worth in the combined score;
    /// so all posts of all accounts would sum to the client's score.
    /// </summary>
    private async Task<IReadOnlyList<ReportContent.Post>> ReadPostsAsync(
        ScoreRun run, Dictionary<int, ClientShare> shares, Dictionary<int, Score> scores, DateTime first, CancellationToken cancel)
    {
        var ids = shares.Keys.ToList();
        var rows = await (
            from c in db.PostContributions.AsNoTracking()
            where c.ScoreRunId == run.Id && ids.Contains(c.AccountId) && c.PostId != Facts.NoPost
            join p in db.Posts on c.PostId equals p.Id
            where p.CreatedAt >= first
            select new { c.AccountId, c.Actors, c.ReachPoints, c.AmplificationPoints, c.ImpactPoints, p.Network, p.CreatedAt, Text = p.Text == null ? null : p.Text.Substring(0, 400) }).ToListAsync(cancel);
        return [.. rows.Select(r =>
        {
            var (share, own) = (shares[r.AccountId], scores.GetValueOrDefault(r.AccountId));
            var worth = own is null ? 0
                : Scaled(r.ReachPoints, share.ReachPoints, Model.TrueReachWeight * own.TrueReachIndex)
                + Scaled(r.AmplificationPoints, share.AmplificationPoints, Model.AmplificationWeight * own.AmplificationIndex)
                + Scaled(r.ImpactPoints, share.ImpactPoints, Model.NetworkImpactWeight * own.NetworkImpactIndex);
            return new ReportContent.Post(Words.Plain(r.Text, 180) ?? "A post whose text is not known", r.Network, r.CreatedAt, r.Actors, worth);
        }).OrderByDescending(p => p.Points).ThenByDescending(p => p.At).Take(MostPosts)];
    }

    private static double Scaled(double points, double share, double own) => own > 0 ? points * share / own : 0;

    private static IEnumerable<string> Notes(
        List<ClientAccountRow> accounts, Dictionary<int, ClientShare> shares, IReadOnlyList<(DateTime AsOf, ClientScore Score)> days, ScoreRun run)
    {
        if (accounts.Count > 0)
            yield return $"Data: {Words.List([.. accounts.Select(a => a.Newest is { } at ? $"{Words.Network(a.Network)} up to {Words.Day(at)}" : $"{Words.Network(a.Network)} only by what others did")])}.";
        var missing = accounts.Where(a => !shares.ContainsKey(a.AccountId)).Select(a => Words.Network(a.Network)).ToList();
        if (missing.Count > 0)
            yield return $"{Words.List(missing)} {(missing.Count == 1 ? "has" : "have")} no score and {(missing.Count == 1 ? "is" : "are")} left out: unknown is not zero.";
        if (days.Any(d => !d.Score.AsAccountsShow))
            yield return "Some days were combined later, from facts that were not known then.";
        yield return $"Scored as of {Words.Moment(run.KnownUntil)} with model {Words.Plain(run.Model, 20)}; a score speaks of the {Words.Days(run.WindowDays)} before it.";
    }
}
