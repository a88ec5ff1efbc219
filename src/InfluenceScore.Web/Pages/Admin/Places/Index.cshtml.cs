using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Admin.Places;

/// <summary>Places that the gazetteer lacks: villages under 5,000 people, quarters, nicknames. They hold for the whole database and from the next scoring on.</summary>
public sealed class IndexModel(InfluenceDbContext db) : PageModel
{
    /// <summary>Beyond, the list is no longer one that somebody keeps by hand.</summary>
    private const int MostPlaces = 1_000;

    public IReadOnlyList<CustomPlace> Places { get; private set; } = [];

    /// <summary>What was typed and refused.</summary>
    public PlaceForm Typed { get; private set; } = new(null, null, null, null, null, null);

    public string? Problem { get; private set; }

    [TempData]
    public string? Said { get; set; }

    /// <summary>The place that was just removed, as JSON of its form: it can be taken back on the spot.</summary>
    [TempData]
    public string? JustRemoved { get; set; }

    public PlaceForm? Removed => JustRemoved is null ? null : JsonSerializer.Deserialize<PlaceForm>(JustRemoved);

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    [Audited(AuditActions.PlaceAdded, "name")]
    public async Task<IActionResult> OnPostAddAsync(string? name, string? otherNames, string? country, string? latitude, string? longitude, string? people, CancellationToken cancel)
    {
        Typed = new PlaceForm(name, otherNames, country, latitude, longitude, people);
        await ReadAsync(cancel);
        var (place, problem) = Typed.Read();
        Problem = problem
            ?? (Places.Any(p => p.Name.Equals(place!.Name, StringComparison.OrdinalIgnoreCase)) ? "A place of that name is in the list already. Remove it first to change it." : null)
            ?? (Places.Count >= MostPlaces ? $"The list holds {Words.Count(MostPlaces)} places and takes no more." : null);
        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        db.Add(place!);
        await db.SaveChangesAsync(cancel);
        return Say($"{place!.Name} is in the list. The next scoring knows it.");
    }

    [Audited(AuditActions.PlaceRemoved, "place")]
    public async Task<IActionResult> OnPostRemoveAsync(int place, CancellationToken cancel)
    {
        if (await db.CustomPlaces.FindAsync([place], cancel) is not { } row)
            return Say("That place was removed before.");
        db.Remove(row);
        await db.SaveChangesAsync(cancel);
        JustRemoved = JsonSerializer.Serialize(PlaceForm.Of(row));
        return Say($"{row.Name} is removed. The next scoring does not know it.");
    }

    private async Task ReadAsync(CancellationToken cancel) =>
        Places = [.. (await db.CustomPlaces.AsNoTracking().ToListAsync(cancel)).OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)];

    private RedirectToPageResult Say(string sentence)
    {
        Said = sentence;
        return RedirectToPage("/Admin/Places/Index");
    }
}
