namespace InfluenceScore.Web.Pages.Compare;

/// <summary>One part of several accounts on one scale of 0 to 100; the label gives the raw number.</summary>
/// <param name="Tone">reach, amp or impact.</param>
/// <param name="Dots">Label and index (0–100), in the order of the accounts.</param>
public sealed record PartDots(string Tone, string Title, IReadOnlyList<(string Label, double Index)> Dots)
{
    public string Spoken => $"{Title} index: {string.Join(", ", Dots.Select(d => $"{d.Label}, index {Words.Points(d.Index)}"))}";

    /// <summary>Label, index and height from the top in per cent.</summary>
    public IEnumerable<(string Label, double Index, double Y)> Placed => Dots.Select((d, i) => (d.Label, d.Index, 100.0 * (i + .5) / Dots.Count));
}
