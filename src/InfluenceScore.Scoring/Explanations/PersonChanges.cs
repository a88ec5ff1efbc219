using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>The change of every part, person by person and cause by cause. See <see cref="ChangeStatement"/>.</summary>
internal static class PersonChanges
{
    private static readonly ScorePart[] Parts = [ScorePart.TrueReach, ScorePart.Amplification, ScorePart.NetworkImpact];

    public static IEnumerable<ChangeEntry> Between(AccountView before, AccountView after)
    {
        foreach (var part in Parts)
        {
            var rate = Rate(before, after, part);
            if (part == ScorePart.Amplification)
                yield return new ChangeEntry(ChangeCause.ResponsePerPost, part, null, rate * (after.Prior - before.Prior));
            foreach (var actor in before.People.Keys.Union(after.People.Keys).Order(StringComparer.Ordinal))
            {
                foreach (var (cause, change) in Person(before, after, part, actor))
                    yield return new ChangeEntry(cause, part, actor, rate * change);
            }
        }
    }

    /// <summary>Points per unit of the sum over people: the secant of the index, which for a logarithm is 1 ÷ the logarithmic mean.</summary>
    private static double Rate(AccountView before, AccountView after, ScorePart part)
    {
        double sum0 = before.Sum(part), sum1 = after.Sum(part);
        var model = after.Workings.Model;
        var (weight, anchor) = part switch
        {
            ScorePart.TrueReach => (model.TrueReachWeight, model.TrueReachAnchor),
            ScorePart.Amplification => (model.AmplificationWeight, model.AmplificationAnchor),
            _ => (model.NetworkImpactWeight, model.NetworkImpactAnchor),
        };
        var capped = sum0 >= anchor || sum1 >= anchor;
        var perUnit = capped && sum0 != sum1
            ? (after.Points(part) - before.Points(part)) / (sum1 - sum0)
            : weight * 100 / (AccurateFunctions.Log1p(anchor) * LogarithmicMean.Of(1 + sum1, 1 + sum0));
        // Network Impact is a root: N1 − N0 = (Σy1² − Σy0²) / (N1 + N0).
        if (part != ScorePart.NetworkImpact) return perUnit;
        return sum0 + sum1 > 0 ? perUnit / (sum0 + sum1) : 0;
    }

    private static List<(ChangeCause Cause, double Change)> Person(AccountView before, AccountView after, ScorePart part, string actor)
    {
        PersonFactors? first = before.People.TryGetValue(actor, out var pair0) ? before.Person(pair0) : null;
        PersonFactors? second = after.People.TryGetValue(actor, out var pair1) ? after.Person(pair1) : null;
        if (first is not { Evidence: > 0 } && second is { } comer) return [(ChangeCause.NewPeople, Size(comer, part))];
        if (second is not { Evidence: > 0 } && first is { } goer) return [(ChangeCause.FadedEvidence, -Size(goer, part))];
        if (first is not { } f0 || second is not { } f1) return [];
        var evidence = EvidenceCause(after, pair1, before.Workings.Options.AsOf, f0, f1);
        return part switch
        {
            ScorePart.TrueReach => Head(f0, f1, evidence, ReachOf),
            ScorePart.Amplification => Head(f0, f1, ChangeCause.ResponsePerPost, AmplificationOf),
            _ => Split(
                [ChangeCause.Reclassified, ChangeCause.Reclassified, ChangeCause.Proven, ChangeCause.Reciprocity, evidence, ChangeCause.InfluenceOfPeople],
                f => [Square(f.Authenticity), Square(f.Selectivity), Square(f.Proof), Square(f.Independence), Square(f.Evidence), Square(f.Influence)], f0, f1),
        };
    }

    private static List<(ChangeCause Cause, double Change)> Head(
        PersonFactors before, PersonFactors after, ChangeCause evidence, Func<PersonFactors, Shares> of)
    {
        var (shares0, shares1) = (of(before), of(after));
        var proven = Split(
            [ChangeCause.Reclassified, ChangeCause.Proven, ChangeCause.Reciprocity, evidence, ChangeCause.Reclassified],
            f => [f.Authenticity, f.Proof, f.Independence, of(f).All, of(f).Selectivity], before, after);

        // The probability of an unproven person moves with the profile first, then with the person's own life.
        var (start, judged, end) = (Unproven(before.Believed, before.Odds), Unproven(after.Believed, before.Odds), Unproven(after.Believed, after.Odds));
        var crowd = Split(
            [
                ChangeCause.Reclassified, ChangeCause.Proven, ChangeCause.Proven, ChangeCause.Reciprocity,
                evidence, ChangeCause.Reclassified, ChangeCause.CrowdBound,
            ],
            [start, 1, 1 - before.Proof, before.Independence, shares0.Slow, shares0.SlowSelectivity, shares0.Crowd],
            [judged, judged > 0 ? end / judged : 1, 1 - after.Proof, after.Independence, shares1.Slow, shares1.SlowSelectivity, shares1.Crowd]);
        return [.. proven, .. crowd];
    }

    private static List<(ChangeCause Cause, double Change)> Split(
        ChangeCause[] causes, Func<PersonFactors, double[]> factors, PersonFactors before, PersonFactors after) =>
        Split(causes, factors(before), factors(after));

    private static List<(ChangeCause Cause, double Change)> Split(ChangeCause[] causes, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        Span<double> parts = stackalloc double[causes.Length];
        LogarithmicMean.Split(before, after, parts);
        var split = new List<(ChangeCause, double)>(causes.Length);
        for (var i = 0; i < causes.Length; i++) split.Add((causes[i], parts[i]));
        return split;
    }

    private static double Size(PersonFactors f, ScorePart part)
    {
        double Heads(Shares of) => f.Independence
            * (f.Authenticity * f.Proof * of.All * of.Selectivity + of.Crowd * Unproven(f.Believed, f.Odds) * (1 - f.Proof) * of.Slow * of.SlowSelectivity);
        return part switch
        {
            ScorePart.TrueReach => Heads(ReachOf(f)),
            ScorePart.Amplification => Heads(AmplificationOf(f)),
            _ => Square(f.Authenticity * f.Proof * f.Independence * f.Evidence * f.Selectivity * f.Influence),
        };
    }

    private static Shares ReachOf(PersonFactors f) => new(f.Evidence, f.SlowEvidence, f.Selectivity, f.SlowSelectivity, f.Crowd);

    private static Shares AmplificationOf(PersonFactors f) => new(f.Share, f.SlowShare, 1, 1, f.ShareCrowd);

    /// <summary>Why the evidence of somebody who was and is there moved.</summary>
    private static ChangeCause EvidenceCause(AccountView after, int pair, long since, PersonFactors f0, PersonFactors f1)
    {
        var acts = after.Workings.Acts;
        var acted = false;
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++) acted |= acts.Times[act] >= since;
        if (!acted && f1.Evidence <= f0.Evidence) return ChangeCause.FadedEvidence;
        return f1.Evidence >= f0.Evidence ? ChangeCause.MoreActs : ChangeCause.FewerActs;
    }

    private static double Unproven(double believed, double odds) => PersonFactors.Unproven(believed, odds);

    private static double Square(double x) => NetworkImpact.Square(x);

    /// <summary>The factors in which True Reach and Amplification differ.</summary>
    private readonly record struct Shares(double All, double Slow, double Selectivity, double SlowSelectivity, double Crowd);
}
