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

    /// <param name="shell">Commands of bash that run first, such as ulimit; the program takes the shell's place.</param>
    public static AppProcess Behind(string shell, params string[] arguments)
    {
        var app = new AppProcess(arguments);
        var start = app._process.StartInfo;
        var dotnet = start.ArgumentList.ToList();
        start.FileName = "bash";
        start.ArgumentList.Clear();
        foreach (var argument in (string[])["-c", $"{shell}; exec dotnet \"$@\"", "bash", .. dotnet])
            start.ArgumentList.Add(argument);
        return app;
    }

    public int Id => _process.Id;

    /// <summary>Starts it and returns once a line of its output holds the text; null where it ended before.</summary>
    public async Task<string?> StartUntilAsync(string text)
    {
        _process.Start();
        _ = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                // What it says from now on must not fill the pipe.
                _ = _process.StandardOutput.ReadToEndAsync();
                return line;
            }
        }
        return null;
    }

    /// <summary>As systemd ends a service.</summary>
    public async Task<(int Code, TimeSpan Took)> TerminateAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Longest);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, Stopwatch.GetElapsedTime(begin));
    }

    public void Kill() => _process.Kill();

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
