using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.People;

/// <summary>The people whom the viewer keeps, and the form that invites another one.</summary>
[NoOutputCache]
public sealed class IndexModel(InfluenceDbContext db, PeopleEdits edits, Viewer viewer) : PageModel
{
    private const int MostAccounts = 300;

    public sealed record Row(int Id, string Shown, string Email, Role Role, DateTime? LastSignedInAt, bool IsInvited, bool IsDisabled, bool HasSecondFactor, int Accounts, string? InvitedBy);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<Role> Roles => edits.Roles;
    public IReadOnlyList<(int Id, string Label)> Accounts { get; private set; } = [];
    public string? Email { get; private set; }
    public string? Name { get; private set; }
    public string? Problem { get; private set; }

    [TempData]
    public string? Said { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    [Audited(AuditActions.Invited, "email", "role")]
    public async Task<IActionResult> OnPostInviteAsync(string? email, string? name, Role role, int[] accounts, CancellationToken cancel)
    {
        (Email, Name) = (Words.Plain(email, Data.Entities.User.MaxEmail), Words.Plain(name, Data.Entities.User.MaxName));
        var (id, token, problem) = await edits.InviteAsync(email, Name, role, accounts, cancel);
        if (problem is not null)
        {
            Problem = problem;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            await ReadAsync(cancel);
            return Page();
        }
        TempData[nameof(DetailsModel.Token)] = token;
        return Redirect($"/people/{id}");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Rows = [.. (await edits.Mine.AsNoTracking().OrderBy(u => u.DisabledAt != null).ThenBy(u => u.NormalizedEmail).Select(u => new
        {
            User = u,
            Accounts = db.UserAccounts.Count(a => a.UserId == u.Id),
            By = db.Users.Where(b => b.Id == u.InvitedById).Select(b => b.Name ?? b.Email).FirstOrDefault(),
        }).ToListAsync(cancel)).Select(x => new Row(x.User.Id, Words.Plain(x.User.Name, 60) ?? x.User.Email!, x.User.Email!, x.User.Role, x.User.LastSignedInAt,
            PeopleEdits.IsInvitation(x.User), x.User.DisabledAt is not null, x.User.TwoFactorEnabled, x.Accounts, x.By))];
        Accounts = [.. (await db.Accounts.AsNoTracking().VisibleTo(db, viewer).Where(a => a.Tracked || !viewer.SeesEverything).OrderBy(a => a.Name ?? a.Handle).ThenBy(a => a.Id).Take(MostAccounts)
            .Select(a => new { a.Id, a.Network, a.Handle, Name = a.Name == null ? null : a.Name.Substring(0, 200) }).ToListAsync(cancel))
            .Select(a => (a.Id, $"{Words.Plain(a.Name, 60) ?? Words.Plain(a.Handle, 60)}, {Words.Network(a.Network)}"))];
    }
}
