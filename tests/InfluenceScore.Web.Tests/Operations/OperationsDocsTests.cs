using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace InfluenceScore.Web.Tests.Operations;

/// <summary>docs/operations.md says what the code does: every setting, every figure, the files that it names.</summary>
public sealed partial class OperationsDocsTests
{
    private static readonly string Root = RootOf();
    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "operations.md"));

    [Fact]
    public void Every_setting_that_the_code_reads_stands_in_the_table_and_no_other()
    {
        // Names as the code writes them, Section:Key, in any string; a colon at the end is a name that goes on (a host).
        var read = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => InCode().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value))
            .Select(n => n.EndsWith(':') ? n + "HOST" : n).Append("ConnectionStrings:InfluenceScore").ToHashSet(StringComparer.Ordinal);
        var told = InTable().Matches(Page).Select(m => m.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Sources:X:BearerToken", read);
        Assert.Equal(read.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Defaults_in_the_table_are_those_of_the_code()
    {
        var settings = Web.Operations.OperationsSettings.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());

        Assert.Equal($"`{settings.Check.ToString().ToLowerInvariant()}`", Default("Database__CheckAtStart"));
        Assert.Equal($"{settings.LogFileBytes / 1_000_000}", Default("Logs__MaxFileMegabytes"));
        Assert.Equal($"{settings.LogDays}", Default("Logs__KeepDays"));
        Assert.Equal($"`{settings.RemoteMetrics.ToString().ToLowerInvariant()}`", Default("Metrics__AllowRemote"));
        Assert.Equal($"`{Data.DatabaseSetup.DefaultConnectionString}`", Default("ConnectionStrings__InfluenceScore"));
        Assert.Empty(settings.KnownProxies);

        var api = Web.Api.ApiSettings.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        Assert.Equal($"{api.RequestsPerMinute}", Default("RateLimits__RequestsPerMinute"));
        Assert.Equal($"{api.AnonymousPerMinute}", Default("RateLimits__AnonymousPerMinute"));
        Assert.Equal($"{api.SignInsPerMinute}", Default("RateLimits__SignInsPerMinute"));
        Assert.Equal($"{api.ImportBytes / 1_000_000}", Default("Imports__MaxMegabytes"));
        Assert.Equal($"`{api.PrivateWebhooks.ToString().ToLowerInvariant()}`", Default("Webhooks__AllowPrivateHosts"));
    }

    [Fact]
    public void Every_figure_and_every_file_is_told_of()
    {
        foreach (var figure in new[] { "runs", "scored_accounts", "score_age_seconds", "import_rows_total", "source_requests_total", "source_limit_remaining", "rescoring_duration_seconds" })
            Assert.Contains($"`influencescore_{figure}", Page);
        foreach (var file in new[] { "influencescore.service", "influencescore-backup.service", "influencescore-backup.timer", "nginx.conf", "Caddyfile" })
            Assert.True(File.Exists(Path.Combine(Root, "docs", "operations", file)), file);
    }

    [Theory]
    [InlineData("Database:CheckAtStart", "sometimes", "Database__CheckAtStart is 'sometimes'")]
    [InlineData("Logs:KeepDays", "0", "Logs__KeepDays is '0'")]
    [InlineData("Logs:MaxFileMegabytes", "big", "Logs__MaxFileMegabytes is 'big'")]
    [InlineData("Metrics:AllowRemote", "1", "Metrics__AllowRemote is '1'")]
    [InlineData("ReverseProxy:Known", "192.0.2.1, proxy", "'proxy', which is not an IP address")]
    public void A_setting_that_cannot_be_right_is_one_sentence(string name, string value, string sentence)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { [name] = value };

        Assert.Contains(sentence, Assert.Throws<Data.InfluenceScoreException>(() => Web.Operations.OperationsSettings.Read(configuration)).Message);
    }

    private static string Default(string setting) => Page.Split('\n').Single(l => l.StartsWith($"| `{setting}` |", StringComparison.Ordinal)).Split('|')[2].Trim();

    private static string RootOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("\"(?<name>(?:Authentication|Database|Imports|Logs|Metrics|RateLimits|Retention|ReverseProxy|Scoring|Sources|Webhooks|WhatIf):[A-Za-z]+(?::[A-Za-z]+)*:?)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InCode();

    [GeneratedRegex("^\\| `(?<name>[A-Za-z]+(?:__[A-Za-z]+)+)` \\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex InTable();
}
