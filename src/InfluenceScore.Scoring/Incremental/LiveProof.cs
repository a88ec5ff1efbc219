using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Incremental;

/// <summary>Who is alive, account by account, as in <see cref="ProofOfLife"/>: sums that pairs are taken out of and put back into.</summary>
internal sealed class LiveProof
{
    /// <summary>
    /// Relative movements that are not carried on: how alive an account is, to those who act on it (it enters their weight with the power 1.5), and their weight, to
    /// those they act on. Together below the 1e-9 that True Reach is exact to. What is left out is remembered and carried with the next movement: it never adds up.
    /// </summary>
    private const double ShareTolerance = 2e-10, WeightTolerance = 5e-10;

    private readonly ScoreModel _model;
    private double[] _authenticity, _witness, _response, _share, _breadth, _unproven;

    public LiveProof(Workings start)
    {
        _model = start.Model;
        (_authenticity, _witness, _response, _breadth) = (start.Authenticity, start.Proof.Witnesses, start.Proof.Response, start.Proof.Reached);
        _share = Array.ConvertAll(_response, response => ProofOfLife.Share(response, _model));
        _unproven = new double[_breadth.Length];
        for (var account = 0; account < _unproven.Length; account++) _unproven[account] = ProofOfLife.Unproven(_authenticity[account], _breadth[account], _model);
        Answered = new Marks(_breadth.Length);
    }

    /// <summary>Accounts (ranks) that were acted on otherwise than before in this turn.</summary>
    public Marks Answered { get; }

    /// <summary>Accounts (ranks) that act on other living accounts than before in this turn.</summary>
    public AccountSet Broadened { get; } = new();

    /// <summary>Accounts (ranks) that are more or less alive than those who act on them know, and by how much.</summary>
    public List<(int Account, double Moved)> Told { get; } = [];

    /// <summary>Probability that the account is genuine.</summary>
    public double Authenticity(int account) => _authenticity[account];

    /// <summary>Probability that the account is a person if nobody proves it.</summary>
    public double Unproven(int account) => _unproven[account];

    /// <summary>The same of some pairs.</summary>
    /// <param name="pairs">Of these alone, as is <paramref name="evidence"/>.</param>
    public ProofOfLife Of(PairTable pairs, PairEvidence evidence) => new(pairs, evidence.Spoken, _authenticity, _witness, _response, _breadth, _unproven, _model);

    /// <summary>Account (rank) → <see cref="Authenticity"/>.</summary>
    public double[] Accounts => _authenticity;

    public void Begin(int accounts)
    {
        Answered.Clear();
        Broadened.Begin(accounts);
        Told.Clear();
        Capacity.Ensure(ref _authenticity, accounts);
        Capacity.Ensure(ref _witness, accounts);
        Capacity.Ensure(ref _response, accounts);
        Capacity.Ensure(ref _share, accounts);
        Capacity.Ensure(ref _breadth, accounts);
        Capacity.Ensure(ref _unproven, accounts);
    }

    /// <summary>Adds (or, with −1, takes away) what a pair shows.</summary>
    public void Count(int sign, int actor, int target, bool onlyMentions, double all, double spoken)
    {
        _response[target] += sign * _witness[actor] * spoken;
        if (!onlyMentions) _breadth[actor] += sign * all * _share[target];
        Answered.Add(target);
        Broadened.Add(actor);
    }

    /// <summary>Another estimate of an account, or the first.</summary>
    public void Estimate(int account, double authenticity, bool known, PairList outOf, LiveEvidence evidence)
    {
        var witness = ProofOfLife.Witness(authenticity, known, _model);
        foreach (var pair in outOf)
        {
            _response[evidence.Pairs.Target(pair)] += (witness - _witness[account]) * evidence.Spoken(pair);
            Answered.Add(evidence.Pairs.Target(pair));
        }

        (_authenticity[account], _witness[account]) = (authenticity, witness);
        _unproven[account] = ProofOfLife.Unproven(authenticity, _breadth[account], _model);
    }

    /// <summary>Looks how alive an account is; where that moved by more than the tolerance since those who act on it knew last, they are to be told.</summary>
    public void Look(int account)
    {
        var share = ProofOfLife.Share(Math.Max(0, _response[account]), _model);
        var moved = share - _share[account];
        if (Math.Abs(moved) <= ShareTolerance * share) return;
        Told.Add((account, moved));
        _share[account] = share;
    }

    /// <summary>Tells some accounts (ranks) about those they act on.</summary>
    public void Tell(int first, int end, LiveEvidence evidence)
    {
        foreach (var (account, moved) in Told)
        {
            foreach (var pair in evidence.Pairs.Into(account, first, end))
            {
                var actor = evidence.Pairs.Actor(pair);
                if (evidence.Pairs.OnlyMentions(pair) || actor < first || actor >= end) continue;
                _breadth[actor] += evidence.All(pair) * moved;
                Broadened.Add(actor);
            }
        }
    }

    /// <returns>By how much <see cref="Unproven"/> of an account moved; 0 where it was no more than the tolerance, which is left for later.</returns>
    public double Broaden(int account)
    {
        var (before, now) = (_unproven[account], ProofOfLife.Unproven(_authenticity[account], _breadth[account], _model));
        if (Math.Abs(now - before) <= WeightTolerance * now) return 0;
        _unproven[account] = now;
        return now - before;
    }

    /// <summary>How far an actor is proven to be alive by others than the target.</summary>
    /// <param name="spoken">Evidence of the target's acts on the actor as a sign of life.</param>
    public double ShareWithout(int actor, int target, double spoken) => ProofOfLife.Share(Math.Max(0, _response[actor] - _witness[target] * spoken), _model);
}
