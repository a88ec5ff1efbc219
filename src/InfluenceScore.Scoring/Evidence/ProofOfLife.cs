namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Does anybody real ever act on this actor? Proven people count in full. The others count by their odds of being a person, which rise with a life
/// of their own. Non-decreasing in every act, and the target never vouches for its own fan (laws 1 and 9). A few passes, no iteration.
/// </summary>
internal sealed class ProofOfLife
{
    private readonly PairTable _pairs;
    private readonly double[] _spoken, _authenticity, _unproven;
    private readonly ScoreModel _model;

    /// <param name="breadth">Account (rank) → living accounts that it did more than mention.</param>
    /// <param name="unproven">Account (rank) → what <see cref="Unproven"/> makes of it.</param>
    public ProofOfLife(PairTable pairs, double[] spoken, double[] authenticity, double[] witness, double[] response, double[] breadth, double[] unproven, ScoreModel model)
    {
        (_pairs, _spoken, _authenticity, _unproven, _model) = (pairs, spoken, authenticity, unproven, model);
        (Witnesses, Response, Reached) = (witness, response, breadth);
    }

    /// <summary>Account (rank) → weight as a witness, 0–1.</summary>
    public double[] Witnesses { get; }

    /// <summary>Account (rank) → witnesses who acted on it.</summary>
    public double[] Response { get; }

    /// <summary>Account (rank) → living accounts that it did more than mention.</summary>
    public double[] Reached { get; }

    /// <summary>
    /// Pair → weight 0–1 of the actor as a proven person (authenticity times proof), and as one of the crowd of unproven accounts. Made on demand from what is
    /// known of the actor.
    /// </summary>
    public (double Proven, double Crowd) this[int pair]
    {
        get
        {
            var (actor, share) = (_pairs.Actors[pair], Alive(pair));
            return (_authenticity[actor] * share, _unproven[actor] * (1 - share));
        }
    }

    /// <summary>How far the actor of a pair is proven to be alive by others than the target, 0–1.</summary>
    public double Alive(int pair)
    {
        var (actor, reverse) = (_pairs.Actors[pair], _pairs.Reverse[pair]);
        var others = Response[actor] - (reverse < 0 ? 0 : Witnesses[_pairs.Targets[pair]] * _spoken[reverse]);
        return Share(Math.Max(0, others), _model);
    }

    /// <param name="authenticity">Account (rank) → probability that it is genuine, inside (0, 1).</param>
    /// <param name="known">Account (rank) → whether a profile is known.</param>
    public static ProofOfLife Measure(PairTable pairs, PairEvidence evidence, double[] authenticity, bool[] known, ScoreModel model)
    {
        var accounts = authenticity.Length;
        var witness = new double[accounts];
        for (var account = 0; account < accounts; account++)
            witness[account] = Witness(authenticity[account], known[account], model);

        var response = Responses(pairs, evidence, witness);
        var breadth = Breadth(pairs, evidence, response, model);
        var unproven = new double[accounts];
        Parallel.For(0, accounts, actor => unproven[actor] = Unproven(authenticity[actor], breadth[actor], model));
        return new ProofOfLife(pairs, evidence.Spoken, authenticity, witness, response, breadth, unproven, model);
    }

    /// <summary>Account (rank) → witnesses who acted on it.</summary>
    private static double[] Responses(PairTable pairs, PairEvidence evidence, double[] witness)
    {
        var response = new double[witness.Length];
        for (var pair = 0; pair < pairs.PairCount; pair++) response[pairs.Targets[pair]] += witness[pairs.Actors[pair]] * evidence.Spoken[pair];
        return response;
    }

    /// <summary>Account (rank) → living accounts that it did more than mention: acting on dead accounts is no life.</summary>
    private static double[] Breadth(PairTable pairs, PairEvidence evidence, double[] response, ScoreModel model)
    {
        var breadth = new double[response.Length];
        for (var pair = 0; pair < pairs.PairCount; pair++)
        {
            if (!pairs.OnlyMentions[pair]) breadth[pairs.Actors[pair]] += evidence.All[pair] * Share(response[pairs.Targets[pair]], model);
        }

        return breadth;
    }

    /// <summary>Weight 0–1 as a witness.</summary>
    /// <param name="known">Whether a profile is known.</param>
    public static double Witness(double authenticity, bool known, ScoreModel model) => known ? Witness(authenticity, model) : model.UnknownWitness;

    /// <summary>Weight 0–1 as a witness, of somebody with a known profile.</summary>
    public static double Witness(double authenticity, ScoreModel model) =>
        authenticity * Math.Clamp((authenticity - model.WitnessFrom) / (model.WitnessFull - model.WitnessFrom), 0, 1);

    /// <param name="response">Witnesses who acted on the account.</param>
    /// <returns>How far it is proven to be alive, 0–1.</returns>
    public static double Share(double response, ScoreModel model) => response / (response + model.ProofPeople);

    /// <summary>
    /// Probability that an account nobody answers is a person; never above <paramref name="authenticity"/>. A profile can only speak against such an
    /// account: the best-kept profile counts no more than an unknown one, since profiles are what fakes keep best.
    /// </summary>
    /// <param name="breadth">Living accounts it did more than mention.</param>
    public static double Unproven(double authenticity, double breadth, ScoreModel model)
    {
        var factor = Math.Min(1, model.UnprovenOdds * Math.Pow(Math.Max(1, breadth), model.BreadthPower));
        var believed = Math.Min(authenticity, model.UnprovenCeiling);
        return believed * factor / (believed * factor + 1 - believed);
    }
}
