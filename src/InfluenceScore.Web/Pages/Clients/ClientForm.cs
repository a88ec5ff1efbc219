using InfluenceScore.Data;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients;

/// <summary>What the form of a client shows and takes: the same for a new client and one that is changed.</summary>
public sealed class ClientForm
{
    private const int MostSuggestions = 300;

    public string? Name { get; set; }
    public string? Folder { get; set; }
    public string? Home { get; set; }
    public string? Notes { get; set; }

    /// <summary>Accounts as somebody writes them, the main one first: x:crumbtide.</summary>
    public List<string?> Accounts { get; set; } = [];

    /// <summary>What is wrong, a sentence each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Fields shown: some empty ones beside what is there.</summary>
    public int Fields => Math.Min(Client.MaxAccounts, Math.Max(4, Accounts.Count(a => !string.IsNullOrWhiteSpace(a)) + 2));

    public IReadOnlyList<(string Key, string Label)> KnownAccounts { get; private set; } = [];
    public IReadOnlyList<string> KnownFolders { get; private set; } = [];

    /// <summary>Fills the lists from which fields can be completed.</summary>
    public async Task ReadListsAsync(InfluenceDbContext db, Viewer viewer, CancellationToken cancel)
    {
        KnownAccounts = [.. (await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Tracked).OrderBy(a => a.Name ?? "").ThenBy(a => a.Id).Take(MostSuggestions)
            .Select(a => new { a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToListAsync(cancel))
            .Select(a => (new AccountKey(a.Network, a.Handle).ToString(), $"{Words.Plain(a.Name, 60) ?? Words.Plain(a.Handle, 60)}, {Words.Network(a.Network)}"))];
        KnownFolders = await VisibleClients.All(db, viewer).Where(c => c.Folder != null).Select(c => c.Folder!).Distinct().OrderBy(f => f).ToListAsync(cancel);
    }

    /// <summary>The draft that the form says, or null: then <see cref="Problems"/> tells why.</summary>
    public async Task<ClientDraft?> ReadDraftOrNullAsync(InfluenceDbContext db, Viewer viewer, CancellationToken cancel)
    {
        var name = Line(Name, "The name", Client.MaxName);
        if (name is null && Problems.Count == 0)
            Problems.Add("A client needs a name.");
        var (folder, home) = (Line(Folder, "The folder", Client.MaxFolder), Line(Home, "The home", Client.MaxHome));
        if (Notes?.Length > Client.MaxNotes)
            Problems.Add($"The notes are too long: {Words.Count(Client.MaxNotes)} characters at most.");
        var accounts = await FindAccountsAsync(db, viewer, cancel);
        return Problems.Count > 0 ? null : new ClientDraft(name!, folder, home, string.IsNullOrWhiteSpace(Notes) ? null : Notes.Trim(), accounts);
    }

    private async Task<List<int>> FindAccountsAsync(InfluenceDbContext db, Viewer viewer, CancellationToken cancel)
    {
        var found = new List<int>();
        var written = Accounts.Where(a => !string.IsNullOrWhiteSpace(a)).Select(a => a!).ToList();
        if (written.Count > Client.MaxAccounts)
            Problems.Add($"A client has {Client.MaxAccounts} accounts at most.");
        foreach (var text in written.Take(Client.MaxAccounts))
        {
            if (!AccountKey.TryParse(text, out var key))
                Problems.Add($"“{Words.Plain(text, 80)}” is no account: write the network, a colon and the handle, for example x:crumbtide.");
            else if (await db.Accounts.VisibleTo(db, viewer).Where(a => a.Network == key.Network && a.Handle == key.Handle).Select(a => a.Id).FirstOrDefaultAsync(cancel) is not (> 0 and var id))
                Problems.Add($"No account “{Words.Plain(key.Handle, 80)}” on {Words.Network(key.Network)} is known here, or it is none of yours: it must be imported or fetched first, and an admin can give it to you.");
            else if (found.Contains(id))
                Problems.Add($"{Words.Plain(key.ToString(), 80)} is named twice.");
            else
                found.Add(id);
        }
        return found;
    }

    private string? Line(string? text, string what, int max)
    {
        var plain = Words.Plain(text, max);
        if (plain?.EndsWith('…') == true && text!.Trim().Length > max)
            Problems.Add($"{what} is too long: {max} characters at most.");
        return plain;
    }
}
