using InfluenceScore.Scoring.Components;
using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>What a change statement needs of one account in one scoring: its sums, and its people by key. An account that is not in the input has nothing but the prior.</summary>
internal sealed class AccountView
{
    private readonly int _account;

    /// <summary>The people of a copy, from <see cref="FirstPair"/> on; null where they are worked out.</summary>
    private PersonFactors[]? _people;
    private (int FirstPair, int EndPair, double Reach, double Amplification, double Impact, double Prior) _sums;

    public AccountView(Workings workings, string key)
    {
        Workings = workings;
        _account = RankOrMinusOne(workings, key);
    }

    /// <param name="number">Number of an account in the input.</param>
    public AccountView(Workings workings, int number)
    {
        Workings = workings;
        _account = workings.Order.Ranks[number];
    }

    public Workings Workings { get; }

    /// <summary>The same, made of numbers that stay what they are when the workings go on changing.</summary>
    public AccountView Copied()
    {
        var (first, end) = (FirstPair, EndPair);
        var people = new PersonFactors[end - first];
        for (var pair = first; pair < end; pair++) people[pair - first] = Person(pair);
        return new AccountView(Workings, Workings.Order.Numbers[_account]) { _people = people, _sums = (first, end, Reach, Amplification, Impact, Prior) };
    }

    public double Reach => _people is not null ? _sums.Reach : _account < 0 ? 0 : Workings.Reach.People[_account];

    public double Amplification => _people is not null ? _sums.Amplification : _account < 0 ? Components.Amplification.Prior(0, Workings.Model) : Workings.Amplification.PerPost[_account];

    public double Impact => _people is not null ? _sums.Impact : _account < 0 ? 0 : Workings.Network.Impact[_account];

    /// <summary>People per post that the prior alone gives.</summary>
    public double Prior => _people is not null ? _sums.Prior : Components.Amplification.Prior(_account < 0 ? 0 : Workings.Posts.Totals[_account], Workings.Model);

    public double Score => Points(ScorePart.TrueReach) + Points(ScorePart.Amplification) + Points(ScorePart.NetworkImpact);

    /// <summary>The pairs of everybody who ever acted on the account: from this one …</summary>
    public int FirstPair => _people is not null ? _sums.FirstPair : _account < 0 ? 0 : Workings.Acts.PairStart[_account];

    /// <summary>… up to, not including, this one.</summary>
    public int EndPair => _people is not null ? _sums.EndPair : _account < 0 ? 0 : Workings.Acts.PairStart[_account + 1];

    /// <summary>Account number of the person behind a pair.</summary>
    public int Actor(int pair) => Workings.Order.Numbers[Workings.Acts.Actors[pair]];

    public string ActorKey(int pair) => Workings.Input.AccountKeys[Actor(pair)];

    /// <summary>The raw sum behind a part's index.</summary>
    public double Sum(ScorePart part) => part switch
    {
        ScorePart.TrueReach => Reach,
        ScorePart.Amplification => Amplification,
        _ => Impact,
    };

    /// <summary>Points of the score that a part gives.</summary>
    public double Points(ScorePart part)
    {
        var model = Workings.Model;
        var (weight, anchor) = part switch
        {
            ScorePart.TrueReach => (model.TrueReachWeight, model.TrueReachAnchor),
            ScorePart.Amplification => (model.AmplificationWeight, model.AmplificationAnchor),
            _ => (model.NetworkImpactWeight, model.NetworkImpactAnchor),
        };
        return weight * LogIndex.Of(Sum(part), anchor);
    }

    /// <summary>What makes up one person's share, as factors.</summary>
    public PersonFactors Person(int pair)
    {
        if (_people is not null) return _people[pair - _sums.FirstPair];
        var (workings, model) = (Workings, Workings.Model);
        var (reach, amplification, evidence) = (workings.Reach, workings.Amplification, workings.Evidence);
        var q = workings.Authenticity[workings.Acts.Actors[pair]];
        var weights = workings.Proof[pair];
        var proof = weights.Proven / q;
        var believed = Math.Min(q, model.UnprovenCeiling);
        var (all, slow) = Unselected(pair);
        var shares = amplification.Shares(pair);
        return new PersonFactors(
            q,
            believed,
            proof,
            proof < 1 ? PersonFactors.OddsOf(believed, weights.Crowd / (1 - proof)) : 0,
            workings.Independence[pair],
            all,
            slow,
            all > 0 ? evidence.All[pair] / all : 1,
            slow > 0 ? evidence.Slow[pair] / slow : 1,
            shares.All,
            shares.Slow,
            workings.Network.Influence[workings.Acts.Actors[pair]],
            Crowd.Share(reach.Proven[_account], reach.Unproven[_account], model.CrowdStart, model),
            Crowd.Share(amplification.Proven[_account], amplification.Unproven[_account], model.PriorPeople, model));
    }

    private static int RankOrMinusOne(Workings workings, string key)
    {
        int low = 0, high = workings.Order.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(workings.Input.AccountKeys[workings.Order.Numbers[middle]], key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    /// <summary>Evidence 0–1 as if the person's mentions were all asked for.</summary>
    private (double All, double Slow) Unselected(int pair)
    {
        var evidence = Workings.Evidence;
        if (evidence.Selectivity[pair] == 1) return (evidence.All[pair], evidence.Slow[pair]);
        Span<double> all = stackalloc double[PairEvidence.Kinds], slow = stackalloc double[PairEvidence.Kinds];
        PairEvidence.Sum(Workings.Acts, Workings.Posts, pair, Workings.Model, all, slow);
        return (PairEvidence.NoisyOr(all, 1, Workings.Model), PairEvidence.NoisyOr(slow, 1, Workings.Model));
    }
}

/// <summary>One person's share of the parts as products: reach = d·(q·σ·a + g·u(b, o)·(1−σ)·a_slow), and alike for the others.</summary>
/// <param name="Authenticity">q.</param>
/// <param name="Proof">σ: how far proven to be alive.</param>
/// <param name="Believed">b: what is believed of q while the person is unproven.</param>
/// <param name="Odds">o: the factor on the odds of b, by the person's breadth; u(b, o) is the probability that makes.</param>
/// <param name="Independence">d.</param>
/// <param name="Evidence">a, before selectivity.</param>
/// <param name="Selectivity">What selectivity leaves of it, 0–1.</param>
/// <param name="Crowd">g: what one unproven head counts after the bound; alike <paramref name="ShareCrowd"/> in Amplification.</param>
internal readonly record struct PersonFactors(
    double Authenticity, double Believed, double Proof, double Odds, double Independence, double Evidence, double SlowEvidence,
    double Selectivity, double SlowSelectivity, double Share, double SlowShare, double Influence, double Crowd, double ShareCrowd)
{
    /// <summary>u(b, o): probability that an unproven person is one.</summary>
    public static double Unproven(double believed, double odds) => believed * odds / (believed * odds + 1 - believed);

    /// <summary>The o that makes <paramref name="unproven"/> of <paramref name="believed"/>.</summary>
    public static double OddsOf(double believed, double unproven) => unproven * (1 - believed) / (believed * (1 - unproven));
}
