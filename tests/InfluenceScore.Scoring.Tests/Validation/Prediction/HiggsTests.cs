using System.Globalization;
using System.IO.Compression;
using InfluenceScore.Scoring.Tests.Authenticity;
using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Prediction;

namespace InfluenceScore.Scoring.Tests.Validation.Prediction;

/// <summary>SNAP Higgs Twitter activity (De Domenico et al. 2013): the harness against published baselines, and the score against them.</summary>
public sealed class HiggsTests
{
    private static readonly Lazy<ScoringInput> Input = new(Read);

    [SharedDataFact]
    public void The_baselines_reproduce_the_table_of_the_design()
    {
        var early = Table("2012-07-03T12:00:00Z", null);
        var late = Table("2012-07-04T00:00:00Z", null);
        Check(early, "past reposts", 0.351, 0.741);
        Check(early, "distinct past actors", 0.434, 0.758);
        Check(early, "PageRank", 0.405, 0.711);
        Check(late, "past reposts", 0.393, 0.768);
        Check(late, "distinct past actors", 0.461, 0.769);
        Check(late, "PageRank", 0.378, 0.701);
        Check(late, "plain decayed reach", 0.460, 0.841, 0.003);
    }

    [SharedDataFact]
    public void The_score_predicts_who_will_be_reposted_and_no_baseline_is_ahead()
    {
        var early = Table("2012-07-03T12:00:00Z", Scorers.Engine(null, 0.25, 7));
        var late = Table("2012-07-04T00:00:00Z", Scorers.Engine(null, 0.25, 7));
        Assert.Empty(early.Ahead);
        Assert.Empty(late.Ahead);
        Assert.True(early.Rows[0].Spearman.Value >= 0.52 && early.Rows[0].Ndcg.Value >= 0.83, early.Rows[0].ToString());
        Assert.True(late.Rows[0].Spearman.Value >= 0.46 && late.Rows[0].Ndcg.Value >= 0.82, late.Rows[0].ToString());
    }

    private static void Check(PredictionTable table, string measure, double spearman, double ndcg, double tolerance = 0.0006)
    {
        var row = table.Rows.Single(r => r.Measure == measure);
        Assert.Equal(spearman, row.Spearman.Value, tolerance);
        Assert.Equal(ndcg, row.Ndcg.Value, tolerance);
    }

    private static PredictionTable Table(string cut, Scorer? score) => PredictionHarness.Measure(_ => Input.Value, new PredictionSplit
    {
        Name = cut,
        Cut = Milliseconds(cut),
        HorizonDays = 1,
        HalfLifeDays = 0.25,
    }, score);

    private static ScoringInput Read()
    {
        var input = new ScoringInputBuilder();
        var numbers = new Dictionary<string, int>();
        int Number(string handle) => numbers.TryGetValue(handle, out var known) ? known : numbers[handle] = input.AddAccount("x:" + handle, null);
        var path = Path.Combine(SharedDataFactAttribute.Folder!, "higgs-past", "interactions.csv.gz");
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        lines.ReadLine();
        while (lines.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            input.AddAct(Number(cells[1]), Number(cells[2]), Enum.Parse<InteractionKind>(cells[3], ignoreCase: true), -1, Milliseconds(cells[5]));
        }

        return input.Build();
    }

    private static long Milliseconds(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
