using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Compare;

/// <summary>
/// Where a score stands among accounts of the same size. Size is the number of accounts that acted (raw, whoever they are): True Reach is two thirds of the
/// score and would answer with itself, followers are not counted here at all. What is left is who these people are and how they act.
/// </summary>
/// <param name="Least">Fewest actors of the cohort: half of the account's own.</param>
/// <param name="Most">Most actors: twice its own.</param>
/// <param name="Others">Accounts in it, without the account itself.</param>
/// <param name="Below">How many of them have a lower score.</param>
/// <param name="Low">Score at the lower end of the middle half.</param>
/// <param name="Middle">The median score.</param>
/// <param name="High">Score at the upper end of the middle half.</param>
public sealed record Cohort(int Least, int Most, int Others, int Below, double Low, double Middle, double High)
{
    /// <summary>Fewer others than this say nothing about anybody.</summary>
    public const int FewestOthers = 8;

    public bool IsLargeEnough => Others >= FewestOthers;

    /// <summary>"above 92 of 100"; never 100, since it is not above itself.</summary>
    public string Stands => $"above {Words.Count((long)Math.Floor(100.0 * Below / Others))} of 100";

    /// <summary>The account among all scores of its run.</summary>
    public static Cohort Of(Sizes all, Score score)
    {
        var (least, most) = ((score.Actors + 1) / 2, score.Actors * 2);
        var scores = all.Between(least, most);
        // The account itself is among them, once.
        var self = scores.BinarySearch(score.Value);
        if (self >= 0)
            scores.RemoveAt(self);
        var below = scores.BinarySearch(score.Value);
        below = below < 0 ? ~below : below;
        while (below > 0 && scores[below - 1] >= score.Value)
            below--;
        return new Cohort(least, most, scores.Count, below, Quantile(scores, .25), Quantile(scores, .5), Quantile(scores, .75));
    }

    /// <summary>Between two neighbours on a straight line (Hyndman and Fan 1996, type 7).</summary>
    private static double Quantile(List<double> sorted, double share)
    {
        if (sorted.Count == 0)
            return 0;
        var at = share * (sorted.Count - 1);
        var (below, part) = ((int)at, at - Math.Floor(at));
        return sorted[below] + (below + 1 < sorted.Count ? part * (sorted[below + 1] - sorted[below]) : 0);
    }

    /// <summary>Actors and score of every account of a run, by actors: twelve bytes an account.</summary>
    public sealed class Sizes
    {
        private readonly int[] _actors;
        private readonly double[] _scores;

        /// <param name="accounts">Actors and score, in any order.</param>
        public Sizes(IEnumerable<(int Actors, double Score)> accounts)
        {
            var all = accounts.ToArray();
            (_actors, _scores) = (Array.ConvertAll(all, a => a.Actors), Array.ConvertAll(all, a => a.Score));
            Array.Sort(_actors, _scores);
        }

        public long Bytes => 12L * _actors.Length;

        public static async Task<Sizes> ReadAsync(InfluenceDbContext db, ScoreRun run, CancellationToken cancel)
        {
            var all = new List<(int, double)>(run.ScoredAccounts);
            await foreach (var s in db.Scores.Where(s => s.ScoreRunId == run.Id).Select(s => new { s.Actors, s.Value }).AsAsyncEnumerable().WithCancellation(cancel))
                all.Add((s.Actors, s.Value));
            return new Sizes(all);
        }

        /// <summary>Scores of the accounts with so many actors, ascending.</summary>
        public List<double> Between(int least, int most)
        {
            var from = FirstAtLeast(least);
            var scores = _scores[from..Math.Max(from, FirstAtLeast(most + 1))].ToList();
            scores.Sort();
            return scores;
        }

        private int FirstAtLeast(int actors)
        {
            int low = 0, high = _actors.Length;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = _actors[middle] < actors ? (middle + 1, high) : (low, middle);
            }
            return low;
        }
    }
}
