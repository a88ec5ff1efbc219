using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Difference to the newest run at least so many days older; null points where there is none.</summary>
public sealed record ClientMove(int Days, double? Points, string Sentence);

/// <summary>One cause of a change, in points that sum to it as it is shown.</summary>
/// <param name="Part">reach, amp or impact.</param>
public sealed record ClientCause(string Part, string Words, double Points);

/// <summary>
/// Why a client's score moved. The combined score is a weighted sum of three indices like an account's, so it is told in the same way, by its parts.
/// Everything on clients and reports that speaks of a change asks here: causes by person and post have to be put in at this place only.
/// </summary>
public static class ClientChange
{
    public static async Task<IReadOnlyList<ClientMove>> ReadMovesAsync(InfluenceDbContext db, ScoreRun run, ClientScore now, IEnumerable<int> spans, CancellationToken cancel)
    {
        var moves = new List<ClientMove>();
        foreach (var days in spans)
        {
            var (earlier, then) = await FindEarlierAsync(db, run, now, days, cancel);
            moves.Add(then is null
                ? new ClientMove(days, null, earlier is null ? "No earlier score: nothing was scored as of then." : $"No earlier score: it had none on {Words.LongDay(earlier.AsOf)}.")
                : new ClientMove(days, now.Value - then.Value, Sentence(then, now)));
        }
        return moves;
    }

    /// <summary>The newest comparable run at least so many days older, and the client's score in it.</summary>
    public static async Task<(ScoreRun? Run, ClientScore? Score)> FindEarlierAsync(InfluenceDbContext db, ScoreRun run, ClientScore now, int days, CancellationToken cancel)
    {
        var earlier = await Runs.FindEarlierOrNullAsync(db, run, days, cancel);
        return (earlier, earlier is null ? null : await db.ClientScores.AsNoTracking().FirstOrDefaultAsync(s => s.ClientId == now.ClientId && s.ScoreRunId == earlier.Id, cancel));
    }

    public static string Sentence(ClientScore then, ClientScore now) => ClientSentence.Between(then, now, ScoreModel.Current);

    /// <summary>The causes, largest first; rounded to two decimals so that they sum to the difference of the scores.</summary>
    public static IReadOnlyList<ClientCause> Causes(ClientScore then, ClientScore now)
    {
        var m = ScoreModel.Current;
        var points = Words.RoundToSum(now.Value - then.Value, 2,
            m.TrueReachWeight * (now.TrueReachIndex - then.TrueReachIndex),
            m.AmplificationWeight * (now.AmplificationIndex - then.AmplificationIndex),
            m.NetworkImpactWeight * (now.NetworkImpactIndex - then.NetworkImpactIndex));
        var (people, before) = (Words.People(now.TrueReach), Words.People(then.TrueReach));
        return
        [
            .. new ClientCause[]
            {
                new("reach", people == before ? $"{people} people act, as before" : $"{people} people act instead of {before}", points[0]),
                new("amp", $"Each post draws {Words.Points(now.Amplification)} people{Before(then.Amplification, now.Amplification)}", points[1]),
                new("impact", $"The people who act stand at {Words.Points(now.NetworkImpactIndex)} of 100 in influence{Before(then.NetworkImpactIndex, now.NetworkImpactIndex)}", points[2]),
            }.OrderByDescending(c => Math.Abs(c.Points)),
        ];
    }

    private static string Before(double then, double now) => Words.Points(then) == Words.Points(now) ? ", as before" : $" instead of {Words.Points(then)}";
}
