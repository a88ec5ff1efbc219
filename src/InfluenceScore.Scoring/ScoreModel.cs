namespace InfluenceScore.Scoring;

/// <summary>
/// The versioned table of weights and anchors: every number of the score that the caller does not choose. A change of any of them is a new version.
/// Values were set on a simulated world with known influence and on the Higgs data (docs/scoring.md tells which, and what each piece buys).
/// </summary>
public sealed record ScoreModel
{
    /// <summary>The version that new scores are made with.</summary>
    public static ScoreModel Current { get; } = new();

    /// <summary>Stored with every score.</summary>
    public string Version { get; init; } = "1.0";

    // ---- Activity clock

    /// <summary>Days of silence in a row during which an account's clock stands still: a holiday (law 4).</summary>
    public double PauseDays { get; init; } = 30;

    /// <summary>Days that the clock may run between two posts, however long the gap: the rhythm allowance.</summary>
    public double RhythmDays { get; init; } = 3;

    // ---- Pair evidence

    /// <summary>Decayed acts of one kind after which 63% (1 − 1/e) of what that kind can show is shown. Small: one person counts once (law 3).</summary>
    public double SaturationActs { get; init; } = .35;

    /// <summary>The most that one kind of act can show of one person's attention, 0–1.</summary>
    public double RepostCeiling { get; init; } = 1;

    /// <inheritdoc cref="RepostCeiling"/>
    public double QuoteCeiling { get; init; } = 1;

    /// <inheritdoc cref="RepostCeiling"/>
    public double ReplyCeiling { get; init; } = .8;

    /// <inheritdoc cref="RepostCeiling"/>
    public double MentionCeiling { get; init; } = .75;

    /// <inheritdoc cref="RepostCeiling"/>
    public double LikeCeiling { get; init; } = .6;

    /// <summary>Strangers (accounts) that somebody may mention unasked before the mentions begin to weigh less: nobody is punished for a normal life.</summary>
    public double FreeStrangers { get; init; } = 40;

    // ---- Authenticity and proof of life

    /// <summary>Weight 0–1 of an account without a profile as a witness that somebody is alive.</summary>
    public double UnknownWitness { get; init; } = .7;

    /// <summary>Authenticity below which a known profile is no witness at all.</summary>
    public double WitnessFrom { get; init; } = .8;

    /// <summary>Authenticity from which a known profile is a full witness.</summary>
    public double WitnessFull { get; init; } = .9;

    /// <summary>Witnesses (people) after which an account is half proven to be alive.</summary>
    public double ProofPeople { get; init; } = 1;

    /// <summary>
    /// Share 0–1 of a like that counts as a sign of life of the one who gets it: none. Likes cost nothing, and farms like one another by the thousand.
    /// </summary>
    public double LikeWitness { get; init; }

    /// <summary>The most authenticity that a profile can give an account that nobody answers: that of an unknown profile.</summary>
    public double UnprovenCeiling { get; init; } = .7;

    /// <summary>Factor on the odds of being a person, for an account that nobody answers and that acts on one account only.</summary>
    public double UnprovenOdds { get; init; } = .05;

    /// <summary>Power with which a life of its own (accounts acted on) raises those odds, up to what the profile says.</summary>
    public double BreadthPower { get; init; } = 1.5;

    /// <summary>Minutes after a post within which an act of an unproven account counts nothing: machines react at once.</summary>
    public double QuickMinutes { get; init; } = 30;

    // ---- Independence

    /// <summary>Posts added to the denominator of a response rate: a rate over few posts says little.</summary>
    public double ReciprocityPriorPosts { get; init; } = 1.5;

    /// <summary>Share of a fan's posts that the target answers at which the fan's own acts begin to weigh less (quid pro quo).</summary>
    public double ReciprocityFrom { get; init; } = .2;

    /// <summary>Share at which they weigh nothing.</summary>
    public double ReciprocityFull { get; init; } = .4;

    // ---- True Reach

    /// <summary>Unproven people that may stand beside one proven person before they count logarithmically only.</summary>
    public double CrowdPerProven { get; init; } = 2.5;

    /// <summary>Proven people that every account is taken to have in that bound, so that a newcomer's crowd is not nothing.</summary>
    public double CrowdStart { get; init; } = 1;

    // ---- Amplification

    /// <summary>The most that one person can add, in people per post: a superfan is one fan.</summary>
    public double PersonPerPostLimit { get; init; } = .1;

    /// <summary>Shape of the Gamma prior: people per <see cref="PriorPosts"/> posts before anything is known.</summary>
    public double PriorPeople { get; init; } = .1;

    /// <summary>Rate of the Gamma prior: posts that the prior weighs.</summary>
    public double PriorPosts { get; init; } = 10;

    // ---- Network Impact

    /// <summary>Influence 0–1 of somebody whose own audience is unknown or empty.</summary>
    public double InfluenceFloor { get; init; } = .05;

    /// <summary>Share 0–1 of a person's influence that comes from their reach; the rest comes from who reacts to them.</summary>
    public double InfluenceFromReach { get; init; } = .5;

    /// <summary>Rounds of the fixed point, iterated from below.</summary>
    public int InfluenceRounds { get; init; } = 12;

    // ---- Several networks

    /// <summary>
    /// Share 0–1 of the people on a person's smaller network who are taken to be among those on each larger one, where nothing links the two. An assumption:
    /// 53% of Twitter's users used Instagram too, other pairs without Facebook stayed under 40% (Pew Research Center 2013, "Social media matrix"); of people
    /// who act on one person in two places we found no measurement.
    /// </summary>
    public double NetworkOverlap { get; init; } = .5;

    // ---- Indices and score

    /// <summary>True Reach (people) whose index is 100.</summary>
    public double TrueReachAnchor { get; init; } = 1_000_000;

    /// <summary>Amplification (people per post) whose index is 100.</summary>
    public double AmplificationAnchor { get; init; } = 1_000;

    /// <summary>Network Impact whose index is 100.</summary>
    public double NetworkImpactAnchor { get; init; } = 100;

    /// <summary>Weight of the True Reach index in the score. The three weights sum to 1.</summary>
    public double TrueReachWeight { get; init; } = .65;

    /// <summary>Weight of the Amplification index in the score.</summary>
    public double AmplificationWeight { get; init; } = .15;

    /// <summary>Weight of the Network Impact index in the score.</summary>
    public double NetworkImpactWeight { get; init; } = .20;

    // ---- Interval

    /// <summary>Weight of one imagined further person in the variance: nobody is known without doubt, least of all the account nobody acted on.</summary>
    public double PhantomWeight { get; init; } = .1;

    /// <summary>Standard deviations from the score to either end of the interval: 95% of a normal distribution.</summary>
    public double IntervalDeviations { get; init; } = 1.96;

    /// <summary>The ceiling of one kind: <see cref="RepostCeiling"/> and its kin.</summary>
    public double Ceiling(InteractionKind kind) => kind switch
    {
        InteractionKind.Repost => RepostCeiling,
        InteractionKind.Quote => QuoteCeiling,
        InteractionKind.Reply => ReplyCeiling,
        InteractionKind.Mention => MentionCeiling,
        InteractionKind.Like => LikeCeiling,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of interaction."),
    };
}
