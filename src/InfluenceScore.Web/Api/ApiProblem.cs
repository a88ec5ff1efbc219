using InfluenceScore.Data;
using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace InfluenceScore.Web.Api;

/// <summary>Answers of the API that are no success: problem details (RFC 9457) with one sentence of what and where.</summary>
internal static class ApiProblem
{
    /// <param name="parameter">The parameter or field at fault.</param>
    public static ProblemHttpResult BadRequest(string parameter, string sentence) => Of(StatusCodes.Status400BadRequest, sentence, parameter);

    public static ProblemHttpResult Unprocessable(string parameter, string sentence) => Of(StatusCodes.Status422UnprocessableEntity, sentence, parameter);

    public static ProblemHttpResult Conflict(string sentence) => Of(StatusCodes.Status409Conflict, sentence);

    public static ProblemHttpResult NotFound(string sentence) => Of(StatusCodes.Status404NotFound, sentence);

    public static ProblemHttpResult Forbidden(string sentence) => Of(StatusCodes.Status403Forbidden, sentence);

    /// <summary>One sentence for an account that is not known and for one that the reader may not see: nobody learns which.</summary>
    public static ProblemHttpResult NoSuchAccount(AccountKey key) =>
        NotFound($"There is no account “{Words.Plain(key.ToString(), 120)}” that you may see. It may be written differently, or nothing about it was imported yet.");

    public static ProblemHttpResult Of(int status, string sentence, string? parameter = null) => TypedResults.Problem(
        sentence, statusCode: status, extensions: parameter is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["parameter"] = parameter });
}
