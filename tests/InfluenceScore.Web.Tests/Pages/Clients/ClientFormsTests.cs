using System.Net;
using AngleSharp.Html.Parser;
using InfluenceScore.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Tests.Pages.Clients;

/// <summary>Making, changing, deleting and taking back clients through the forms; letterhead and logo.</summary>
public sealed class ClientFormsTests : IDisposable
{
    private readonly Quillhaven _app = new();

    [Fact]
    public async Task A_client_is_made_with_its_accounts_and_its_history_is_combined_in_the_background()
    {
        var answer = await _app.Client.SubmitAsync("/clients/new", "/clients/new", ("name", " Ropequill\u202E Coffee "), ("folder", "Food & drink"), ("accounts", "x:ropequill"), ("accounts", "@"), ("notes", "Dogs"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("is no account", await answer.Content.ReadAsStringAsync());

        answer = await _app.Client.SubmitAsync("/clients/new", "/clients/new", ("name", " Ropequill\u202E Coffee "), ("folder", "Food & drink"), ("accounts", "X:@RopeQuill"), ("accounts", ""), ("notes", "Dogs"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        await using var db = _app.Open();
        var client = await db.Clients.AsNoTracking().Include(c => c.Accounts).SingleAsync(c => c.Name == "Ropequill Coffee");
        Assert.Equal($"/clients/{client.Id}", answer.Headers.Location!.ToString());
        Assert.Equal([4], client.Accounts.Select(a => a.AccountId));
        for (var wait = 0; wait < 300 && await db.Clients.AnyAsync(c => c.Id == client.Id && c.HistoryScoredAt == null); wait++)
            await Task.Delay(100);
        Assert.NotNull(await db.Clients.Where(c => c.Id == client.Id).Select(c => c.HistoryScoredAt).SingleAsync());
    }

    [Theory]
    [InlineData("", "x:crumbtide", "A client needs a name")]
    [InlineData("Name", "x:nobody", "No account “nobody” on X is known here")]
    [InlineData("Name", "crumbtide", "is no account: write the network")]
    public async Task What_cannot_be_saved_is_said_and_what_was_typed_stays(string name, string account, string sentence)
    {
        var answer = await _app.Client.SubmitAsync("/clients/new", "/clients/new", ("name", name), ("accounts", account), ("notes", "typed for an hour"));
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, text);
        Assert.Contains("typed for an hour", text);
        Assert.Contains($"value=\"{account}\"", text);
    }

    [Fact]
    public async Task An_account_named_twice_is_refused()
    {
        var answer = await _app.Client.SubmitAsync("/clients/new", "/clients/new", ("name", "Two"), ("accounts", "x:crumbtide"), ("accounts", "X:@Crumbtide"));
        Assert.Contains("is named twice", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/clients/new")]
    [InlineData("/clients/1/edit")]
    [InlineData("/clients/1/delete")]
    [InlineData("/clients/1/notes")]
    [InlineData("/clients/takeback")]
    [InlineData("/clients/folder")]
    [InlineData("/clients/letterhead")]
    [InlineData("/clients/1/report/words")]
    [InlineData("/clients/1/report/share")]
    [InlineData("/clients/1/report/links")]
    public async Task No_form_is_taken_without_its_antiforgery_token(string address)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("name", "Forged"), KeyValuePair.Create("client", "1"), KeyValuePair.Create("lifetime", "7")]);
        var answer = await _app.Client.PostAsync(new Uri(address, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var db = _app.Open();
        Assert.Equal((4, 0), (await db.Clients.CountAsync(c => c.DeletedAt == null && c.Name != "Forged"), await db.ShareLinks.CountAsync()));
    }

    [Fact]
    public async Task A_client_is_deleted_after_a_question_and_one_press_takes_it_back()
    {
        Assert.Contains("take it back for 30 days", (await _app.GetAsync("/clients/1/delete")).Page.Text());
        var answer = await _app.Client.SubmitAsync("/clients/1/delete", "/clients/1/delete");
        Assert.Equal("/clients", answer.Headers.Location!.ToString());
        Assert.Equal(404, (await _app.GetAsync("/clients/1")).Status);
        Assert.Equal(404, (await _app.GetAsync("/clients/1/report")).Status);

        // The portfolio says it once and offers the undo; the list of deleted ones offers it for longer.
        answer = await _app.Client.SubmitAsync("/clients", "/clients/takeback");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(200, (await _app.GetAsync("/clients/1")).Status);
        await _app.Client.SubmitAsync("/clients/1/delete", "/clients/1/delete");
        Assert.Contains("Crumbtide Bakery", (await _app.GetAsync("/clients/deleted")).Page.Text());
        await _app.Client.SubmitAsync("/clients/deleted", "/clients/takeback");
        Assert.Contains("Nothing is deleted", (await _app.GetAsync("/clients/deleted")).Page.Text());
    }

    [Fact]
    public async Task A_consultant_hands_a_client_over_and_takes_it_back_and_both_stand_in_the_audit_log()
    {
        const int Other = 9101;
        _app.Create();
        await using var db = _app.Open();
        db.Add(new User { Id = Other, UserName = "wren@example.com", NormalizedUserName = "WREN@EXAMPLE.COM", Email = "wren@example.com", NormalizedEmail = "WREN@EXAMPLE.COM", Name = "Wren", Role = Role.Consultant, CreatedAt = DateTime.UtcNow });
        await db.SaveChangesAsync();
        await db.Clients.Where(c => c.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, TestPeople.Consultant));
        using var cato = _app.ClientOf(TestPeople.Consultant);

        Assert.Equal(HttpStatusCode.BadRequest, (await cato.SubmitAsync("/clients/1/keeper", "/clients/1/keeper", ("keeper", "nobody"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await cato.SubmitAsync("/clients/1/keeper", "/clients/1/keeper", ("keeper", $"{TestPeople.Marketer}"))).StatusCode);
        var given = await cato.SubmitAsync("/clients/1/keeper", "/clients/1/keeper", ("keeper", $"{Other}"));
        Assert.Equal("/clients", given.Headers.Location!.ToString());
        Assert.Equal(Other, await db.Clients.Where(c => c.Id == 1).Select(c => c.OwnerId).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await cato.GetAsync(new Uri("/clients/1", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cato.GetAsync(new Uri("/accounts/x/crumbtide", UriKind.Relative))).StatusCode);

        // The undo on the page is for whoever gave, and nobody else.
        var page = await new HtmlParser().ParseDocumentAsync(await cato.GetStringAsync(new Uri("/clients", UriKind.Relative)));
        Assert.Contains("Crumbtide Bakery is now kept by Wren; before, by you.", page.Text());
        var undo = page.QuerySelector("form[action='/clients/keepagain'] input[name=undo]")!.GetAttribute("value")!;
        await _app.Client.PressAsync("/clients/new", "/../keepagain", ("undo", undo));
        await _app.Client.PressAsync("/clients/new", "/../keepagain", ("undo", "made up"));
        Assert.Equal(Other, await db.Clients.Where(c => c.Id == 1).Select(c => c.OwnerId).SingleAsync());
        await cato.PressAsync("/clients/new", "/../keepagain", ("undo", undo));
        Assert.Equal(TestPeople.Consultant, await db.Clients.Where(c => c.Id == 1).Select(c => c.OwnerId).SingleAsync());
        Assert.Equal(HttpStatusCode.OK, (await cato.GetAsync(new Uri("/accounts/x/crumbtide", UriKind.Relative))).StatusCode);

        // An admin gives to any consultant, and to nobody.
        await _app.Client.SubmitAsync("/clients/1/keeper", "/clients/1/keeper", ("keeper", "nobody"));
        Assert.Null(await db.Clients.Where(c => c.Id == 1).Select(c => c.OwnerId).SingleAsync());
        var told = await db.AuditEntries.Where(e => e.Action == Data.Auditing.AuditActions.ClientHandedOver).OrderBy(e => e.Id).Select(e => $"{e.Subject}: {e.Details}").ToListAsync();
        Assert.Contains("id 1: Crumbtide Bakery is now kept by Wren; before, by you.", told);
        Assert.Contains(told, t => t.EndsWith("Crumbtide Bakery is kept as before.", StringComparison.Ordinal));
        Assert.Contains(told, t => t.EndsWith("is now kept by nobody; before, by Cato Consultant.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Editing_changes_accounts_notes_and_folder_and_an_emptied_field_takes_an_account_out()
    {
        var (_, form) = await _app.GetAsync("/clients/1/edit");
        Assert.Equal(["x:crumbtide", "bluesky:fennick.quill.example"], form.QuerySelectorAll("input[name=accounts]").Select(i => i.GetAttribute("value")).Where(v => !string.IsNullOrEmpty(v)));

        await _app.Client.SubmitAsync("/clients/1/edit", "/clients/1/edit", ("name", "Crumbtide"), ("folder", ""), ("accounts", ""), ("accounts", "bluesky:fennick.quill.example"));
        await _app.Client.SubmitAsync("/clients/1", "/clients/1/notes", ("notes", "Call before ten\nor after six"));

        await using var db = _app.Open();
        var client = await db.Clients.AsNoTracking().Include(c => c.Accounts).SingleAsync(c => c.Id == 1);
        Assert.Equal(("Crumbtide", null, "Call before ten\nor after six"), (client.Name, client.Folder, client.Notes!.ReplaceLineEndings("\n")));
        Assert.Equal([5], client.Accounts.Select(a => a.AccountId));
    }

    [Fact]
    public async Task A_folder_is_renamed_for_all_its_clients()
    {
        var answer = await _app.Client.SubmitAsync("/clients/folder?name=On%20the%20water", "/clients/folder?name=On%20the%20water", ("to", "Boats"));
        Assert.Equal("/clients?folder=Boats", answer.Headers.Location!.ToString());
        Assert.Single((await _app.GetAsync("/clients?folder=Boats")).Page.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_logo_is_a_PNG_or_JPEG_by_its_bytes_of_at_most_512_kB_and_is_served_as_what_it_is()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[40], 0xFF, 0xD9];
        Assert.Equal(HttpStatusCode.Redirect, (await _app.Client.UploadAsync("/clients/letterhead", jpeg, "logo.png", "image/png")).StatusCode);
        using var served = await _app.Client.GetAsync(new Uri("/clients/letterhead/logo", UriKind.Relative));
        Assert.Equal("image/jpeg", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(jpeg, await served.Content.ReadAsByteArrayAsync());

        foreach (var (file, sentence) in new[]
        {
            ("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(), "neither a PNG nor a JPEG"),
            ([.. QuillhavenClients.Png.Take(12), .. "<script>alert(1)</script>        "u8], "neither a PNG nor a JPEG"),
            (new byte[Letterhead.MaxLogoBytes + 1], "too large"),
        })
        {
            var refused = await _app.Client.UploadAsync("/clients/letterhead", file, "logo.png", "image/png");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(sentence, await refused.Content.ReadAsStringAsync());
        }
        Assert.Equal(jpeg, await _app.Client.GetByteArrayAsync(new Uri("/clients/letterhead/logo", UriKind.Relative)));
    }

    public void Dispose() => _app.Dispose();
}
