using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>
/// The command that made the shipped table: measures by cross-validation, prints what docs/authenticity.md quotes, fits on everything
/// and writes the coefficients. Deterministic: fixed seeds, fixed order.
/// </summary>
public static class FitAuthenticity
{
    /// <summary>
    /// Ridge and smoothness as in the study; the least gap of 0.3 (a factor of two) keeps spikes of one collection day out of the curves
    /// and costs nothing in cross-validation.
    /// </summary>
    public static FitSettings Settings { get; } = new(Knots: 7, LeastGap: 0.3, Ridge: 1, Smooth: 2);

    private const int Repeats = 5;
    private const int FirstSeed = 20261122;

    private static readonly AuthenticityTier[] Tiers =
        [AuthenticityTier.Full, AuthenticityTier.Likes, AuthenticityTier.Posts, AuthenticityTier.Audience];

    public static void Run(string dataFolder, string coefficientsPath)
    {
        var everyone = LabelledProfiles.Read(dataFolder);
        // Profiles without counts answer with the prior: nothing to fit on.
        var data = everyone.Where(d => d.Profile.Followers is not null).ToList();
        Print($"{everyone.Count} accounts, {everyone.Count - data.Count} without counts");

        var full = Array.Empty<double>();
        Print("Cross-validated (5 folds, mean of 5 shuffles), prior of the fit");
        Print("tier      | fakes AUC Brier slope | bots-train AUC Brier ECE slope | pooled AUC Brier ECE slope");
        foreach (var tier in Tiers)
        {
            var runs = Enumerable.Range(0, Repeats).Select(r => CrossValidation.Probabilities(data, tier, Settings, FirstSeed + r)).ToArray();
            if (tier == AuthenticityTier.Full) full = runs[0];
            var fakes = Mean(runs, p => Quality(data, p, d => d.Set == 0));
            var bots = Mean(runs, p => Quality(data, p, d => d.Set == 1));
            var pooled = Mean(runs, p => Quality(data, p, _ => true));
            Print($"{tier,-9} | {fakes[0]:F4} {fakes[1]:F4} {fakes[3]:F2} | {bots[0]:F4} {bots[1]:F4} {bots[2]:F4} {bots[3]:F2} | "
                + $"{pooled[0]:F4} {pooled[1]:F4} {pooled[2]:F4} {pooled[3]:F2}");
        }

        PrintSingleSets(data);
        PrintHardCases(data, full);
        PrintReliability("bots-train, prior of the fit", data, full, [.. data.Select(d => d.Set == 1 ? 1.0 : 0)]);
        PrintProductPrior(data, full);

        var prior = FitPrior(data);
        var cards = FitAll(data).ToArray();
        PrintUnlabelled(LabelledProfiles.ReadUnlabelled(dataFolder), cards.ToDictionary(c => c.Tier, c => c.Cards), prior);
        File.WriteAllText(coefficientsPath, CoefficientsFile.Text(prior, cards));
        Print($"written: {coefficientsPath}");
    }

    /// <summary>The scorecards of every tier, fitted on everything.</summary>
    public static IEnumerable<(AuthenticityTier Tier, TierScorecards Cards)> FitAll(IReadOnlyList<LabelledProfile> data)
    {
        var features = CrossValidation.FeaturesOf(data);
        var weights = AuthenticityFit.EqualSets(data);
        foreach (var tier in Tiers) yield return (tier, AuthenticityFit.Fit(data, features, weights, tier, Settings));
    }

    private static AuthenticityPrior FitPrior(List<LabelledProfile> data)
    {
        var weights = AuthenticityFit.EqualSets(data);
        return new(Share(Label.Genuine), Share(Label.Bought), Share(Label.Bot));

        double Share(Label label) => Enumerable.Range(0, data.Count).Where(i => data[i].Label == label).Sum(i => weights[i]) / data.Count;
    }

    private static void PrintSingleSets(List<LabelledProfile> data)
    {
        var fakes = data.Where(d => d.Set == 0).ToList();
        var bots = data.Where(d => d.Set == 1).ToList();
        Print("Fitted on one set alone (AUC, Brier)");
        foreach (var (name, set) in new[] { ("fakes", fakes), ("bots-train", bots) })
        {
            var runs = Enumerable.Range(0, Repeats).Select(r => CrossValidation.Probabilities(set, AuthenticityTier.Full, Settings, FirstSeed + r)).ToArray();
            var q = Mean(runs, p => Quality(set, p, _ => true));
            Print($"  {name,-10} cross-validated on itself {q[0]:F4} {q[1]:F4}, slope {q[3]:F2}");
        }

        var there = Quality(bots, CrossValidation.Transfer(fakes, bots, AuthenticityTier.Full, Settings), _ => true);
        var back = Quality(fakes, CrossValidation.Transfer(bots, fakes, AuthenticityTier.Full, Settings), _ => true);
        Print($"  fakes -> bots-train {there[0]:F4} {there[1]:F4};  bots-train -> fakes {back[0]:F4} {back[1]:F4}");
    }

    private static void PrintHardCases(List<LabelledProfile> data, double[] p)
    {
        var botWordless = Quality(data, p, d => d.Set == 1 && !BotWord.IsIn(d.Profile));
        Print($"bots-train without the word bot: AUC {botWordless[0]:F4}");
        foreach (var (name, chosen) in new (string, Func<LabelledProfile, bool>)[]
        {
            ("all", _ => true),
            ("fewer than 100 followers", d => d.Profile.Followers < 100),
            ("no likes given", d => d.Profile.LikesGiven == 0),
            ("bots-train", d => d.Set == 1),
            ("bots-train, fewer than 100 followers", d => d.Set == 1 && d.Profile.Followers < 100),
            ("bots-train, no likes given", d => d.Set == 1 && d.Profile.LikesGiven == 0),
        })
        {
            var rows = Enumerable.Range(0, data.Count).Where(i => data[i].Label == Label.Genuine && chosen(data[i])).ToArray();
            Print($"genuine accounts, {name}: n {rows.Length}, p < .5 {rows.Count(i => p[i] < .5) / (double)rows.Length:P1}, "
                + $"p < .2 {rows.Count(i => p[i] < .2) / (double)rows.Length:P1}");
        }
    }

    /// <summary>The same out-of-fold answers on the product's scale, the cases weighted to be as common as its prior says.</summary>
    private static void PrintProductPrior(List<LabelledProfile> data, double[] p)
    {
        var fit = FitPrior(data);
        var product = AuthenticityPrior.Product;
        // Both priors have as many bought accounts as bots (to within 0.01 in log-odds), so the shift can be applied to the sum.
        var q = Array.ConvertAll(p, v => Shifted(v, fit.Genuine, product.Genuine));
        var equal = AuthenticityFit.EqualSets(data);
        double[] weights = [.. data.Select((d, i) => equal[i] * d.Label switch
        {
            Label.Genuine => product.Genuine / fit.Genuine,
            Label.Bought => product.Bought / fit.Bought,
            _ => product.Bot / fit.Bot,
        })];
        bool[] genuine = [.. data.Select(d => d.Label == Label.Genuine)];
        Print($"product prior {product.Genuine}, cases reweighted to it: Brier {Metrics.Brier(q, genuine, weights):F4}, ECE {Metrics.Ece(q, genuine, weights):F4}, "
            + $"slope {Metrics.Recalibration(q, genuine, weights).Slope:F2}");
        PrintReliability("product prior, both sets", data, q, weights);
        foreach (var (name, set) in new[] { ("fakes", 0), ("bots-train", 1) })
        {
            var rows = Enumerable.Range(0, data.Count).Where(i => data[i].Set == set).ToArray();
            var high = rows.Where(i => q[i] >= AuthenticityModel.LikelyGenuineFrom).ToArray();
            var low = rows.Where(i => q[i] < AuthenticityModel.LikelyNotGenuineBelow).ToArray();
            Print($"{name}, product prior: q >= .8 for {high.Length / (double)rows.Length:P1}, of these genuine {high.Count(i => genuine[i]) / (double)high.Length:P1}; "
                + $"q < .2 for {low.Length / (double)rows.Length:P1}, of these not genuine {low.Count(i => !genuine[i]) / (double)low.Length:P1}");
        }
    }

    /// <summary>
    /// What the model says of real people at conferences, and which share of genuine accounts would make its own mean come true
    /// (Saerens et al. 2002, "Adjusting the Outputs of a Classifier to New a Priori Probabilities").
    /// </summary>
    private static void PrintUnlabelled(List<ProfileSnapshot> profiles, Dictionary<AuthenticityTier, TierScorecards> cards, AuthenticityPrior fit)
    {
        var features = new double[ProfileFeatures.Count];
        var p = new List<double>();
        foreach (var profile in profiles)
        {
            var tier = ProfileFeatures.Read(profile, features);
            if (tier != AuthenticityTier.TooLittleKnown) p.Add(cards[tier].Probability(features));
        }

        if (p.Count == 0) return;

        PrintShares("prior of the fit", p);
        PrintShares("product prior", p.ConvertAll(v => Shifted(v, fit.Genuine, AuthenticityPrior.Product.Genuine)));
        var share = fit.Genuine;
        for (var round = 0; round < 500; round++) share = p.Average(v => Shifted(v, fit.Genuine, share));
        Print($"conference accounts: self-consistent share of genuine accounts {share:P1}");
    }

    private static void PrintShares(string name, List<double> p)
    {
        var sorted = p.Order().ToArray();
        Print($"conference accounts, {name}: n {p.Count}, median {sorted[sorted.Length / 2]:F3}, "
            + $">= .8 {p.Count(v => v >= .8) / (double)p.Count:P1}, >= .9 {p.Count(v => v >= .9) / (double)p.Count:P1}, "
            + $"< .5 {p.Count(v => v < .5) / (double)p.Count:P1}, < .2 {p.Count(v => v < .2) / (double)p.Count:P1}");
    }

    /// <summary>A probability under another share of genuine accounts; bought and bot keep their proportion.</summary>
    private static double Shifted(double p, double from, double to) => 1 / (1 + (1 - p) / p * ((1 - to) / to) / ((1 - from) / from));

    private static void PrintReliability(string name, List<LabelledProfile> data, double[] p, double[] weights)
    {
        Print($"reliability, {name}: said -> true (share of weight)");
        var bins = Metrics.Reliability(p, [.. data.Select(d => d.Label == Label.Genuine)], weights);
        foreach (var (weight, said, truth) in bins) Print($"  {said:F3} -> {truth:F3} ({weight / bins.Sum(b => b.Weight):P1})");
    }

    /// <summary>AUC, Brier, ECE, slope; the sets weigh the same where both are in.</summary>
    private static double[] Quality(List<LabelledProfile> data, double[] p, Func<LabelledProfile, bool> chosen)
    {
        var rows = Enumerable.Range(0, data.Count).Where(i => chosen(data[i])).ToArray();
        var sub = Array.ConvertAll(rows, i => data[i]);
        var q = Array.ConvertAll(rows, i => p[i]);
        var genuine = Array.ConvertAll(sub, d => d.Label == Label.Genuine);
        var weights = AuthenticityFit.EqualSets(sub);
        return
        [
            Metrics.Auc(q, genuine, weights), Metrics.Brier(q, genuine, weights), Metrics.Ece(q, genuine, weights),
            Metrics.Recalibration(q, genuine, weights).Slope,
        ];
    }

    private static double[] Mean(double[][] runs, Func<double[], double[]> measure)
    {
        var all = Array.ConvertAll(runs, r => measure(r));
        return [.. Enumerable.Range(0, all[0].Length).Select(k => all.Average(a => a[k]))];
    }

    private static void Print(string line) => Console.WriteLine(line);
}
