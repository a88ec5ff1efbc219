using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace InfluenceScore.Web.Tests.Pages.Clients;

/// <summary>Sends a form of a page as a browser would: its hidden fields, antiforgery token included, and what somebody fills in.</summary>
internal static class Forms
{
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string page, string action, params (string Name, string Value)[] filled)
    {
        var document = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri(page, UriKind.Relative)));
        var form = document.QuerySelectorAll("form[method=post]").First(f => (f.GetAttribute("action") ?? page) == action);
        var fields = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(filled.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    /// <summary>Sends a button's handler with the token of the page and these fields only.</summary>
    public static async Task<HttpResponseMessage> PressAsync(this HttpClient client, string page, string query, params (string Name, string Value)[] fields)
    {
        var document = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri(page, UriKind.Relative)));
        var token = document.QuerySelectorAll("form[method=post] input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().First().Value;
        using var content = new FormUrlEncodedContent(fields.Append((Name: "__RequestVerificationToken", Value: token)).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(new Uri(page.Split('?')[0] + query, UriKind.Relative), content);
    }

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, string page, byte[] file, string fileName, string type)
    {
        var document = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri(page, UriKind.Relative)));
        var token = document.QuerySelectorAll("form[method=post] input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().First().Value;
        using var picture = new ByteArrayContent(file);
        picture.Headers.ContentType = new(type);
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("Tallow & Thrift"), "name" },
            { picture, "logo", fileName },
        };
        return await client.PostAsync(new Uri(page, UriKind.Relative), content);
    }
}
