namespace InfluenceScore.Web.Pages;

/// <summary>How far back a trend goes: its word in the address and its length in days (null: all of it).</summary>
public sealed record TrendRange(string Key, int? Days, string Label)
{
    public static readonly TrendRange Usual = new("90", 90, "90 days");

    public static readonly IReadOnlyList<TrendRange> All =
        [new("7", 7, "7 days"), new("30", 30, "30 days"), Usual, new("365", 365, "1 year"), new("all", null, "All")];

    /// <summary>The range of that name, the usual one where none is given, null where nobody knows it.</summary>
    public static TrendRange? FindOrNull(string? key) => string.IsNullOrEmpty(key) ? Usual : All.FirstOrDefault(r => r.Key == key);
}
