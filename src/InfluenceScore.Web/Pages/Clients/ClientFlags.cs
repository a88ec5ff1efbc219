using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>What needs a look at a client, a sentence each; empty where nothing does. The one place to add another kind.</summary>
public static class ClientFlags
{
    /// <summary>Points between the ends of an interval from which a score is a rough guess.</summary>
    private const double WideInterval = 14;

    public static IEnumerable<string> Of(ClientScore? score, int scoredAccounts, IReadOnlyCollection<ClientAccountRow> accounts, ScoreRun? run)
    {
        if (run is null || accounts.Count == 0)
            yield break;
        if (score is not null && score.High - score.Low >= WideInterval)
            yield return $"Wide interval: {Words.Points(score.High - score.Low)} points";
        if (score is not null && scoredAccounts < accounts.Count)
            yield return $"{Words.Count(accounts.Count - scoredAccounts, "account", "accounts")} without a score, left out";
        foreach (var stale in accounts.Where(a => a.Newest is null || (run.AsOf - a.Newest.Value).TotalDays >= ClientAccounts.StaleDays))
            yield return stale.Newest is { } newest ? $"Nothing new from {Words.Network(stale.Network)} since {Words.Day(newest)}" : $"Nothing known from {Words.Network(stale.Network)} itself";
    }
}
