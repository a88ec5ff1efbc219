using InfluenceScore.Data.People;

namespace InfluenceScore.Web.Commands;

/// <summary>The way in while nobody can sign in: a link, printed with every start, for whoever sees what the program prints. There is no default password.</summary>
internal static class SetUpLink
{
    public static async Task PrintIfDueAsync(WebApplication app, TextWriter stdout, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var links = scope.ServiceProvider.GetRequiredService<PasswordLinks>();
        if (!await links.IsSetUpDueAsync(cancellationToken))
            return;
        var token = await links.MakeAsync(userId: null, createdBy: null, cancellationToken);
        await stdout.WriteLineAsync($"Nobody can sign in yet. Make the first admin here, once, within 24 hours: {PublicAddress.Of(app.Configuration, app.Urls)}/set-up?token={token}");
    }
}

/// <summary>Where people reach this program.</summary>
internal static class PublicAddress
{
    public const string Setting = "PublicUrl";

    private const string Usual = "http://127.0.0.1:5000";

    /// <summary>The setting PublicUrl, else the first address that the server listens on, else the default one; without a slash at its end.</summary>
    public static string Of(IConfiguration configuration, IEnumerable<string> urls)
    {
        var url = configuration[Setting] is { Length: > 0 } set ? set : urls.Concat((configuration["urls"] ?? "").Split(';')).FirstOrDefault(u => u.Length > 0) ?? Usual;
        // "Any address" is none that a browser can open.
        foreach (var any in (string[])["://*", "://+", "://0.0.0.0", "://[::]"])
            url = url.Replace(any, "://127.0.0.1", StringComparison.Ordinal);
        return url.TrimEnd('/');
    }
}
