using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>
/// Says in one sentence why a client's combined score moved between two runs of one model; causes by person and post are those of its accounts.
/// The score is a weighted sum of three indices, so the difference splits exactly into one difference a part; each is told by the raw number behind it.
/// </summary>
internal static class ClientSentence
{
    /// <summary>Points below which a part's difference is not worth a word.</summary>
    public const double Smallest = .1;

    public static string Between(ClientScore then, ClientScore now, ScoreModel model)
    {
        var causes = new (double Points, string Words)[]
        {
            (model.TrueReachWeight * (now.TrueReachIndex - then.TrueReachIndex), Reach(then.TrueReach, now.TrueReach)),
            (model.AmplificationWeight * (now.AmplificationIndex - then.AmplificationIndex), PerPost(then.Amplification, now.Amplification)),
            (model.NetworkImpactWeight * (now.NetworkImpactIndex - then.NetworkImpactIndex), Impact(then.NetworkImpactIndex, now.NetworkImpactIndex)),
        };
        var told = causes.Where(c => Math.Abs(c.Points) >= Smallest).OrderByDescending(c => Math.Abs(c.Points))
            .Select(c => $"{c.Words} ({Words.Signed(c.Points)})").ToList();
        if (told.Count == 0)
            return "No cause above 0.1 points.";
        var sentence = string.Join("; ", told) + ".";
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private static string Reach(double then, double now)
    {
        var people = Math.Round(Math.Abs(now - then));
        return people >= 2
            ? $"{Words.Count((long)people)} {(now > then ? "more" : "fewer")} people act on it"
            : $"{Distinct(then, now)} people act on it";
    }

    private static string PerPost(double then, double now) => $"each post draws {Distinct(then, now)} people";

    private static string Impact(double then, double now) =>
        $"the people who act are {(now > then ? "more" : "less")} influential, {Distinct(then, now)}";

    /// <summary>"9.0 instead of 8.1", with as many decimals as it takes to see the difference.</summary>
    private static string Distinct(double then, double now) => Words.Points(then) == Words.Points(now)
        ? $"{Words.Exact(now)} instead of {Words.Exact(then)}"
        : $"{Words.Points(now)} instead of {Words.Points(then)}";
}
