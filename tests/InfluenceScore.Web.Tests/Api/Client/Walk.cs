// Compiled by GeneratedClientTests against the client that is generated from the OpenAPI document: what somebody who uses the API would write.
// A shape or a call that changes breaks it as it would break them.
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using InfluenceScore.Generated;

public static class Walk
{
    public static async Task<string> RunAsync(HttpClient http, byte[] bundle)
    {
        var api = new InfluenceScoreClient(http);
        var told = new List<string>();
        var me = await api.Get_meAsync();
        told.Add($"{me.Role} {string.Join("+", me.Scopes)}");

        var list = await api.List_accountsAsync(search: "ba", network: null, sort: "reach", page: null, page_size: "10");
        told.Add($"{list.Total} found, first {list.Accounts.First().Account}");
        var bakery = await api.Get_accountAsync("x", "bakery");
        told.Add($"{bakery.Account} {(bakery.Score > bakery.Low && bakery.Score < bakery.High ? "inside" : "outside")} its interval");
        var history = await api.Get_historyAsync("x", "bakery", from: null, to: null);
        told.Add($"{history.Scores.Count} scores");
        var explanation = await api.Get_explanationAsync("x", "bakery", from: null, to: null);
        told.Add($"sum {(System.Math.Abs(explanation.Sum - explanation.Score!.Value) < 1e-9 ? "closes" : "is open")}, {explanation.Ledger!.Select(l => l.Person).Distinct().Count()} people");
        var audience = await api.Get_audienceAsync("x", "bakery");
        told.Add($"{audience.People.Count > 0} {audience.Figures!.Acted.Genuine > 0}");
        var compared = await api.Compare_accountsAsync(new[] { "x:bakery", "x:rival" });
        told.Add($"{compared.Questions.Single().Upper} above");

        var import = await api.Start_importAsync(client: null, file: new[] { new FileParameter(new MemoryStream(bundle), "bundle.zip", "application/zip") });
        told.Add($"import {(await api.Get_importAsync(import.Id.ToString(CultureInfo.InvariantCulture))).Files}");
        told.Add($"{(await api.List_clientsAsync()).Clients.Count} clients");

        var hook = await api.Add_webhookAsync(new AddWebhook { Url = "https://hooks.example.com/walk", Events = new[] { WebhookEvent.Score_changed } });
        told.Add($"{hook.Secret[..6]} {hook.Webhook.Events.Single()}");
        await api.Remove_webhookAsync(hook.Webhook.Id.ToString(CultureInfo.InvariantCulture));
        told.Add($"{(await api.List_webhooksAsync()).Webhooks.Count} webhooks");
        try
        {
            await api.Get_accountAsync("x", "nobody");
        }
        catch (ApiException<ProblemDetails> e)
        {
            told.Add($"{e.StatusCode} {e.Result.Detail}");
        }
        return string.Join("\n", told);
    }
}
