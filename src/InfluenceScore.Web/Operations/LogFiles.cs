using System.Globalization;
using InfluenceScore.Data;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace InfluenceScore.Web.Operations;

/// <summary>Where the log goes: the console, and files that are never larger or older than the settings say. Nothing secret gets into either.</summary>
internal static class LogFiles
{
    private const string ConsoleLine = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string FileLine = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";

    // Of one day; a day that logs more is told by its newest files.
    private const int MostFilesADay = 10;

    public static LoggerConfiguration WriteToConsoleAndFiles(this LoggerConfiguration log, IServiceProvider services)
    {
        var redaction = Redaction.Of(services.GetRequiredService<IConfiguration>());
        var settings = services.GetRequiredService<OperationsSettings>();
        // A probe every few seconds, answered well, is no news.
        log.Filter.ByExcluding(IsProbe);
        log.WriteTo.Console(new RedactingFormatter(new MessageTemplateTextFormatter(ConsoleLine, CultureInfo.InvariantCulture), redaction));
        if (FolderOrNull(settings, services.GetRequiredService<DatabasePlace>()) is { } folder)
        {
            log.WriteTo.File(
                new RedactingFormatter(new MessageTemplateTextFormatter(FileLine, CultureInfo.InvariantCulture), redaction),
                Path.Combine(folder, "influencescore-.log"), rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, fileSizeLimitBytes: settings.LogFileBytes,
                retainedFileCountLimit: settings.LogDays * MostFilesADay, retainedFileTimeLimit: TimeSpan.FromDays(settings.LogDays));
        }
        return log;
    }

    /// <exception cref="InfluenceScoreException">The folder that was named cannot be made: whoever names one wants logs in it.</exception>
    private static string? FolderOrNull(OperationsSettings settings, DatabasePlace place)
    {
        if (string.Equals(settings.LogFolder, "none", StringComparison.OrdinalIgnoreCase))
            return null;
        if (settings.LogFolder is not { } named)
            return place.File is null ? null : Path.Combine(Path.GetDirectoryName(place.File)!, "logs");
        try
        {
            return Directory.CreateDirectory(named).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InfluenceScoreException($"The setting Logs__Folder is '{named}', where no files can be written: {e.Message}", e);
        }
    }

    private static bool IsProbe(LogEvent e) =>
        e.Properties.TryGetValue("RequestPath", out var path) && path is ScalarValue { Value: string text }
        && (text.StartsWith("/health/", StringComparison.Ordinal) || text == "/metrics")
        && e.Properties.TryGetValue("StatusCode", out var status) && status is ScalarValue { Value: < 400 };
}
