using System.Diagnostics;
using System.Globalization;

namespace InfluenceScore.Web.Commands;

/// <summary>
/// Progress of long work with a rate and an ETA: one line rewritten in place on a terminal, a plain line every few seconds where output is redirected.
/// Work that is done at once prints nothing.
/// </summary>
internal sealed class ProgressLine : IProgress<int>, IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Redirected = TimeSpan.FromSeconds(5);

    private readonly TextWriter _output;
    private readonly string _unit;
    private readonly long _total;
    private readonly bool _terminal;
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _printed = Stopwatch.GetTimestamp();
    private int _width;

    /// <param name="unit">What is counted, in the plural: rows, days.</param>
    /// <param name="total">How many there will be, 0 where unknown.</param>
    public ProgressLine(TextWriter output, string unit, long total)
    {
        _output = output;
        _unit = unit;
        _total = total;
        _terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    }

    public void Report(int value) => Report(value, _total == 0 ? null : (double)value / _total);

    /// <param name="done">How many are done.</param>
    /// <param name="share">Share of the work that is done, 0–1, null where unknown.</param>
    public void Report(long done, double? share)
    {
        if (Stopwatch.GetElapsedTime(_printed) < (_terminal ? OnTerminal : Redirected))
            return;
        _printed = Stopwatch.GetTimestamp();
        Print(Text(_unit, done, share, Stopwatch.GetElapsedTime(_started)));
    }

    internal static string Text(string unit, long done, double? share, TimeSpan elapsed)
    {
        var rate = done / Math.Max(elapsed.TotalSeconds, 1e-3);
        var text = string.Create(CultureInfo.InvariantCulture, $"{done:N0} {unit}, {rate:N0}/s");
        if (share is > 0 and <= 1)
        {
            var left = TimeSpan.FromSeconds(elapsed.TotalSeconds * (1 - share.Value) / share.Value);
            text += string.Create(CultureInfo.InvariantCulture, $", {share.Value:P0}, {(int)left.TotalMinutes}:{left.Seconds:00} left");
        }
        return text;
    }

    private void Print(string text)
    {
        if (_terminal)
            _output.Write($"\r{text.PadRight(_width)}");
        else
            _output.WriteLine(text);
        _width = text.Length;
    }

    /// <summary>Clears the line, so that what follows stands alone.</summary>
    public void Dispose()
    {
        if (_terminal && _width > 0)
            _output.Write($"\r{new string(' ', _width)}\r");
        _width = 0;
    }
}
