using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Web.Pages.Changes;

/// <summary>Why a score moved, as a person would say it: the only place with words for causes. Plain text; names and posts in it are made harmless, Razor still encodes.</summary>
public static class ChangeWords
{
    /// <summary>Points below which a cause is not worth a word.</summary>
    public const double Smallest = .1;

    public const string NoCause = "No cause above 0.1 points.";

    /// <summary>From here on everything was about the topic, not only most of it.</summary>
    private const double NearlyAll = .95;

    private const int MaxName = 60, MaxPost = 60;

    /// <summary>"14 new people acted, mostly on #harbourmarket posts (+1.4); older acts faded (−0.4)."</summary>
    /// <param name="most">Causes told, largest first.</param>
    public static string Sentence(AccountChange change, int most = 3)
    {
        var told = WithoutRepetition(change.Causes.Where(c => c.Cause is not null && Math.Abs(c.Points) >= Smallest).Take(most))
            .Select(c => $"{Cause(c, change)} ({Words.Signed(c.Points)})").ToList();
        var untold = change.Causes.Where(c => c.Cause is null).SelectMany(Untold).ToList();
        if (told.Count + untold.Count == 0)
            return NoCause;
        return Capital($"{string.Join("; ", told.Concat(untold))}.{(untold.Count > 0 ? " No causes are stored for that." : "")}");
    }

    /// <summary>One line of a table: the cause as one part felt it.</summary>
    /// <param name="part">Null for points that belong to no part.</param>
    public static string Line(CauseSum cause, ScorePart? part, AccountChange change) => Capital((cause.Cause, part) switch
    {
        (ChangeCause.NewPeople, ScorePart.Amplification) => "the new people raise what each post draws",
        (ChangeCause.NewPeople, ScorePart.NetworkImpact) => "the new people have influence of their own",
        (ChangeCause.FadedEvidence, ScorePart.Amplification) => "older responses to posts faded",
        (ChangeCause.FadedEvidence, ScorePart.NetworkImpact) => "older acts of influential people faded",
        (ChangeCause.MoreActs, ScorePart.NetworkImpact) => "influential people acted again",
        (ChangeCause.FewerActs, ScorePart.NetworkImpact) => "influential people acted less than before",
        _ => Cause(cause, change),
    });

    /// <summary>A clause without a capital or a full stop.</summary>
    public static string Cause(CauseSum cause, AccountChange change)
    {
        var more = cause.Points >= 0;
        return cause.Cause switch
        {
            ChangeCause.NewPeople => NewPeople(cause),
            ChangeCause.FadedEvidence => "older acts faded",
            ChangeCause.MoreActs => $"{Counted(cause, "person", "people", "people")} acted again{Topic(cause)}",
            ChangeCause.FewerActs => $"{Counted(cause, "person", "people", "people")} acted again, but less than before",
            ChangeCause.Reclassified => Reclassified(cause, more),
            ChangeCause.Proven => $"{(more ? "more" : "fewer")} of the people who act are proven to be alive",
            ChangeCause.Reciprocity => $"{(more ? "fewer" : "more")} of the acts are favours returned",
            ChangeCause.CrowdBound => more ? "unproven accounts count more beside more proven people" : "unproven accounts count less beside fewer proven people",
            ChangeCause.ResponsePerPost => $"people act on a {(more ? "larger" : "smaller")} share of the posts",
            ChangeCause.InfluenceOfPeople => $"{(cause.Leading.Count > 0 ? Leading(cause) : "the people who act")} became {(more ? "more" : "less")} influential",
            ChangeCause.ModelChange => change.From.Model == change.To.Model
                ? "the model changed"
                : $"the model changed from {Words.Plain(change.From.Model, 20)} to {Words.Plain(change.To.Model, 20)}",
            ChangeCause.LearnedSince => "facts arrived that earlier scores did not know of",
            _ => "the causes are not stored",
        };
    }

    /// <summary>A topic is named once in a sentence.</summary>
    private static IEnumerable<CauseSum> WithoutRepetition(IEnumerable<CauseSum> causes)
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return causes.Select(c => c.Topic is { } topic && !named.Add(topic.Hashtag ?? topic.PostText ?? "") ? c with { Topic = null } : c);
    }

    private static string NewPeople(CauseSum cause)
    {
        if (cause.People == 1 && cause.Leading.Count == 1)
            return $"{Leading(cause)} is new among the people who act{Topic(cause)}";
        var topic = Topic(cause);
        return $"{Counted(cause, "new person", "new people", "new people")} acted{(topic.Length > 0 || cause.Leading.Count == 0 ? topic : $", {Leading(cause)} above all")}";
    }

    private static string Reclassified(CauseSum cause, bool more)
    {
        var (subject, verb) = cause.People == 1
            ? (cause.Leading.Count == 1 ? Leading(cause) : "1 account", "looks")
            : (Counted(cause, "account", "accounts", "accounts"), "look");
        return $"{subject} {verb} {(more ? "more" : "less")} genuine than before";
    }

    private static IEnumerable<string> Untold(CauseSum cause)
    {
        (string Name, double Points)[] parts =
            [("True Reach", cause.ReachPoints), ("Amplification", cause.AmplificationPoints), ("Network Impact", cause.ImpactPoints), ("the score", cause.WholePoints)];
        return parts.Where(p => Math.Abs(p.Points) >= Smallest).OrderByDescending(p => Math.Abs(p.Points))
            .Select(p => $"{p.Name} {(p.Points > 0 ? "rose" : "fell")} ({Words.Signed(p.Points)})");
    }

    /// <summary>"14 new people", "at most 120 new people", and no number where nobody counted.</summary>
    private static string Counted(CauseSum cause, string one, string many, string uncounted) => cause.People == 0
        ? uncounted
        : (cause.IsAtMost ? "at most " : "") + Words.Count(cause.People, one, many);

    private static string Topic(CauseSum cause)
    {
        if (cause.Topic is not { } topic)
            return "";
        var what = topic.Hashtag is { } tag ? $"#{Safe(tag, MaxName)} posts" : $"“{Safe(topic.PostText, MaxPost)}”";
        return topic.Share >= NearlyAll ? $" on {what}" : $", mostly on {what}";
    }

    private static string Leading(CauseSum cause) => Words.List([.. cause.Leading.Select(name => Safe(name, MaxName))]);

    /// <summary>Text written from right to left is set apart, so that it does not turn the numbers round it.</summary>
    private static string Safe(string? text, int max)
    {
        var plain = Words.Plain(text, max) ?? "no name";
        return plain.Any(c => c is >= '\u0590' and < '\u0900' or >= '\uFB1D' and < '\uFEFF') ? $"\u2068{plain}\u2069" : plain;
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
