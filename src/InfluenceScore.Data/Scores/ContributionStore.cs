using System.Data.Common;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Scores;

/// <summary>Writes who and which posts carry a score: of the newest run, the most an account that <see cref="ScoringService.ContributionsPerAccount"/> allows.</summary>
internal sealed class ContributionStore(DbTransaction transaction, int runId, FactArrays facts, ScoringResult result) : IDisposable
{
    private readonly PreparedInsert _people = new(transaction, "PersonContributions",
        "ScoreRunId", "AccountId", "ActorId", "Acts", "ReachPoints", "AmplificationPoints", "ImpactPoints", "Authenticity");

    private readonly PreparedInsert _posts = new(transaction, "PostContributions",
        "ScoreRunId", "AccountId", "PostId", "Actors", "ReachPoints", "AmplificationPoints", "ImpactPoints");

    public void Write(int account, LedgerTotals[] byPerson, LedgerTotals[] byPost)
    {
        var id = facts.AccountIds[account];
        foreach (var p in byPerson)
            _people.Row(runId, id, facts.AccountIds[p.Key], p.Acts, p.Reach, p.Amplification, p.Network, result.Authenticity[p.Key]);
        foreach (var p in byPost)
            _posts.Row(runId, id, p.Key < 0 ? Entities.Facts.NoPost : facts.PostIds[p.Key], p.Actors, p.Reach, p.Amplification, p.Network);
    }

    public void Dispose()
    {
        _people.Dispose();
        _posts.Dispose();
    }
}
