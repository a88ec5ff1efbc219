using System.Diagnostics;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>The program as a process of its own, which can be killed as a power cut would.</summary>
internal sealed class AppProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    public AppProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "InfluenceScore.Web.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
    }

    public IDictionary<string, string?> Environment => _process.StartInfo.Environment;

    /// <summary>SIGKILL after a while; nothing where it has ended by then.</summary>
    public void KillSoon(TimeSpan after) => new Thread(() =>
    {
        Thread.Sleep(after);
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was faster.
        }
    }).Start();

    public async Task<(int Code, string Output)> RunAsync(TimeSpan? killAfter = null)
    {
        _process.Start();
        if (killAfter is { } after)
            KillSoon(after);
        var output = _process.StandardOutput.ReadToEndAsync();
        var error = _process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            _process.Kill();
            throw new TimeoutException($"The program did not end within {Longest}.", e);
        }
        return (_process.ExitCode, await output + await error);
    }

    public void Dispose() => _process.Dispose();
}
