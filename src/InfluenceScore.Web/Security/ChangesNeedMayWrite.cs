using InfluenceScore.Web.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace InfluenceScore.Web.Security;

/// <summary>Part of every policy: a request that may change something (anything but GET, HEAD, OPTIONS and TRACE) is refused to somebody who may only read.</summary>
internal sealed class ChangesNeedMayWrite : AuthorizationHandler<ChangesNeedMayWrite>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ChangesNeedMayWrite requirement)
    {
        if (context.User.Viewer().MayWrite || (context.Resource is HttpContext { Request.Method: var method }
            && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method))))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Says why a request is refused; the error page shows the sentence.</summary>
internal sealed class RefusalInWords : IAuthorizationMiddlewareResultHandler
{
    public const string ReadOnly = "This demo can be looked at, not changed.";

    private readonly AuthorizationMiddlewareResultHandler _handler = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
        {
            var readOnly = !context.Viewer().MayWrite && (authorizeResult.AuthorizationFailure?.FailedRequirements.Any(r => r is not Microsoft.AspNetCore.Authorization.Infrastructure.RolesAuthorizationRequirement) == true);
            Problems.Say(context, readOnly ? ReadOnly : $"This part is for other people than a {context.Viewer().Role.ToString().ToLowerInvariant()}; an admin decides who is what.");
        }
        return _handler.HandleAsync(next, context, policy, authorizeResult);
    }
}
