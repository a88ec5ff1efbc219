namespace InfluenceScore.Scoring.Explanations;

/// <summary>Why a score moved. The numbers are stored and exported: never renumber.</summary>
public enum ChangeCause : byte
{
    /// <summary>People who act now and of whom nothing was left before.</summary>
    NewPeople = 1,

    /// <summary>People who did nothing since: what they once did has aged, or is gone.</summary>
    FadedEvidence = 2,

    /// <summary>People who acted again, so that more is left of them than before.</summary>
    MoreActs = 3,

    /// <summary>People who acted again, but less than before.</summary>
    FewerActs = 4,

    /// <summary>The authenticity of people was judged anew, or somebody began to mention strangers by the dozen.</summary>
    Reclassified = 5,

    /// <summary>People of whom more (or less) is now known to be alive: others act on them, or they lead a life of their own.</summary>
    Proven = 6,

    /// <summary>People whose posts the account now answers more, or less: quid pro quo.</summary>
    Reciprocity = 7,

    /// <summary>Unproven accounts count more, or less, because more, or fewer, proven people stand beside them.</summary>
    CrowdBound = 8,

    /// <summary>The same people acted on a larger, or smaller, share of the posts.</summary>
    ResponsePerPost = 9,

    /// <summary>The people who act became more, or less, influential themselves.</summary>
    InfluenceOfPeople = 10,

    /// <summary>Another model version, half-life or window: the same evidence measured differently.</summary>
    ModelChange = 11,

    /// <summary>Facts that arrived only after the score had been made. Not a cause between two scorings of the same facts: it closes the sum of stored scores.</summary>
    LearnedSince = 12,
}
