using System.Runtime.InteropServices;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores;

/// <summary>Points of one person or one post, by part; acts and people as in <see cref="LedgerTotal{TKey}"/>.</summary>
internal struct LedgerTotals
{
    public int Key;
    public double Reach, Amplification, Network;
    public int Acts, Actors;

    public readonly double Points => Reach + Amplification + Network;
}

/// <summary>
/// The ledger of one account after another, summed up for what is stored with a score: made once an account and read by everybody who needs points. The sums are those of
/// <see cref="Ledger"/> to the last bit: same lines, same order. Not for several threads.
/// </summary>
/// <param name="acts">Most acts on an account.</param>
internal sealed class LedgerSums(ScoringResult result, int acts)
{
    private const int Nobody = int.MinValue;

    private readonly List<LedgerLine> _lines = new(acts + 1);
    private readonly List<LedgerTotals> _sums = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly HashSet<int> _posts = [];

    public void Read(int account) => result.ExplainInto(account, _lines);

    /// <summary>The people that carry most, best first; the prior is nobody.</summary>
    public LedgerTotals[] ByPerson(int most)
    {
        var best = new List<LedgerTotals>(most + 1);
        var person = new LedgerTotals { Key = Nobody };
        // The lines of one person stand together.
        foreach (ref readonly var line in CollectionsMarshal.AsSpan(_lines))
        {
            if (line.Actor < 0)
                continue;
            if (person.Key != line.Actor)
            {
                Offer(best, most, person);
                person = new LedgerTotals { Key = line.Actor, Actors = 1 };
            }
            Add(ref person, line);
        }
        Offer(best, most, person);
        return [.. best];
    }

    /// <summary>The posts that carry most, best first; −1 stands for acts that name no known post, and the prior.</summary>
    public LedgerTotals[] ByPost(int most)
    {
        _sums.Clear();
        _places.Clear();
        var last = new List<int>();
        foreach (ref readonly var line in CollectionsMarshal.AsSpan(_lines))
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, line.Post, out var known);
            if (!known)
            {
                place = _sums.Count;
                _sums.Add(new LedgerTotals { Key = line.Post });
                last.Add(-1);
            }
            ref var sum = ref CollectionsMarshal.AsSpan(_sums)[place];
            if (line.Actor >= 0 && last[place] != line.Actor)
            {
                sum.Actors++;
                last[place] = line.Actor;
            }
            Add(ref sum, line);
        }
        var best = new List<LedgerTotals>(most + 1);
        foreach (ref readonly var sum in CollectionsMarshal.AsSpan(_sums))
            Offer(best, most, sum);
        return [.. best];
    }

    /// <summary>Points of the lines of these people.</summary>
    public double PointsOf(Dictionary<int, int> people)
    {
        var points = 0.0;
        if (people.Count == 0)
            return points;
        foreach (ref readonly var line in CollectionsMarshal.AsSpan(_lines))
            if (line.Actor >= 0 && people.ContainsKey(line.Actor))
                points = Plus(points, line);
        return points;
    }

    /// <summary>Points of the lines about these posts (numbers).</summary>
    public double PointsOfPosts(IEnumerable<int> posts)
    {
        _posts.Clear();
        _posts.UnionWith(posts);
        var points = 0.0;
        foreach (ref readonly var line in CollectionsMarshal.AsSpan(_lines))
            if (line.Post >= 0 && _posts.Contains(line.Post))
                points = Plus(points, line);
        return points;
    }

    // One part after the other, as the entries of a ledger are added up.
    private static double Plus(double points, in LedgerLine line) => points + line.Reach + line.Amplification + line.Network;

    private static void Add(ref LedgerTotals sum, in LedgerLine line)
    {
        sum.Reach += line.Reach;
        sum.Amplification += line.Amplification;
        sum.Network += line.Network;
        sum.Acts += line.Acts;
    }

    /// <summary>Keeps the best: most points first; equal ones in the order of the ledger. A sum of no lines is left out.</summary>
    private static void Offer(List<LedgerTotals> best, int most, in LedgerTotals sum)
    {
        if (sum.Key == Nobody || (best.Count == most && !(sum.Points > best[^1].Points)))
            return;
        var at = best.Count;
        while (at > 0 && sum.Points > best[at - 1].Points)
            at--;
        if (best.Count == most)
            best.RemoveAt(most - 1);
        best.Insert(at, sum);
    }
}
