using System.Text.Json;
using System.Xml.Linq;
using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Calibration;
using InfluenceScore.Scoring.Validation.Prediction;
using InfluenceScore.Scoring.Validation.Report;
using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Tests.Validation.Report;

public sealed class ReportTests
{
    [Fact]
    public void A_run_makes_a_whole_report_that_reads_as_markdown_json_and_svg()
    {
        var tiny = WorldOptions.Small(9) with { Accounts = 250, OracleFutures = 2 };
        var world = SimulatedWorld.Create(tiny);
        var labelled = world.Input.Profiles.Select((p, i) => (p!, world.Genuine[i])).ToList();
        var report = ValidationRun.Measure(new ValidationPlan
        {
            Seeds = [9],
            World = tiny,
            Repetitions = 3,
            FollowLives = 55,
            Data = _ => world.Input,
            Splits = [new PredictionSplit { Name = "simulated", Cut = world.AsOf - 30 * SimulatedWorld.Day, HorizonDays = 30, RepostsOnly = false }],
            FollowersAsOf = world.AsOf,
            Authenticity = [AuthenticityCalibration.Measure("simulated", labelled, AuthenticityPrior.Product)],
        });

        var text = ReportMarkdown.Write(report);
        Assert.All(report.Gaming, g => Assert.Contains($"| {g.Attack}", text, StringComparison.Ordinal));
        Assert.Contains("| score | 0.", text, StringComparison.Ordinal);
        Assert.All(report.Patterns, p => Assert.Contains($"| {p.Kind} | {p.Attack} |", text, StringComparison.Ordinal));
        Assert.Contains("| churner |", text, StringComparison.Ordinal);
        Assert.Contains("| followers | 0.", text, StringComparison.Ordinal);
        Assert.Equal(report.Gaming.Count, JsonDocument.Parse(ReportJson.Write(report)).RootElement.GetProperty("gaming").GetArrayLength());
        foreach (var svg in new[] { ReportPlots.Gaming(report), ReportPlots.Coverage(report), ReportPlots.Reliability(report.Authenticity) })
            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.InRange(report.FollowerShare!.Value, 0.2, 0.95);
        Assert.True(report.Authenticity[0].Auc > 0.8);
    }
}
