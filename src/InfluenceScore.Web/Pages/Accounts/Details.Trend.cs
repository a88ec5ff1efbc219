using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Charts;
using Microsoft.AspNetCore.Mvc;

namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>The trend of the account page: which days, and how the parts stand.</summary>
public sealed partial class DetailsModel
{
    [FromQuery(Name = "since")]
    public string? SinceAsked { get; set; }

    [FromQuery(Name = "until")]
    public string? UntilAsked { get; set; }

    [FromQuery(Name = "parts")]
    public string? PartsAsked { get; set; }

    public TrendChoice Choice { get; private set; } = TrendChoice.Usual;

    public IReadOnlyList<(DateTime From, DateTime To)> Pauses { get; private set; } = [];

    /// <summary>The part of the trend that the reader asked for (sparklines always have 90 days).</summary>
    public AccountTrend TrendInRange
    {
        get
        {
            if (Run is null)
                return Trend;
            var (first, last) = Choice.Bounds(Run.AsOf);
            return Trend.Between(first, last);
        }
    }

    /// <summary>This page with another choice of trend, at the trend.</summary>
    public string Link(TrendChoice choice) => Link(choice, ShowsAllRows, "trend");

    /// <summary>What the parts add to the score, one on the other, so that the upper edge is the score.</summary>
    public static TrendChart? StackedChart(AccountTrend trend)
    {
        var parts = new (string Tone, string Name, Func<Score, double> Points)[]
        {
            ("reach", "True Reach", s => Model.TrueReachWeight * s.TrueReachIndex),
            ("amp", "Amplification", s => Model.AmplificationWeight * s.AmplificationIndex),
            ("impact", "Network Impact", s => Model.NetworkImpactWeight * s.NetworkImpactIndex),
        };
        if (trend.IsEmpty)
            return null;
        var thin = Runs.Thinned(trend.Scores);
        TrendPoint Layer(int i, DateTime at, Score score)
        {
            var below = parts.Take(i).Sum(p => p.Points(score));
            return new TrendPoint(at, below + parts[i].Points(score), below, below + parts[i].Points(score));
        }
        var series = parts.Select((part, i) =>
            new TrendSeries(part.Tone + " thin", "st-" + part.Tone, "f-" + part.Tone, $"{Words.Points(part.Points(thin[^1].Score))} {part.Name}", [.. thin.Select(t => Layer(i, t.AsOf, t.Score))])
            {
                Name = part.Name,
                IsStacked = true,
            }).ToList();
        var spoken = $"Points from the three parts, stacked: {Words.List([.. parts.Select(p => $"{p.Name} {Words.Points(p.Points(thin[0].Score))} to {Words.Points(p.Points(thin[^1].Score))}")])}.";
        return TrendChart.OrNull("h3", spoken, 20, 5, true, series);
    }
}
