using System.Globalization;
using System.Runtime.CompilerServices;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>One account of `export scores`; the score is null where the run gave none.</summary>
public sealed record ScoreExportRow(string Network, string Handle, Score? Score, double Authenticity, ScoreRun Run)
{
    /// <summary>The header of contract.md.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "network", "handle", "score", "low", "high", "true_reach", "true_reach_index", "amplification", "amplification_index", "network_impact", "authenticity", "as_of", "model",
    ];

    /// <summary>Strings, doubles and nulls in the order of <see cref="Columns"/>.</summary>
    public IEnumerable<object?> Values() =>
    [
        Network, Handle, Score?.Value, Score?.Low, Score?.High, Score?.TrueReach, Score?.TrueReachIndex, Score?.Amplification, Score?.AmplificationIndex,
        Score?.NetworkImpactIndex, Authenticity, Run.AsOf.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture), Run.Model,
    ];
}

/// <summary>Reads what `export scores` writes: every account known, one row each, best score first, then by key.</summary>
public static class ScoreExport
{
    public static async IAsyncEnumerable<ScoreExportRow> Rows(InfluenceDbContext db, ScoreRun run, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var scores = db.Scores.AsNoTracking().Where(s => s.ScoreRunId == run.Id);
        var accounts = db.Accounts.AsNoTracking()
            .GroupJoin(scores, a => a.Id, s => s.AccountId, (account, found) => new { account, found })
            .SelectMany(a => a.found.DefaultIfEmpty(), (a, score) => new
            {
                a.account.Network,
                a.account.Handle,
                score,
                // Authenticity is stored with a score; elsewhere it is told from the newest profile of the time.
                profile = score != null
                    ? null
                    : db.Profiles.Where(p => p.AccountId == a.account.Id && p.ObservedAt < run.AsOf).OrderByDescending(p => p.ObservedAt).FirstOrDefault(),
            })
            .OrderByDescending(a => a.score != null ? a.score.Value : -1).ThenBy(a => a.Network).ThenBy(a => a.Handle);
        await foreach (var a in accounts.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new ScoreExportRow(a.Network, a.Handle, a.score, a.score?.Authenticity ?? AuthenticityModel.Estimate(Snapshot(a.Handle, a.profile)).Probability, run);
    }

    /// <summary>A stored profile as scores read it; null where there is none.</summary>
    internal static ProfileSnapshot? Snapshot(string handle, Profile? p) => p is null
        ? null
        : new ProfileSnapshot(handle, p.Name, p.Bio, p.Followers, p.Following, p.Posts, p.LikesGiven, p.Listed, p.DefaultAvatar);
}
