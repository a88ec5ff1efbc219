using InfluenceScore.Benchmarks.Authenticity;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Scoring.Tests.Authenticity;

public class AuthenticityFitTests
{
    private static List<LabelledProfile> Labelled => LabelledProfiles.Read(SharedDataFactAttribute.Folder!);

    [SharedDataFact]
    public void The_shipped_table_reaches_its_goals_on_the_labelled_sets()
    {
        // In sample, with the answers as exported (the product's prior). The cross-validated figures stand in docs/authenticity.md.
        foreach (var (set, goal, brier) in new[] { (0, .99, .03), (1, .95, .10) })
        {
            var accounts = Labelled.Where(account => account.Set == set).ToList();
            double[] p = [.. accounts.Select(account => AuthenticityModel.Estimate(account.Profile).Probability)];
            bool[] genuine = [.. accounts.Select(account => account.Label == Label.Genuine)];

            Assert.InRange(Metrics.Auc(p, genuine), goal, 1);
            Assert.InRange(Metrics.Brier(p, genuine), 0, brier);
        }
    }

    [SharedDataFact]
    public void The_goals_are_reached_out_of_fold_too()
    {
        var data = Labelled.Where(account => account.Profile.Followers is not null).ToList();
        var p = CrossValidation.Probabilities(data, AuthenticityTier.Full, FitAuthenticity.Settings, seed: 7);
        foreach (var (set, goal) in new[] { (0, .99), (1, .95) })
        {
            var rows = Enumerable.Range(0, data.Count).Where(i => data[i].Set == set).ToArray();
            Assert.InRange(Metrics.Auc([.. rows.Select(i => p[i])], [.. rows.Select(i => data[i].Label == Label.Genuine)]), goal, 1);
        }
    }

    [SharedDataFact]
    public void Fitting_again_gives_the_shipped_table()
    {
        var data = Labelled.Where(account => account.Profile.Followers is not null).ToList();
        foreach (var (tier, fitted) in FitAuthenticity.FitAll(data))
        {
            var shipped = AuthenticityCoefficients.Of(tier);
            foreach (var features in CrossValidation.FeaturesOf(data))
                Assert.Equal(fitted.Probability(features), shipped.Probability(features), .002);
        }
    }

    [Fact]
    public void The_fit_finds_a_known_curve_and_knows_its_intercept()
    {
        // Truth: log-odds of a bot fall by 2 for each factor of ten of followers; the share follows that law exactly, by weights.
        var features = new List<double[]>();
        var against = new List<bool>();
        var weights = new List<double>();
        for (var i = 0; i <= 300; i++)
        {
            var row = Enumerable.Repeat(double.NaN, ProfileFeatures.Count).ToArray();
            row[ProfileFeatures.Followers] = i / 100.0;
            var bot = 1 / (1 + Math.Exp(-(2 - 2 * row[ProfileFeatures.Followers])));
            foreach (var isBot in new[] { true, false })
            {
                features.Add(row);
                against.Add(isBot);
                weights.Add(100 * (isBot ? bot : 1 - bot));
            }
        }

        var card = ScorecardFit.Fit([.. features], [.. against], [.. weights], [ProfileFeatures.Followers], new(LeastGap: .3));
        foreach (var row in features) Assert.Equal(2 - 2 * row[ProfileFeatures.Followers], card.LogOdds(row), .25);
        Assert.Equal(card.Intercept, card.LogOdds([.. Enumerable.Repeat(double.NaN, ProfileFeatures.Count)]));
    }

    [Fact]
    public void The_area_under_the_curve_counts_ties_half_and_weights_fully()
    {
        Assert.Equal(1, Metrics.Auc([.1, .9], [false, true]));
        Assert.Equal(.5, Metrics.Auc([.4, .4], [false, true]));
        Assert.Equal(.75, Metrics.Auc([.1, .5, .5], [false, false, true]));
        Assert.Equal(.875, Metrics.Auc([.1, .5, .5], [false, false, true], [3, 1, 1]));
    }

    [Fact]
    public void Calibrated_probabilities_have_slope_one_and_no_error()
    {
        double[] p = [.2, .2, .8, .8];
        bool[] truth = [true, false, true, false];
        double[] weights = [.2, .8, .8, .2];

        Assert.Equal(0, Metrics.Ece(p, truth, weights), 9);
        Assert.Equal(.16, Metrics.Brier(p, truth, weights), 9);
        var (intercept, slope) = Metrics.Recalibration(p, truth, weights);
        Assert.Equal(0, intercept, 6);
        Assert.Equal(1, slope, 6);
    }
}
