using System.Diagnostics;
using InfluenceScore.Data;

namespace InfluenceScore.Fuzz;

/// <summary>What a run of one target found.</summary>
internal sealed record FuzzReport(string Target, long Inputs, long Refused, TimeSpan Slowest, long MostAllocated, long PeakMemory, TimeSpan Took, IReadOnlyList<string> Failures)
{
    public override string ToString() => string.Join('\n',
    [
        $"{Target}: {Inputs:N0} inputs in {Took.TotalSeconds:N0} s, {Refused:N0} refused in words, slowest {Slowest.TotalMilliseconds:N0} ms, "
            + $"most memory taken for one {MostAllocated / 1e6:N1} MB, peak of the process {PeakMemory / 1e6:N0} MB, {Failures.Count} failures",
        .. Failures,
    ]);
}

/// <summary>Reads nasties, then mutated inputs; each must end within a second and within bounds of memory, well or by a refusal in words.</summary>
internal sealed class FuzzRun(string name, FuzzTarget target)
{
    // Taken over time, not held at once, by one mutated input of at most 256 kB; what is held at once the runtime bounds (GC.HeapHardLimit in the project file).
    private const long MostAllocated = 256_000_000;
    private const int MostFailures = 20;
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private (byte[] Input, string Number, long Since)? _current;
    private long _refused, _mostAllocated;
    private TimeSpan _slowest;

    /// <summary>Where inputs that failed are kept; null = nowhere.</summary>
    public string? FailureFolder { get; init; }

    public Action<string>? Say { get; init; }

    /// <summary>How long one input may take.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(1);

    public FuzzReport Execute(long inputs, ulong seed)
    {
        var begin = Stopwatch.GetTimestamp();
        using var hanging = new Timer(_ => KillIfHanging(), null, Hanging, Hanging);
        foreach (var (nasty, input) in target.Nasties)
            Judge(input, $"nasty {nasty}");
        var said = begin;
        long done = 0;
        for (; done < inputs && _failures.Count < MostFailures; done++)
        {
            Judge(target.Make(new Mutator(seed, done)), $"seed {seed} number {done}");
            if (Stopwatch.GetElapsedTime(said) < SayEvery)
                continue;
            said = Stopwatch.GetTimestamp();
            Say?.Invoke($"{name}: {done:N0} inputs, {_failures.Count} failures");
        }
        return new FuzzReport(name, done, _refused, _slowest, _mostAllocated, Process.GetCurrentProcess().PeakWorkingSet64, Stopwatch.GetElapsedTime(begin), [.. _failures.Values]);
    }

    private void Judge(byte[] input, string number)
    {
        _current = (input, number, Stopwatch.GetTimestamp());
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var took = Timed(input, number);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;

        // A machine that is busy with something else is not the reader's fault: it gets another chance.
        for (var again = 0; took > Longest && again < 2; again++)
            took = TimeSpan.FromTicks(Math.Min(took.Ticks, Timed(input, number).Ticks));
        _current = null;
        _slowest = took > _slowest ? took : _slowest;
        _mostAllocated = Math.Max(_mostAllocated, allocated);
        if (took > Longest)
            Fail("slow", $"{number}: took {took.TotalSeconds:N1} s", input);
        if (allocated > MostAllocated && !number.StartsWith("nasty", StringComparison.Ordinal))
            Fail("memory", $"{number}: took {allocated / 1e6:N0} MB", input);
    }

    private TimeSpan Timed(byte[] input, string number)
    {
        var begin = Stopwatch.GetTimestamp();
        var cpuBefore = Environment.CpuUsage.TotalTime;
        try
        {
            target.Read(input);
        }
        catch (InfluenceScoreException)
        {
            _refused++;
        }
#pragma warning disable CA1031 // every other exception is what is looked for
        catch (Exception e)
#pragma warning restore CA1031
        {
            var place = e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("InfluenceScore", StringComparison.Ordinal))?.Trim();
            Fail($"{e.GetType().Name} {place}", $"{number}: {e.GetType().Name}: {e.Message} {place}", input);
        }
        var took = Stopwatch.GetElapsedTime(begin);
        // On a busy machine the time on the wall is the others'; what this process worked, collector and all, is the reader's.
        return took <= Longest ? took : TimeSpan.FromTicks(Math.Min(took.Ticks, (Environment.CpuUsage.TotalTime - cpuBefore).Ticks));
    }

    // One of each kind is enough to mend it.
    private void Fail(string kind, string sentence, byte[] input)
    {
        if (_failures.TryAdd(kind, $"  {sentence}{Keep(input)}"))
            Say?.Invoke(_failures[kind]);
    }

    private string Keep(byte[] input)
    {
        if (FailureFolder is null)
            return "";
        Directory.CreateDirectory(FailureFolder);
        var file = Path.Combine(FailureFolder, $"{name}-{_failures.Count}.bin");
        File.WriteAllBytes(file, input);
        return $" ({file})";
    }

    private void KillIfHanging()
    {
        if (_current is not { } current || Stopwatch.GetElapsedTime(current.Since) < Hanging)
            return;
        Console.Error.WriteLine($"{name} hangs: {current.Number}{Keep(current.Input)}");
        Environment.Exit(1);
    }
}
