using System.Text.Json;
using InfluenceScore.Data;
using Microsoft.AspNetCore.Diagnostics;

namespace InfluenceScore.Web.Api;

/// <summary>Failures that no endpoint answered itself (routing, authentication, bodies that cannot be read, bugs), as problem details instead of the pages' error page.</summary>
internal static class ApiErrors
{
    public static bool IsApi(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase) || http.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    /// <summary>Inside the pages' error handling, which leaves alone what has an answer already.</summary>
    public static void UseApiErrors(this WebApplication app) => app.UseWhen(IsApi, api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = WriteFailureAsync, SuppressDiagnosticsCallback = context => context.Exception is InfluenceScoreException { InnerException: IOException } });
        api.UseStatusCodePages(context => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode, SentenceFor(context.HttpContext)));
    });

    public static Task WriteAsync(HttpContext http, int status, string sentence)
    {
        http.Response.Headers.CacheControl = "no-store";
        return ApiProblem.Of(status, sentence).ExecuteAsync(http);
    }

    private static Task WriteFailureAsync(HttpContext http)
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        return failure switch
        {
            BadHttpRequestException { InnerException: JsonException json } => WriteAsync(http, StatusCodes.Status400BadRequest, Sentence(json)),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "The body is larger than this address takes; see /api for the limit."),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, Unsupported(http)),
            BadHttpRequestException bad => WriteAsync(http, bad.StatusCode, $"The request cannot be read: {bad.Message}"),
            _ when StoreErrors.FindOrNull(failure) is { } database && StoreErrors.IsPassing(database) =>
                WriteAsync(http, StatusCodes.Status503ServiceUnavailable, $"The database could not be used: {StoreErrors.InWords(database)}"),
            InfluenceScoreException { InnerException: IOException } room => WriteAsync(http, StatusCodes.Status503ServiceUnavailable, room.Message),
            InfluenceScoreException known => WriteAsync(http, StatusCodes.Status500InternalServerError, known.Message),
            _ => WriteAsync(http, StatusCodes.Status500InternalServerError, "The fault is on this side, not yours. It was logged with the time of this request."),
        };
    }

    private const string Missing = "including: ";

    private static string Sentence(JsonException e) => e.Message.IndexOf(Missing, StringComparison.Ordinal) is > 0 and var at
        ? $"The body lacks {Pages.Words.Plain(e.Message[(at + Missing.Length)..].TrimEnd('.'), 200)}."
        : e.Path is { Length: > 1 } path
        ? $"The body is not what this address takes: at {path}, line {e.LineNumber + 1}."
        : "The body is no JSON object that this address can read.";

    private static string Unsupported(HttpContext http) =>
        $"This address does not take a body of the type “{Pages.Words.Plain(http.Request.ContentType, 80) ?? "none"}”; see /api for what it takes.";

    private static string SentenceFor(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => "Name an API key: the header Authorization: Bearer is_… . Keys are made under /you/keys.",
        StatusCodes.Status403Forbidden => Keys.ApiAuthentication.WhyForbidden(http),
        StatusCodes.Status404NotFound => "There is no such address; /api lists all that there are.",
        StatusCodes.Status405MethodNotAllowed => $"This address takes {http.Response.Headers.Allow} only, not {http.Request.Method}.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes; see /api for the limit.",
        StatusCodes.Status415UnsupportedMediaType => Unsupported(http),
        StatusCodes.Status400BadRequest => "The request cannot be read.",
        _ => "The request was refused.",
    };
}
