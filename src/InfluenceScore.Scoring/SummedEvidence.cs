using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring;

/// <summary>
/// What a store has summed up of every interaction itself, where interactions are too many to be moved: one row a pair (who acted on whom), with what its acts
/// before as-of still weigh. The engine goes on from here by the same code; accounts that are tracked need their acts beside it, to be explained.
/// </summary>
/// <param name="accounts">Number of accounts.</param>
/// <param name="model">The model whose ceilings and saturation turn weights into evidence.</param>
public sealed class SummedEvidence(int accounts, ScoreModel model)
{
    /// <summary>Length of the weights by kind, indexed by <see cref="InteractionKind"/>; 0 is unused.</summary>
    public const int Kinds = PairEvidence.Kinds;

    internal List<int> Actors { get; } = [];

    internal List<int> Targets { get; } = [];

    internal List<bool> OnlyMentions { get; } = [];

    /// <summary>What the kinds but mentions leave unshown, 0–1: of all acts, of those that were no instant reaction, and as a sign of life.</summary>
    internal List<(double All, double Slow, double Spoken)> Unshown { get; } = [];

    /// <summary>Weight of the mentions, and of those that were no instant reaction.</summary>
    internal List<(double All, double Slow)> Mentions { get; } = [];

    /// <summary>Weights of the distinct posts acted on, as <see cref="PairEvidence.Posts"/>, <see cref="PairEvidence.Exposure"/> and <see cref="PairEvidence.SlowExposure"/>.</summary>
    internal List<(double Posts, double Exposure, double SlowExposure)> Exposures { get; } = [];

    /// <summary>Oldest and newest act, Unix milliseconds.</summary>
    internal List<(long First, long Last)> Times { get; } = [];

    internal double[] PostTotals { get; } = new double[accounts];

    /// <summary>Sets what the posts of an account before as-of weigh together.</summary>
    public void SetPosts(int author, double weight) => PostTotals[author] = weight;

    /// <summary>Adds a pair. Every pair comes once, in any order.</summary>
    /// <param name="actor">Who acted (account number).</param>
    /// <param name="target">Who was acted on (account number), somebody else.</param>
    /// <param name="onlyMentions">True where the actor did nothing but mention the target.</param>
    /// <param name="all">Decayed weights of the acts by kind.</param>
    /// <param name="slow">The same without instant reactions.</param>
    /// <param name="posts">Weight of the target's distinct posts with an act that weighs something.</param>
    /// <param name="slowPosts">The same without instant reactions.</param>
    /// <param name="loose">Weight of the acts on unknown posts, mentions excepted.</param>
    /// <param name="first">Oldest act, Unix milliseconds.</param>
    /// <param name="last">Newest act.</param>
    public void Add(int actor, int target, bool onlyMentions, ReadOnlySpan<double> all, ReadOnlySpan<double> slow, double posts, double slowPosts, double loose, long first, long last)
    {
        Actors.Add(actor);
        Targets.Add(target);
        OnlyMentions.Add(onlyMentions);
        double unshown = 1, unshownSlow = 1, unspoken = 1;
        for (var kind = InteractionKind.Repost; kind <= InteractionKind.Like; kind++)
        {
            if (kind == InteractionKind.Mention) continue;
            var left = PairEvidence.Unshown(kind, all[(int)kind], 1, model);
            unshown *= left;
            unshownSlow *= PairEvidence.Unshown(kind, slow[(int)kind], 1, model);
            unspoken *= kind == InteractionKind.Like ? 1 - model.LikeWitness * (1 - left) : left;
        }

        Unshown.Add((unshown, unshownSlow, unspoken));
        Mentions.Add((all[(int)InteractionKind.Mention], slow[(int)InteractionKind.Mention]));
        Exposures.Add((posts, posts + loose, slowPosts + loose));
        Times.Add((first, last));
    }
}
