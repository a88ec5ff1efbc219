namespace InfluenceScore.Web.Pages.Accounts;

/// <summary>One order of the account list: its word in the address, and what people read.</summary>
public sealed record AccountSort(string Key, string Label)
{
    public static readonly AccountSort Score = new("score", "Score, highest first");
    public static readonly AccountSort Change = new("change", "Change in 7 days, gains first");
    public static readonly AccountSort Fall = new("fall", "Change in 7 days, losses first");
    public static readonly AccountSort Reach = new("reach", "True Reach");
    public static readonly AccountSort Amplification = new("amplification", "Amplification");
    public static readonly AccountSort Impact = new("impact", "Network Impact");
    public static readonly AccountSort Name = new("name", "Name");

    public static readonly IReadOnlyList<AccountSort> All = [Score, Change, Fall, Reach, Amplification, Impact, Name];

    /// <summary>The order of that name, the first one where none is given, null where nobody knows it.</summary>
    public static AccountSort? FindOrNull(string? key) => string.IsNullOrEmpty(key) ? Score : All.FirstOrDefault(s => s.Key == key);
}
