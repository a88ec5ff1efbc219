using System.Data;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.SignIn;

/// <summary>Makes the first admin, for whoever has the link that the program printed; afterwards there is no such page.</summary>
[NoOutputCache]
public sealed class SetUpModel(InfluenceDbContext db, PasswordLinks links, UserManager<User> users, SignIns signIns, TimeProvider clock, AuditLog audit) : PageModel
{
    public string Token { get; private set; } = "";
    public string? Email { get; private set; }
    public string? Name { get; private set; }
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancel)
    {
        if (await FindOrNullAsync(token, cancel) is null)
            return this.NoSuchLink();
        Token = token!;
        return Page();
    }

    [NotAudited("writes its own entry")]
    public async Task<IActionResult> OnPostAsync(string? token, string? email, string? name, string? password, string? again, CancellationToken cancel)
    {
        if (await FindOrNullAsync(token, cancel) is not { } link)
            return this.NoSuchLink();
        (Token, Email, Name) = (token!, email?.Trim(), Words.Plain(name, Data.Entities.User.MaxName));
        if (!PeopleEdits.IsAddress(Email))
            return Refuse("This is no e-mail address: it is written like name@example.com.");
        var user = new User { UserName = Email, Email = Email, Name = Name, Role = Role.Admin, CreatedAt = clock.GetUtcNow().UtcDateTime };
        if (password != again)
            return Refuse("The two passwords are not the same.");
        if (PasswordRules.ProblemOrNull(user, password ?? "") is { } problem)
            return Refuse(problem);
        await using (var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel))
        {
            if (!await links.UseAsync(link, cancel) || !await links.IsSetUpDueAsync(cancel))
                return this.NoSuchLink();
            if (await users.CreateAsync(user, password!) is { Succeeded: false } refused)
                return Refuse(refused.Errors.First().Description);
            await audit.WriteAsync(AuditActions.PersonAdded, Email!, "The first admin, by the link that the program printed.", cancel);
            await transaction.CommitAsync(cancel);
        }
        await signIns.SignInAsync(user, isPersistent: false);
        return Redirect("/");
    }

    private async Task<PasswordLink?> FindOrNullAsync(string? token, CancellationToken cancel) =>
        await links.FindOpenOrNullAsync(token, cancel) is { UserId: null } link && await links.IsSetUpDueAsync(cancel) ? link : null;

    private PageResult Refuse(string sentence)
    {
        Problem = sentence;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
