using System.Globalization;
using System.Net;
using InfluenceScore.Data;

namespace InfluenceScore.Web.Operations;

/// <summary>When the database's file is checked at start.</summary>
internal enum CheckAtStart
{
    /// <summary>A small file always, a large one in the background after the program was cut off.</summary>
    Auto,

    /// <summary>Always, before the dashboard opens.</summary>
    Always,

    Never,
}

/// <summary>Settings of running the program; a wrong one stops the start with one sentence.</summary>
/// <param name="LogFolder">Null: logs beside the database; "none": no files.</param>
internal sealed record OperationsSettings(CheckAtStart Check, string? LogFolder, long LogFileBytes, int LogDays, bool RemoteMetrics, IReadOnlyList<IPAddress> KnownProxies)
{
    public static OperationsSettings Read(IConfiguration configuration) => new(
        Choice(configuration, "Database:CheckAtStart", CheckAtStart.Auto),
        configuration["Logs:Folder"] is { Length: > 0 } folder ? folder : null,
        Number(configuration, "Logs:MaxFileMegabytes", 20, 1, 1000) * 1_000_000,
        (int)Number(configuration, "Logs:KeepDays", 14, 1, 3650),
        Choice(configuration, "Metrics:AllowRemote", Answer.False) == Answer.True,
        [.. (configuration["ReverseProxy:Known"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Address)]);

    private enum Answer
    {
        False,
        True,
    }

    private static T Choice<T>(IConfiguration configuration, string name, T standard)
        where T : struct, Enum =>
        configuration[name] is not { Length: > 0 } text ? standard
        : !char.IsDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value
        : throw new InfluenceScoreException($"The setting {InEnvironment(name)} is '{text}'; it takes {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");

    private static long Number(IConfiguration configuration, string name, long standard, long least, long most) =>
        configuration[name] is not { Length: > 0 } text ? standard
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new InfluenceScoreException($"The setting {InEnvironment(name)} is '{text}'; it takes a whole number from {least} to {most}.");

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address) ? address
        : throw new InfluenceScoreException($"The setting {InEnvironment("ReverseProxy:Known")} holds '{text}', which is not an IP address.");

    private static string InEnvironment(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
