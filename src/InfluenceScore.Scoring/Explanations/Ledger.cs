using System.Runtime.InteropServices;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>The parts of a score. The numbers are stored: never renumber.</summary>
public enum ScorePart : byte
{
    TrueReach = 1,
    Amplification = 2,
    NetworkImpact = 3,
}

/// <summary>One line of a ledger: what one person's acts on one post on one day add to one part.</summary>
/// <param name="Part">The part of the score.</param>
/// <param name="Actor">Account number of the person, −1 for the prior: points that everybody has before anything is known.</param>
/// <param name="Post">Number of the target's own post, −1 where the acts name none.</param>
/// <param name="Day">UTC day of the acts; of as-of for the prior.</param>
/// <param name="Points">Points of the score, ≥ 0.</param>
/// <param name="Acts">Acts counted in this line.</param>
public readonly record struct LedgerEntry(ScorePart Part, int Actor, int Post, DateOnly Day, double Points, int Acts);

/// <summary>What one person's acts on one post on one day add to all parts; the prior (actor −1, post −1) has points of Amplification alone.</summary>
/// <param name="Acts">Acts counted in this line.</param>
public readonly record struct LedgerLine(int Actor, int Post, double Reach, double Amplification, double Network, int Acts);

/// <summary>A sum over ledger lines that share a person, a post or a day.</summary>
/// <param name="Points">Points of the score, all parts.</param>
/// <param name="Acts">Distinct acts inside the window.</param>
/// <param name="Actors">Distinct people behind them.</param>
public sealed record LedgerTotal<TKey>(
    TKey Key, double Points, double TrueReachPoints, double AmplificationPoints, double NetworkImpactPoints, int Acts, int Actors);

/// <summary>A score taken apart exactly: the points of all entries sum to the score to 1e-9 (law 5).</summary>
public sealed class Ledger
{
    internal Ledger(int account, IReadOnlyList<LedgerEntry> entries) => (Account, Entries) = (account, entries);

    /// <summary>Account number.</summary>
    public int Account { get; }

    /// <summary>Every line. People come in the order of their keys, the prior last.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>The score: the sum of all points.</summary>
    public double Total => Entries.Sum(entry => entry.Points);

    /// <summary>Points by account number of the person (−1 = the prior), most first.</summary>
    public IReadOnlyList<LedgerTotal<int>> ByPerson() => RollUp(entry => entry.Actor);

    /// <summary>Points by post number (−1 = no known post, and the prior), most first.</summary>
    public IReadOnlyList<LedgerTotal<int>> ByPost() => RollUp(entry => entry.Post);

    /// <summary>Points by UTC day of the acts, oldest first. The prior stands on the as-of day.</summary>
    public IReadOnlyList<LedgerTotal<DateOnly>> ByDay() => [.. RollUp(entry => entry.Day).OrderBy(total => total.Key)];

    /// <summary>The lines of one person stand together, so who acted is counted by comparing with whoever acted last.</summary>
    private List<LedgerTotal<TKey>> RollUp<TKey>(Func<LedgerEntry, TKey> key) where TKey : notnull
    {
        var places = new Dictionary<TKey, int>();
        var sums = new List<Sum>();
        var keys = new List<TKey>();
        foreach (var entry in Entries)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key(entry), out var known);
            if (!known)
            {
                place = sums.Count;
                sums.Add(new Sum { LastActor = -1 });
                keys.Add(key(entry));
            }

            CollectionsMarshal.AsSpan(sums)[place].Add(entry);
        }

        var totals = new List<LedgerTotal<TKey>>(sums.Count);
        for (var i = 0; i < sums.Count; i++)
        {
            var (t, a, n) = (sums[i].Reach, sums[i].Amplification, sums[i].Network);
            totals.Add(new LedgerTotal<TKey>(keys[i], t + a + n, t, a, n, sums[i].Acts, sums[i].Actors));
        }

        return [.. totals.OrderByDescending(total => total.Points)];
    }

    private struct Sum
    {
        public double Reach, Amplification, Network;
        public int Acts, Actors, LastActor;

        public void Add(LedgerEntry entry)
        {
            switch (entry.Part)
            {
                case ScorePart.TrueReach:
                    Reach += entry.Points;
                    Acts += entry.Acts;
                    if (entry.Actor != LastActor) Actors++;
                    LastActor = entry.Actor;
                    break;
                case ScorePart.Amplification:
                    Amplification += entry.Points;
                    break;
                default:
                    Network += entry.Points;
                    break;
            }
        }
    }
}
