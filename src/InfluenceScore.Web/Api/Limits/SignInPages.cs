namespace InfluenceScore.Web.Api.Limits;

/// <summary>The pages at which somebody proves who they are: guessing there is slowed down by address, beside the lock-out of each person.</summary>
internal static class SignInPages
{
    private static readonly PathString[] Paths = ["/sign-in", "/password", "/set-up"];

    public static bool IsAttempt(HttpRequest request) => HttpMethods.IsPost(request.Method) && Array.Exists(Paths, p => request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));
}
