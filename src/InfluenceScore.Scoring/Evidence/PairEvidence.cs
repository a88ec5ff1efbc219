namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// How much one person's acts on one account show, 0–1: a saturating noisy-or over the kinds, so one person counts once, however loud (law 3), and every
/// further act adds something and never takes away (law 1). Beside it, what is needed per post: the weight of the distinct posts acted on.
/// </summary>
internal sealed class PairEvidence
{
    /// <summary>Length of an array that is indexed by kind.</summary>
    public const int Kinds = (int)InteractionKind.Like + 1;

    public PairEvidence(int pairs, Selectivity selectivity)
    {
        Selectivity = selectivity;
        All = new double[pairs];
        Slow = new double[pairs];
        Spoken = new double[pairs];
        Posts = new double[pairs];
        Exposure = new double[pairs];
        SlowExposure = new double[pairs];
    }

    /// <summary>Pair → factor 0–1 on its mentions.</summary>
    public Selectivity Selectivity { get; }

    /// <summary>Pair → evidence 0–1 of all acts.</summary>
    public double[] All { get; }

    /// <summary>Pair → evidence 0–1 of the acts that were no instant reaction; ≤ <see cref="All"/>.</summary>
    public double[] Slow { get; }

    /// <summary>Pair → evidence 0–1 as a sign that somebody is alive: likes left out (<see cref="ScoreModel.LikeWitness"/>); ≤ <see cref="All"/>.</summary>
    public double[] Spoken { get; }

    /// <summary>Pair → weight of the distinct known posts that were acted on.</summary>
    public double[] Posts { get; }

    /// <summary>Pair → <see cref="Posts"/> plus the weight of acts on unknown posts, mentions excepted: what Amplification counts.</summary>
    public double[] Exposure { get; }

    /// <summary>Pair → the same without instant reactions.</summary>
    public double[] SlowExposure { get; }

    /// <summary>The evidence of one pair.</summary>
    public One this[int pair]
    {
        get => new(All[pair], Slow[pair], Spoken[pair], Posts[pair], Exposure[pair], SlowExposure[pair]);
        set => (All[pair], Slow[pair], Spoken[pair], Posts[pair], Exposure[pair], SlowExposure[pair]) = (value.All, value.Slow, value.Spoken, value.Posts, value.Exposure, value.SlowExposure);
    }

    public static PairEvidence Measure(ActTable acts, PostTable posts, Selectivity selectivity, ScoreModel model)
    {
        var evidence = new PairEvidence(acts.PairCount, selectivity);
        if (acts.Summed is { } summed)
        {
            Parallel.For(0, acts.PairCount, pair => evidence.Take(summed, acts.SummedRows![pair], pair, model));
            return evidence;
        }

        Parallel.For(0, acts.PairStart.Length - 1, () => new List<(int, bool)>(), (target, _, seen) =>
        {
            for (var pair = acts.PairStart[target]; pair < acts.PairStart[target + 1]; pair++) evidence.Measure(acts, posts, pair, model, seen);
            return seen;
        }, _ => { });
        return evidence;
    }

    /// <summary>Decayed acts → share 0–1 shown.</summary>
    public static double Saturated(double acts, ScoreModel model) => -AccurateFunctions.Expm1(-acts / model.SaturationActs);

    /// <summary>What one kind leaves unshown, 0–1: 1 − ceiling · selectivity · saturated.</summary>
    public static double Unshown(InteractionKind kind, double acts, double selectivity, ScoreModel model) =>
        1 - model.Ceiling(kind) * (kind == InteractionKind.Mention ? selectivity : 1) * Saturated(acts, model);

    /// <summary>True unless the act came within minutes of a known post: unknown delays are no instant reactions.</summary>
    public static bool IsSlow(ActTable acts, PostTable posts, int act, ScoreModel model)
    {
        if (acts.Posts[act] < 0) return true;
        var delay = acts.Times[act] - posts.Times[acts.Posts[act]];
        return delay < 0 || delay > model.QuickMinutes * 60_000;
    }

    /// <summary>Decayed acts of a pair by kind, into <paramref name="all"/> and <paramref name="slow"/> (indexed by kind).</summary>
    /// <returns>Whether none was an instant reaction: both are the same.</returns>
    public static bool Sum(ActTable acts, PostTable posts, int pair, ScoreModel model, Span<double> all, Span<double> slow)
    {
        all.Clear();
        slow.Clear();
        var same = true;
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            var kind = (int)acts.Kinds[act];
            all[kind] += acts.Weights[act];
            if (IsSlow(acts, posts, act, model)) slow[kind] += acts.Weights[act];
            else same = false;
        }

        return same;
    }

    /// <param name="byKind">Decayed acts, indexed by kind.</param>
    /// <param name="selectivity">Factor 0–1 on mentions.</param>
    public static double NoisyOr(ReadOnlySpan<double> byKind, double selectivity, ScoreModel model)
    {
        var unshown = 1.0;
        for (var kind = 1; kind < byKind.Length; kind++)
        {
            if (byKind[kind] > 0) unshown *= Unshown((InteractionKind)kind, byKind[kind], selectivity, model);
        }

        return 1 - unshown;
    }

    /// <summary>The evidence of a pair whose acts the store has summed up.</summary>
    private void Take(SummedEvidence summed, int row, int pair, ScoreModel model)
    {
        var (unshown, mentions) = (summed.Unshown[row], summed.Mentions[row]);
        var unmentioned = Unshown(InteractionKind.Mention, mentions.All, Selectivity[pair], model);
        All[pair] = 1 - unshown.All * unmentioned;
        Slow[pair] = 1 - unshown.Slow * Unshown(InteractionKind.Mention, mentions.Slow, Selectivity[pair], model);
        Spoken[pair] = 1 - unshown.Spoken * unmentioned;
        (Posts[pair], Exposure[pair], SlowExposure[pair]) = summed.Exposures[row];
    }

    private void Measure(ActTable acts, PostTable posts, int pair, ScoreModel model, List<(int Post, bool Slow)> seen) =>
        this[pair] = Of(acts, posts, pair, Selectivity[pair], model, seen);

    /// <summary>The evidence of one pair.</summary>
    /// <param name="selectivity">Factor 0–1 on its mentions.</param>
    /// <param name="seen">A list to work with.</param>
    public static One Of(ActTable acts, PostTable posts, int pair, double selectivity, ScoreModel model, List<(int Post, bool Slow)> seen)
    {
        Span<double> all = stackalloc double[Kinds], slow = stackalloc double[Kinds];
        // Most pairs have no instant reaction, or no like: what is known already is not worked out again.
        var same = Sum(acts, posts, pair, model, all, slow);
        var whole = NoisyOr(all, selectivity, model);
        var spoken = 1 - (1 - whole);
        if (all[(int)InteractionKind.Like] > 0)
        {
            var liked = model.LikeWitness * model.LikeCeiling * Saturated(all[(int)InteractionKind.Like], model);
            all[(int)InteractionKind.Like] = 0;
            spoken = 1 - (1 - NoisyOr(all, selectivity, model)) * (1 - liked);
        }

        seen.Clear();
        double loose = 0;
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            if (acts.Weights[act] <= 0) continue;
            if (acts.Posts[act] >= 0) seen.Add((acts.Posts[act], IsSlow(acts, posts, act, model)));
            else if (acts.Kinds[act] != InteractionKind.Mention) loose += acts.Weights[act];
        }

        if (seen.Count > 1) seen.Sort();
        double distinct = 0, slowDistinct = 0;
        for (var i = 0; i < seen.Count; i++)
        {
            // Sorted, false before true: the last entry of a post tells whether any act on it was slow.
            if (i + 1 < seen.Count && seen[i + 1].Post == seen[i].Post) continue;
            distinct += posts.Weights[seen[i].Post];
            if (seen[i].Slow) slowDistinct += posts.Weights[seen[i].Post];
        }

        return new One(whole, same ? whole : NoisyOr(slow, selectivity, model), spoken, distinct, distinct + loose, slowDistinct + loose);
    }

    /// <summary>What the arrays of the same names hold of one pair.</summary>
    public readonly record struct One(double All, double Slow, double Spoken, double Posts, double Exposure, double SlowExposure);
}
