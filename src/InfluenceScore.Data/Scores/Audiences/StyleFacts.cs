using System.Text.Json.Serialization;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>What an account did itself inside the window by the calendar: the raw figures of its style. Null = not known, never zero.</summary>
/// <param name="Originals">Its own posts, answers to others left out.</param>
/// <param name="Quotes">Posts that quote somebody.</param>
/// <param name="Answers">Posts that answer somebody.</param>
/// <param name="Reposts">Reposts of others.</param>
/// <param name="SpokeToIt">Accounts that replied to, quoted or mentioned it.</param>
/// <param name="Answered">Of them, those whom it replied to, quoted or mentioned; null where no act of its own is known at all.</param>
/// <param name="WithTopThree">Posts with one of its three commonest hashtags and words.</param>
/// <param name="WithTerms">Posts with any; null where no text is known.</param>
/// <param name="ActiveDays">Days with a post of any kind.</param>
/// <param name="Days">Days looked at.</param>
public sealed record StyleFacts(
    int Originals, int Quotes, int Answers, int Reposts, int SpokeToIt, int? Answered, int WithTopThree, int? WithTerms, int ActiveDays, int Days)
{
    [JsonIgnore]
    public int Posts => Originals + Quotes + Answers + Reposts;
}

/// <summary>A place on the two axes of Klout's sixteen styles. It describes and never scores.</summary>
/// <param name="Across">0 = sharing and listening, 1 = creating and participating.</param>
/// <param name="Up">0 = focused and casual, 1 = broad and consistent.</param>
/// <param name="Creating">Share 0–1 of posts that are its own words; null where not known.</param>
/// <param name="Participating">Share 0–1 of those who spoke to it whom it answered; null where not known.</param>
/// <param name="Broad">Share 0–1 of posts outside its three commonest subjects; null where not known.</param>
/// <param name="Consistent">Share 0–1 of days with a post.</param>
public sealed record KloutStyle(double Across, double Up, double? Creating, double? Participating, double? Broad, double Consistent)
{
    /// <summary>Posts and reposts of its own that a style needs.</summary>
    public const int FewestPosts = 10;

    /// <summary>People who spoke to it, and texts, below which a share of them says nothing.</summary>
    public const int FewestForAShare = 5;

    /// <summary>
    /// The sixteen names of Klout's style matrix (2010 to 2013): upper row first, from sharing to creating. Which facts stand for the axes is ours: Klout
    /// never said.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Grid { get; } =
    [
        ["Curator", "Broadcaster", "Taste Maker", "Celebrity"],
        ["Syndicator", "Feeder", "Thought Leader", "Pundit"],
        ["Dabbler", "Conversationalist", "Socializer", "Networker"],
        ["Observer", "Explorer", "Activist", "Specialist"],
    ];

    public int Row => 3 - Cell(Up);

    public int Column => Cell(Across);

    public string Name => Grid[Row][Column];

    /// <summary>Cells beside its own whose border is nearer than a tenth.</summary>
    public bool IsNear(int row, int column)
    {
        const double Border = .1;
        var (dx, dy) = (column - Column, Row - row);
        if (Math.Abs(dx) + Math.Abs(dy) != 1)
            return false;
        return dx == 0 ? Distance(Up, dy) <= Border : Distance(Across, dx) <= Border;
    }

    /// <returns>Null where fewer than <see cref="FewestPosts"/> posts are known, or nothing of an axis is.</returns>
    public static KloutStyle? OrNull(StyleFacts f)
    {
        var creating = f.Originals + f.Quotes + f.Reposts;
        double? made = creating < FewestForAShare ? null : (double)(f.Originals + f.Quotes) / creating;
        double? takesPart = f.SpokeToIt < FewestForAShare || f.Answered is not { } answered ? null : (double)answered / f.SpokeToIt;
        double? broad = f.WithTerms is not { } with || with < FewestForAShare ? null : 1 - (double)f.WithTopThree / with;
        var consistent = f.Days == 0 ? 0 : Math.Min(1, (double)f.ActiveDays / f.Days);
        if (f.Posts < FewestPosts || Mean(made, takesPart) is not { } across)
            return null;
        return new KloutStyle(across, Mean(broad, consistent)!.Value, made, takesPart, broad, consistent);
    }

    private static double? Mean(double? a, double? b) => a is { } x && b is { } y ? (x + y) / 2 : a ?? b;

    private static int Cell(double value) => Math.Clamp((int)(value * 4), 0, 3);

    /// <summary>From a value to the border of its quarter, in the direction −1 or 1.</summary>
    private static double Distance(double value, int direction) =>
        direction > 0 ? (Cell(value) + 1) / 4d - value : value - Cell(value) / 4d;
}
