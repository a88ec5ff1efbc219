namespace InfluenceScore.Web.Pages.Clients;

/// <summary>One order of the portfolio: its word in the address, and what people read.</summary>
public sealed record ClientSort(string Key, string Label)
{
    public static readonly ClientSort Score = new("score", "Score, highest first");
    public static readonly ClientSort Change = new("change", "Change in 7 days, gains first");
    public static readonly ClientSort Fall = new("fall", "Change in 7 days, losses first");
    public static readonly ClientSort Name = new("name", "Name");
    public static readonly ClientSort Folder = new("folder", "Folder, then name");

    public static readonly IReadOnlyList<ClientSort> All = [Score, Change, Fall, Name, Folder];

    /// <summary>The order of that name, the first one where none is given, null where nobody knows it.</summary>
    public static ClientSort? FindOrNull(string? key) => string.IsNullOrEmpty(key) ? Score : All.FirstOrDefault(s => s.Key == key);

    /// <summary>Clients without a score, or without an earlier one, stand at the end.</summary>
    internal IEnumerable<Portfolio.Standing> Order(IEnumerable<Portfolio.Standing> clients)
    {
        var byName = clients.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Id);
        return Key switch
        {
            "name" => byName,
            "folder" => byName.OrderBy(c => c.Folder is null).ThenBy(c => c.Folder, StringComparer.OrdinalIgnoreCase),
            "change" => byName.OrderBy(c => c.Change is null).ThenByDescending(c => c.Change),
            "fall" => byName.OrderBy(c => c.Change is null).ThenBy(c => c.Change),
            _ => byName.OrderBy(c => c.Now is null).ThenByDescending(c => c.Now?.Value),
        };
    }
}
