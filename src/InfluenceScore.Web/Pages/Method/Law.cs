namespace InfluenceScore.Web.Pages.Method;

/// <summary>A promise about the score that is tested on every change of the code.</summary>
public sealed record Law(int Number, string Name, string Words)
{
    public static readonly IReadOnlyList<Law> All =
    [
        new(1, "Monotone", "With posts held fixed, one more genuine act never lowers any index nor the score."),
        new(2, "Followers alone move nothing", "10,000 silent followers more, or any cycle of following and unfollowing, move the score by 0.01 points at most."),
        new(3, "One person counts once", "A thousand acts by one person move the score less than three people with two acts each."),
        new(4, "Silence is not punished", "2 days cost nothing, 7 days at most 0.3 points, 30 days at most 0.5; then the score fades smoothly, with no cliff."),
        new(5, "Explanations are exact", "What people, posts and days add sums to the score, to nine decimals."),
        new(6, "Order changes nothing", "The same facts give the same score, to the last bit, however often and in whatever order they were read."),
        new(7, "Unrelated accounts change nothing", "Adding accounts that have nothing to do with you moves you by 0.01 points at most: the score is no rank."),
        new(8, "No jumps", "A steady account never moves more than 1 point a day without a named cause."),
        new(9, "Fakes do not pay", "Bought followers, bots and pods gain next to nothing: 10,000 bought followers at most 0.5 points, 150 young bots on every post at most 1, a pod of twelve at most 2."),
        new(10, "Bad input is refused", "Not-a-number, dates in the future, acts on oneself are ignored or refused by name; every result is finite."),
    ];
}
