namespace InfluenceScore.Web.Pages.Method;

/// <summary>A publication that the score leans on, and for what.</summary>
public sealed record Source(string Name, string For)
{
    public static IReadOnlyList<Source> All { get; } =
    [
        new("Rao et al. 2015, “Klout Score: Measuring Influence Across Multiple Social Networks”", "the three questions, and what this score does otherwise"),
        new("Cha et al. 2010, “Measuring User Influence in Twitter: The Million Follower Fallacy”", "followers are not influence"),
        new("Romero et al. 2011, “Influence and Passivity in Social Media”", "selectivity: who mentions everybody"),
        new("Bakshy et al. 2011, “Everyone’s an Influencer”", "past influence predicts, content hardly"),
        new("Kitsak et al. 2010, “Identification of influential spreaders in complex networks”; Ghosh et al. 2012 (Collusionrank)", "independence: favours returned"),
        new("Beutel et al. 2013 (CopyCatch); Gyöngyi et al. 2004 (TrustRank)", "proof of life: farms act alike, trust flows from people"),
        new("Cresci et al. 2015 (fake followers); Yang et al. 2020 (bot detection by metadata)", "the labelled profiles behind authenticity"),
        new("Efron and Stein 1981, “The jackknife estimate of variance”", "the interval"),
        new("Ang 2004 (LMDI-I); Ang and Liu 2007", "change statements without a residual"),
        new("Braunstein 2011", "what a score must be: sensible order, not hackable in days, monotone"),
        new("Golliher 2011", "R² of Klout scores on followers"),
        new("Pew Research Center 2013, “Social media matrix”", "the overlap of networks"),
    ];
}
