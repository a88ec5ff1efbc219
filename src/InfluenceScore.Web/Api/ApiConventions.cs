using Microsoft.AspNetCore.Mvc;

namespace InfluenceScore.Web.Api;

/// <summary>What the calls of the API have in common.</summary>
internal static class ApiConventions
{
    /// <summary>Declares the problems that a call answers beside 401, 403 and 429, which every call may.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder call, params int[] statuses)
    {
        foreach (var status in statuses)
            call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        return call;
    }
}
