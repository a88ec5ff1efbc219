using InfluenceScore.Scoring.Authenticity;

namespace InfluenceScore.Benchmarks.Authenticity;

/// <summary>Out-of-fold probabilities under the prior of the fit.</summary>
public static class CrossValidation
{
    private const int Folds = 5;

    /// <summary>
    /// Each account gets its probability from a fit that has not seen it. Folds are shuffled (the files are sorted by label) and
    /// stratified by set and label.
    /// </summary>
    public static double[] Probabilities(IReadOnlyList<LabelledProfile> data, AuthenticityTier tier, FitSettings settings, int seed)
    {
        var features = FeaturesOf(data);
        var fold = AssignFolds(data, seed);
        var p = new double[data.Count];
        for (var k = 0; k < Folds; k++)
        {
            var training = Enumerable.Range(0, data.Count).Where(i => fold[i] != k).ToArray();
            var seen = Array.ConvertAll(training, i => data[i]);
            var cards = AuthenticityFit.Fit(seen, Array.ConvertAll(training, i => features[i]), AuthenticityFit.EqualSets(seen), tier, settings);
            for (var i = 0; i < data.Count; i++)
                if (fold[i] == k) p[i] = cards.Probability(features[i]);
        }

        return p;
    }

    /// <summary>Fitted on one list, asked about another.</summary>
    public static double[] Transfer(
        IReadOnlyList<LabelledProfile> training, IReadOnlyList<LabelledProfile> test, AuthenticityTier tier, FitSettings settings)
    {
        var cards = AuthenticityFit.Fit(training, FeaturesOf(training), AuthenticityFit.EqualSets(training), tier, settings);
        return [.. FeaturesOf(test).Select(f => cards.Probability(f))];
    }

    public static double[][] FeaturesOf(IReadOnlyList<LabelledProfile> data) => [.. data.Select(d =>
    {
        var features = new double[ProfileFeatures.Count];
        ProfileFeatures.Read(d.Profile, features);
        return features;
    })];

    private static int[] AssignFolds(IReadOnlyList<LabelledProfile> data, int seed)
    {
        var random = new Random(seed);
        var fold = new int[data.Count];
        foreach (var stratum in Enumerable.Range(0, data.Count).GroupBy(i => (data[i].Set, data[i].Label)))
        {
            var members = stratum.ToArray();
            random.Shuffle(members);
            for (var k = 0; k < members.Length; k++) fold[members[k]] = k % Folds;
        }

        return fold;
    }
}
