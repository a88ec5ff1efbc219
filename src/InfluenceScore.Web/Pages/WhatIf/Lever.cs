using InfluenceScore.Scoring;
using Engine = InfluenceScore.Scoring.Explanations.WhatIf;

namespace InfluenceScore.Web.Pages.WhatIf;

/// <summary>One thing that a reader can imagine: a slider.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Label">What is imagined, with its unit.</param>
/// <param name="None">The value that changes nothing.</param>
/// <param name="IsTrick">What people sell as a way up; it answers 0.</param>
/// <param name="Why">Why the score answers as it does.</param>
/// <param name="Example">A value worth a link.</param>
/// <param name="ExampleLabel">The words of that link.</param>
public sealed record Lever(
    string Key, string Label, int None, int Most, int Step, bool IsTrick, string Why, int Example, string ExampleLabel,
    Func<(ScoringInput Input, ScoringOptions Options), int, int, (ScoringInput Input, ScoringOptions Options)> Apply)
{
    /// <summary>In the order in which they are applied: the pause comes last, because it moves the moment that is scored.</summary>
    public static readonly IReadOnlyList<Lever> All =
    [
        new("people", "More people who act on it, in a month", 0, 500, 1, false,
            "Living people who act are what the score counts, wherever they live; each one imagined here has friends of their own and acts once.",
            20, "20 more people of the town act on it", (w, account, value) => Engine.MorePeople(w.Input, w.Options, account, value)),
        new("answer", "People it answers", 0, 200, 1, false,
            "An answer is its own act, not theirs. What answering earns is what people do next, and nobody can know that.",
            50, "It answers 50 people", (w, account, value) => Engine.AnswerPeople(w.Input, w.Options, account, value)),
        new("posts", "Times as many posts", 1, 20, 1, false,
            "The same people on more posts are fewer people a post. Several posts of one day share their weight, so that more of them neither pay nor ruin.",
            10, "It posts ten times as much", (w, account, value) => Engine.MorePosts(w.Input, w.Options, account, value)),
        new("followers", "Followers bought", 0, 100_000, 500, true,
            "Follower counts are never an input, and accounts that do nothing are nobody influenced.",
            10_000, "It buys 10,000 followers", (w, account, value) => Engine.BuyFollowers(w.Input, w.Options, account, value)),
        new("cycles", "Accounts followed and unfollowed, a week", 0, 1_000, 10, true,
            "Whom it follows and who follows back are never an input, nor is the ratio. What counts is who acts.",
            300, "It follows and unfollows 300 a week", (w, account, value) => Engine.FollowAndUnfollow(w.Input, w.Options, account, value)),
        new("pause", "Days without a post from now on", 0, 180, 1, false,
            "While it rests its clock stands still, for 30 days in a row; then what it has fades.",
            30, "It rests for a month", (w, _, value) => Engine.Pause(w.Input, w.Options, value)),
    ];
}
