using System.Globalization;
using System.Text;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Auditing;
using InfluenceScore.Web.OutputCaching;
using InfluenceScore.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace InfluenceScore.Web.Pages.You;

/// <summary>The key for an authenticator app, as a picture and as text, and the first code that proves that it arrived.</summary>
[NoOutputCache]
public sealed class SecondFactorModel(UserManager<User> users, SignIns signIns, Viewer viewer, AuditLog audit) : PageModel
{
    private const int RecoveryCodes = 10;

    /// <summary>The key in groups of four letters, to be typed.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What the picture says: otpauth://totp/… (Key Uri Format of authenticator apps).</summary>
    public string Link { get; private set; } = "";

    /// <summary>Modules of the QR code as one SVG path, and how many stand in a row, the quiet zone of four among them.</summary>
    public (string Path, int Size) Picture { get; private set; }

    public IReadOnlyList<string> Codes { get; private set; } = [];
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindOrNullAsync() is { } me && await ShowAsync(me) ? Page() : Redirect("/you");

    [NotAudited("writes its own entry")]
    public async Task<IActionResult> OnPostAsync(string? code)
    {
        if (await FindOrNullAsync() is not { } me || !await ShowAsync(me))
            return Redirect("/you");
        var digits = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        if (!await users.VerifyTwoFactorTokenAsync(me, users.Options.Tokens.AuthenticatorTokenProvider, digits))
        {
            Problem = "This code is wrong, or its half minute is over. Is the clock of the telephone right?";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        await users.SetTwoFactorEnabledAsync(me, true);
        Codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(me, RecoveryCodes) ?? []];
        await signIns.RefreshSignInAsync(me);
        await audit.WriteAsync(AuditActions.TwoFactorChanged, "/You/SecondFactor", "Turned on.");
        return Page();
    }

    private async Task<User?> FindOrNullAsync() =>
        viewer.UserId is { } id && await users.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is { TwoFactorEnabled: false, PasswordHash: not null } me ? me : null;

    private async Task<bool> ShowAsync(User me)
    {
        if (await users.GetAuthenticatorKeyAsync(me) is not { Length: > 0 } key)
            return false;
        Key = string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(c => new string(c)));
        Link = $"otpauth://totp/InfluenceScore:{Uri.EscapeDataString(me.Email ?? "")}?secret={key}&issuer=InfluenceScore&digits=6";
        Picture = Draw(Link);
        return true;
    }

    private static (string, int) Draw(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return (path.ToString(), data.ModuleMatrix.Count);
    }
}
