namespace InfluenceScore.Web.Pages.Method;

/// <summary>
/// The gaming table that `validate` wrote for the current model, as docs/validation.md has it; a test holds the two against each other.
/// </summary>
/// <param name="Gain">Mean gain of middling accounts, in points, net of the bystanders' median.</param>
/// <param name="Limit">What law 9 and its kin allow; "none" where it is told only.</param>
/// <param name="Worst">The worst single account.</param>
public sealed record Gaming(string Attack, string Gain, string Limit, string Worst, string Done)
{
    public static IReadOnlyList<Gaming> All { get; } =
    [
        new("follow churn", "-0.00", "≤ 0.05", "0.00", "Follow 3,000 accounts and drop them again; every tenth follows back and stays silent."),
        new("10,000 bought followers", "0.00", "≤ 0.5", "0.00", "Ten thousand silent followers."),
        new("150 young bots", "0.00", "≤ 1", "0.01", "150 fresh bots like and repost every post within minutes."),
        new("150 young bots, patient", "1.50", "none", "2.61", "The same, each act hours late."),
        new("150 young bots, patient, mutual", "1.52", "≤ 6", "2.75", "The same, and each bot likes ten of its fellows."),
        new("150 aged bots", "0.00", "≤ 4", "0.02", "150 bots bought with a history like and repost every post within minutes."),
        new("150 aged bots, patient", "3.32", "≤ 4", "5.02", "The same, each act hours late."),
        new("150 aged bots, patient, mutual", "3.33", "≤ 6", "5.04", "The same, and each bot likes ten of its fellows."),
        new("pod of 12", "-0.02", "≤ 2", "0.02", "Twelve accounts answer every post of one another."),
        new("pod of 12, half response", "1.17", "≤ 3", "3.48", "They answer every second post."),
        new("pod of 12, 30% response", "2.80", "≤ 4", "5.03", "They answer three posts in ten."),
        new("superfan", "0.38", "≤ 1.5", "0.78", "One person acts a thousand times."),
        new("ten times the posts", "-1.01", "≤ 1", "-0.57", "Nine filler posts beside each real one, unanswered."),
        new("spamming strangers", "-0.01", "≤ 0.2", "0.01", "Each target mentions 1,500 strangers."),
        new("silent month (loss)", "0.22", "≤ 0.5", "2.68", "No post for the last thirty days (what it costs)."),
        new("bot posting 30 days (its score)", "0.00", "≤ 10", "0.00", "A new automated account posts hourly for thirty days, five fellow bots react."),
        new("aged bots, patient, like strangers", "6.73", "none", "8.36", "150 patient aged bots that each also like ten posts of strangers."),
        new("aged bots, patient, mutual, like strangers", "6.75", "none", "8.37", "The same, and each likes ten fellows too."),
        new("one farm, all customers", "8.37", "none", "9.89", "150 patient aged bots serve all targets at once."),
        new("ten times the posts, answered a little", "-0.41", "none", "0.95", "Filler posts get a tenth of the usual response."),
    ];

    /// <summary>The whole row holds its limit, or has none: what is known to pay is told as well.</summary>
    public bool HasLimit => Limit != "none";
}
