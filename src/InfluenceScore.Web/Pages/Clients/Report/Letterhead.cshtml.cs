using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Clients;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Clients.Report;

/// <summary>Name, line and logo at the head of reports.</summary>
[RequestSizeLimit(MaxRequestBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequestBytes)]
public sealed class LetterheadModel(InfluenceDbContext db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>Room for a picture that is somewhat too large, so that it is refused with a sentence and not with a broken connection.</summary>
    private const int MaxRequestBytes = 8 * Letterhead.MaxLogoBytes;

    public string? Name { get; private set; }
    public string? Line { get; private set; }
    public bool HasLogo { get; private set; }
    public string? Problem { get; private set; }

    [TempData]
    public string? Said { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) => Show(await VisibleClients.Letterheads(db, viewer).AsNoTracking().FirstOrDefaultAsync(cancel));

    public async Task<IActionResult> OnGetLogoAsync(CancellationToken cancel)
    {
        var found = await VisibleClients.Letterheads(db, viewer).AsNoTracking().Select(l => new { l.Logo, l.LogoType }).FirstOrDefaultAsync(cancel);
        if (found is not { Logo: { } logo, LogoType: { } type })
            return this.NotKnown("There is no logo.");
        Response.Headers.CacheControl = "private, no-cache";
        return File(logo, type);
    }

    [Audited(AuditActions.LetterheadChanged)]
    public async Task<IActionResult> OnPostAsync(string? name, string? line, IFormFile? logo, bool remove, CancellationToken cancel)
    {
        var letterhead = await VisibleClients.Letterheads(db, viewer).FirstOrDefaultAsync(cancel);
        if (letterhead is null)
            db.Add(letterhead = new Letterhead { OwnerId = VisibleClients.LetterheadOwner(viewer) });
        (letterhead.Name, letterhead.Line) = (Words.Plain(name, Letterhead.MaxName), Words.Plain(line, Letterhead.MaxLine));
        letterhead.ChangedAt = clock.GetUtcNow().UtcDateTime;
        Show(letterhead);
        if (remove)
            (letterhead.Logo, letterhead.LogoType) = (null, null);
        if (logo is { Length: > 0 })
        {
            if (logo.Length > Letterhead.MaxLogoBytes)
                return Refuse($"The logo is too large: {Words.Count(logo.Length / 1024)} kB, and {Letterhead.MaxLogoBytes / 1024} kB is the most.");
            using var bytes = new MemoryStream();
            await logo.CopyToAsync(bytes, cancel);
            if (LogoFile.TypeOrNull(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is not { } type)
                return Refuse("The logo is neither a PNG nor a JPEG picture.");
            (letterhead.Logo, letterhead.LogoType) = (bytes.ToArray(), type);
        }
        await db.SaveChangesAsync(cancel);
        Said = "The letterhead is saved.";
        return Redirect("/clients/letterhead");
    }

    private PageResult Refuse(string sentence)
    {
        Problem = sentence;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private void Show(Letterhead? letterhead) => (Name, Line, HasLogo) = (letterhead?.Name, letterhead?.Line, letterhead?.Logo is not null);
}
