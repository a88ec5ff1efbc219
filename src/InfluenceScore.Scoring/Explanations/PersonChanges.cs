using InfluenceScore.Scoring.Components;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>One person in two scorings of one account: the pair in each, −1 where there is none.</summary>
internal readonly record struct MatchedPerson(int Before, int After);

/// <summary>What one person moved in the sum behind a part, by cause. See <see cref="ChangeStatement"/>.</summary>
internal static class PersonChanges
{
    public static readonly ScorePart[] Parts = [ScorePart.TrueReach, ScorePart.Amplification, ScorePart.NetworkImpact];

    /// <summary>Lines that one person can have in one part, at most.</summary>
    public const int MostLines = 12;

    private static readonly ChangeCause[] SquareCauses =
        [ChangeCause.Reclassified, ChangeCause.Reclassified, ChangeCause.Proven, ChangeCause.Reciprocity, default, ChangeCause.InfluenceOfPeople];

    private static readonly ChangeCause[] ProvenCauses =
        [ChangeCause.Reclassified, ChangeCause.Proven, ChangeCause.Reciprocity, default, ChangeCause.Reclassified];

    private static readonly ChangeCause[] CrowdCauses =
    [
        ChangeCause.Reclassified, ChangeCause.Proven, ChangeCause.Proven, ChangeCause.Reciprocity,
        default, ChangeCause.Reclassified, ChangeCause.CrowdBound,
    ];

    /// <summary>One cause and what it moved, in units of the sum over people.</summary>
    public readonly record struct Line(ChangeCause Cause, double Change);

    /// <summary>Everybody who stands in either scoring, in the order of their keys.</summary>
    public static List<MatchedPerson> Match(AccountView before, AccountView after)
    {
        var matched = new List<MatchedPerson>(Math.Max(before.EndPair - before.FirstPair, after.EndPair - after.FirstPair));
        // Actors ascend by the ordinal order of their keys in both.
        for (int first = before.FirstPair, second = after.FirstPair; first < before.EndPair || second < after.EndPair;)
        {
            var order = first == before.EndPair ? 1 : second == after.EndPair ? -1 : string.CompareOrdinal(before.ActorKey(first), after.ActorKey(second));
            matched.Add(new MatchedPerson(order <= 0 ? first++ : -1, order >= 0 ? second++ : -1));
        }

        return matched;
    }

    /// <summary>Points per unit of the sum over people: the secant of the index, which for a logarithm is 1 ÷ the logarithmic mean.</summary>
    public static double Rate(AccountView before, AccountView after, ScorePart part)
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

    /// <param name="lines">Room for <see cref="MostLines"/>.</param>
    /// <returns>How many lines were written; some may be 0.</returns>
    public static int Of(AccountView before, AccountView after, MatchedPerson person, ScorePart part, Span<Line> lines)
    {
        PersonFactors? first = person.Before >= 0 ? before.Person(person.Before) : null;
        PersonFactors? second = person.After >= 0 ? after.Person(person.After) : null;
        if (first is not { Evidence: > 0 } && second is { } comer) return One(lines, ChangeCause.NewPeople, Size(comer, part));
        if (second is not { Evidence: > 0 } && first is { } goer) return One(lines, ChangeCause.FadedEvidence, -Size(goer, part));
        if (first is not { } f0 || second is not { } f1) return 0;
        var evidence = EvidenceCause(after, person.After, before.Workings.Options.AsOf, f0, f1);
        return part switch
        {
            ScorePart.TrueReach => Head(f0, f1, evidence, ReachOf(f0), ReachOf(f1), lines),
            ScorePart.Amplification => Head(f0, f1, ChangeCause.ResponsePerPost, AmplificationOf(f0), AmplificationOf(f1), lines),
            _ => Split(
                SquareCauses,
                evidence,
                [Square(f0.Authenticity), Square(f0.Selectivity), Square(f0.Proof), Square(f0.Independence), Square(f0.Evidence), Square(f0.Influence)],
                [Square(f1.Authenticity), Square(f1.Selectivity), Square(f1.Proof), Square(f1.Independence), Square(f1.Evidence), Square(f1.Influence)],
                lines),
        };
    }

    private static int Head(PersonFactors before, PersonFactors after, ChangeCause evidence, Shares shares0, Shares shares1, Span<Line> lines)
    {
        var proven = Split(
            ProvenCauses,
            evidence,
            [before.Authenticity, before.Proof, before.Independence, shares0.All, shares0.Selectivity],
            [after.Authenticity, after.Proof, after.Independence, shares1.All, shares1.Selectivity],
            lines);

        // The probability of an unproven person moves with the profile first, then with the person's own life.
        var (start, judged, end) = (Unproven(before.Believed, before.Odds), Unproven(after.Believed, before.Odds), Unproven(after.Believed, after.Odds));
        return proven + Split(
            CrowdCauses,
            evidence,
            [start, 1, 1 - before.Proof, before.Independence, shares0.Slow, shares0.SlowSelectivity, shares0.Crowd],
            [judged, judged > 0 ? end / judged : 1, 1 - after.Proof, after.Independence, shares1.Slow, shares1.SlowSelectivity, shares1.Crowd],
            lines[proven..]);
    }

    /// <param name="evidence">The cause that stands where <paramref name="causes"/> leaves it open.</param>
    private static int Split(ChangeCause[] causes, ChangeCause evidence, ReadOnlySpan<double> before, ReadOnlySpan<double> after, Span<Line> lines)
    {
        Span<double> parts = stackalloc double[MostLines];
        LogarithmicMean.Split(before, after, parts[..causes.Length]);
        for (var i = 0; i < causes.Length; i++) lines[i] = new Line(causes[i] == default ? evidence : causes[i], parts[i]);
        return causes.Length;
    }

    private static int One(Span<Line> lines, ChangeCause cause, double change)
    {
        lines[0] = new Line(cause, change);
        return 1;
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
