using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Pages.Method;

/// <summary>One number of the score model as the method page tells it; the value comes from the code that scores.</summary>
/// <param name="Property">Name of the property of <see cref="ScoreModel"/>; a test checks that none is left out.</param>
/// <param name="Symbol">How the formulas above the table write it.</param>
public sealed record ModelConstant(string Property, string Symbol, double Value, string Unit, string Meaning)
{
    /// <summary>Every number of the model, in the order of the steps.</summary>
    public static IReadOnlyList<ModelConstant> Of(ScoreModel m) =>
    [
        new(nameof(m.PauseDays), "Z", m.PauseDays, "days", "Silence in a row during which an account’s clock stands still."),
        new(nameof(m.RhythmDays), "δ", m.RhythmDays, "days", "The most that the clock runs between two posts, however long the gap."),
        new(nameof(m.SaturationActs), "n₀", m.SaturationActs, "acts", "Decayed acts of one kind after which 63% of what that kind can show is shown."),
        new(nameof(m.RepostCeiling), "c repost", m.RepostCeiling, "0–1", "The most that reposts can show of one person’s attention."),
        new(nameof(m.QuoteCeiling), "c quote", m.QuoteCeiling, "0–1", "The same for quotes."),
        new(nameof(m.ReplyCeiling), "c reply", m.ReplyCeiling, "0–1", "The same for replies."),
        new(nameof(m.MentionCeiling), "c mention", m.MentionCeiling, "0–1", "The same for mentions."),
        new(nameof(m.LikeCeiling), "c like", m.LikeCeiling, "0–1", "The same for likes."),
        new(nameof(m.FreeStrangers), "K₀", m.FreeStrangers, "accounts", "Strangers that somebody may mention unasked before such mentions weigh less."),
        new(nameof(m.UnknownWitness), "ψ unknown", m.UnknownWitness, "0–1", "Weight of an account without a profile as a witness that somebody is alive."),
        new(nameof(m.WitnessFrom), "ψ from", m.WitnessFrom, "0–1", "Authenticity below which a known profile is no witness."),
        new(nameof(m.WitnessFull), "ψ full", m.WitnessFull, "0–1", "Authenticity from which it is a full one."),
        new(nameof(m.LikeWitness), "ψ like", m.LikeWitness, "share", "Of a like that counts as a sign of life of the one who gets it: likes cost nothing."),
        new(nameof(m.ProofPeople), "r₀", m.ProofPeople, "people", "Witnesses after which an account is half proven to be alive."),
        new(nameof(m.UnprovenCeiling), "q max", m.UnprovenCeiling, "0–1", "The most authenticity that a profile can give an account that nobody answers."),
        new(nameof(m.UnprovenOdds), "ω", m.UnprovenOdds, "factor", "On the odds of being a person, where nobody answers and only one account is acted on."),
        new(nameof(m.BreadthPower), "γ", m.BreadthPower, "power", "With which a life of its own raises those odds."),
        new(nameof(m.QuickMinutes), "quick", m.QuickMinutes, "minutes", "After a post, within which acts of unproven accounts count nothing: machines react at once."),
        new(nameof(m.ReciprocityPriorPosts), "posts₀", m.ReciprocityPriorPosts, "posts", "Added to the denominator of a response rate: a rate over few posts says little."),
        new(nameof(m.ReciprocityFrom), "r from", m.ReciprocityFrom, "share", "Of a fan’s posts that the account answers, from which the fan’s own acts weigh less."),
        new(nameof(m.ReciprocityFull), "r full", m.ReciprocityFull, "share", "At which they weigh nothing."),
        new(nameof(m.CrowdPerProven), "ρ", m.CrowdPerProven, "people", "Unproven people beside one proven person, before they count logarithmically."),
        new(nameof(m.CrowdStart), "p₀", m.CrowdStart, "people", "Proven people that every account is taken to have in that bound."),
        new(nameof(m.PersonPerPostLimit), "ρₘ", m.PersonPerPostLimit, "people per post", "The most that one person can add: a superfan is one fan."),
        new(nameof(m.PriorPeople), "α", m.PriorPeople, "people", "Of the prior, over β posts, before anything is known."),
        new(nameof(m.PriorPosts), "β", m.PriorPosts, "posts", "That the prior weighs."),
        new(nameof(m.InfluenceFloor), "I₀", m.InfluenceFloor, "0–1", "Influence of somebody whose own audience is unknown or empty."),
        new(nameof(m.InfluenceFromReach), "λ", m.InfluenceFromReach, "share", "Of a person’s influence that comes from their reach; the rest comes from who reacts to them."),
        new(nameof(m.InfluenceRounds), "rounds", m.InfluenceRounds, "rounds", "Of the fixed point, iterated from below."),
        new(nameof(m.NetworkOverlap), "θ", m.NetworkOverlap, "share", "Of the people on a smaller network who are taken to be on each larger one too, for a person with several accounts. An assumption."),
        new(nameof(m.TrueReachAnchor), "X reach", m.TrueReachAnchor, "people", "True Reach whose index is 100."),
        new(nameof(m.AmplificationAnchor), "X ampl.", m.AmplificationAnchor, "people per post", "Amplification whose index is 100."),
        new(nameof(m.NetworkImpactAnchor), "X impact", m.NetworkImpactAnchor, "2-norm", "Network Impact whose index is 100."),
        new(nameof(m.TrueReachWeight), "w reach", m.TrueReachWeight, "weight", "Of the True Reach index in the score."),
        new(nameof(m.AmplificationWeight), "w ampl.", m.AmplificationWeight, "weight", "Of the Amplification index."),
        new(nameof(m.NetworkImpactWeight), "w impact", m.NetworkImpactWeight, "weight", "Of the Network Impact index."),
        new(nameof(m.PhantomWeight), "phantom", m.PhantomWeight, "weight", "Of one imagined further person in the variance."),
        new(nameof(m.IntervalDeviations), "z", m.IntervalDeviations, "deviations", "From the score to either end of the 95% interval."),
    ];
}
