using InfluenceScore.Scoring.Patterns;

namespace InfluenceScore.Web.Pages.Patterns;

/// <summary>Words for patterns: what was seen, never why, and never an accusation. A test reads every word of it.</summary>
public static class PatternWords
{
    /// <summary>Words that no page of patterns may hold.</summary>
    public static readonly IReadOnlyList<string> Never = ["fraud", "fake", "cheat", "scam", "liar", "guilty", "criminal"];

    /// <summary>On a flag.</summary>
    public static string Flag(PatternKind kind) => kind switch
    {
        PatternKind.FollowChurn => "Follow pattern seen",
        PatternKind.BoughtFollowers => "Follower jump seen",
        PatternKind.BoughtEngagement => "Lockstep pattern seen",
        PatternKind.Ring => "Ring pattern seen",
        PatternKind.ReplySpam => "Mention pattern seen",
        _ => "Followers in answer",
    };

    /// <summary>Heading of its section.</summary>
    public static string Heading(PatternKind kind) => kind switch
    {
        PatternKind.FollowChurn => "Followed and dropped",
        PatternKind.BoughtFollowers => "A jump of followers",
        PatternKind.BoughtEngagement => "Acts in lockstep",
        PatternKind.Ring => "A ring of returned favours",
        PatternKind.ReplySpam => "Mentions of many strangers",
        _ => "Followers in answer to a follow",
    };

    /// <summary>Id of its section in the page.</summary>
    public static string Anchor(PatternKind kind) => kind switch
    {
        PatternKind.FollowChurn => "following",
        PatternKind.BoughtFollowers => "jump",
        PatternKind.BoughtEngagement => "lockstep",
        PatternKind.Ring => "ring",
        PatternKind.ReplySpam => "mentions",
        _ => "answers",
    };

    /// <summary>What was seen, in a sentence that a person could say aloud.</summary>
    /// <param name="number">A figure of the pattern by name.</param>
    /// <param name="people">Accounts that take part.</param>
    public static string Seen(PatternKind kind, Func<string, double> number, int people) => kind switch
    {
        PatternKind.BoughtFollowers =>
            $"{Words.Count((long)number(BoughtFollowers.Jump))} accounts began to follow within days, where {Words.Count((long)number(BoughtFollowers.Before))} had followed before. "
            + $"Of {Words.Count((long)number(BoughtFollowers.Known))} of them that are known by profile, {Words.Probability(number(BoughtFollowers.Hollow))} hardly look like people"
            + (number(BoughtFollowers.HollowElse) < 0 ? "." : $"; on other days {Words.Probability(number(BoughtFollowers.HollowElse))} do."),
        PatternKind.BoughtEngagement =>
            $"{Words.Count(people)} accounts that hardly look like people, and that nobody answers, came together within minutes on {Words.Count((long)number(BoughtEngagement.Posts), "post", "posts")}: "
            + $"{Words.Count((long)number(BoughtEngagement.Acts), "act", "acts")} in all.",
        PatternKind.Ring =>
            $"This account and {Words.Small(people)} others answer a large share of what any of them posts: {Words.Count((long)number(Rings.Acts), "act", "acts")} on this one. "
            + $"{Words.Probability(number(Rings.Density))} of the ties among the others are returned as well.",
        PatternKind.ReplySpam =>
            $"It mentioned about {Words.Count((long)Math.Round(number(ReplySpam.Strangers)))} accounts that never did more than mention it back.",
        PatternKind.InducedFollowers =>
            $"{Words.Count(people, "account", "accounts")} followed within two weeks after this account had followed them. {Words.Count((long)number("acted_later"))} of them acted on it later, and count for that like anybody else.",
        _ => "",
    };

    /// <summary>Why it does not pay.</summary>
    public static string WhyNothing(PatternKind kind) => kind switch
    {
        PatternKind.BoughtFollowers => "Followers are no input of the score: only what they do counts, and by their authenticity.",
        PatternKind.BoughtEngagement => "An act within minutes by an account that nobody answers weighs nothing; its profile holds the rest down.",
        PatternKind.Ring => "Acts of somebody whose posts one answers in return are taken for favours and weigh little or nothing.",
        PatternKind.ReplySpam => "Mentions of strangers shrink with the number of strangers; what is cancelled is what they would have given to those mentioned.",
        _ => "Followers are no input of the score; what they do later counts as with everybody.",
    };

    /// <summary>What else it could be.</summary>
    public static string Else(PatternKind kind) => kind switch
    {
        PatternKind.BoughtFollowers => "Somebody else may have ordered them, to harm or to test; a network may have suggested the account to newcomers; a contest may have drawn accounts made for it.",
        PatternKind.BoughtEngagement => "A tool of an agency or of a rival leaves the same trace, and nobody can choose who acts on them.",
        PatternKind.Ring => "Members of one team, band or family answer one another as well. The acts are real; they only say little about strangers.",
        PatternKind.ReplySpam => "A service desk whose customers write elsewhere, or an event that greets its guests, may look like this.",
        _ => "Following back is ordinary courtesy.",
    };
}
