namespace InfluenceScore.Scoring.Evidence;

/// <summary>
/// Quid pro quo: who answers a large share of a fan's posts gets nothing from that fan's acts (Ghosh et al. 2012, Kitsak et al. 2010 on core-like groups).
/// Only the reverse rate is looked at, so an act on an account can never lower that account (law 1).
/// </summary>
internal sealed class Independence
{
    private readonly PairTable _pairs;
    private readonly double[] _postTotals;
    private readonly PairEvidence _evidence;
    private readonly ScoreModel _model;
    private readonly double _unanswered;

    /// <param name="postTotals">Author (rank) → weight of its posts.</param>
    public Independence(PairTable pairs, double[] postTotals, PairEvidence evidence, ScoreModel model)
    {
        (_pairs, _postTotals, _evidence, _model) = (pairs, postTotals, evidence, model);
        _unanswered = Factor(0, model);
    }

    /// <summary>Pair → 0–1; 1 where the actor has no known posts. Made on demand: hardly any pair acts both ways.</summary>
    public double this[int pair] => _pairs.Reverse[pair] is >= 0 and var reverse
        ? Factor(_evidence.Posts[reverse] / (_postTotals[_pairs.Actors[pair]] + _model.ReciprocityPriorPosts), _model)
        : _unanswered;

    /// <param name="rate">Share 0–1 of the fan's posts that the target answered.</param>
    public static double Factor(double rate, ScoreModel model)
    {
        var t = Math.Clamp((rate - model.ReciprocityFrom) / (model.ReciprocityFull - model.ReciprocityFrom), 0, 1);
        return 1 - t * t * (3 - 2 * t);
    }
}
