using System.Diagnostics;
using System.Globalization;
using InfluenceScore.Data.Places;

namespace InfluenceScore.Benchmarks.Places;

/// <summary>Measures the gazetteer: load, memory, a million different strings, and how many of the labelled ones it reads right.</summary>
internal static class MeasureGazetteer
{
    private const int Strings = 1_000_000;

    public static void Run(string[] lists)
    {
        var before = GC.GetTotalMemory(true);
        var started = Stopwatch.GetTimestamp();
        var gazetteer = Gazetteer.Load();
        Console.WriteLine($"load {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s, {(GC.GetTotalMemory(true) - before) / 1e6:0.0} MB held");
        foreach (var list in lists)
        {
            var tally = PlaceTally.Of(gazetteer, LabelledPlace.Read(list));
            foreach (var line in tally.Mistakes)
                Console.WriteLine(line);
            Console.WriteLine($"{Path.GetFileName(list)}: {tally}");
        }
        if (lists.Length > 0)
            Speed(gazetteer, [.. lists.SelectMany(LabelledPlace.Read).Select(p => p.Text)]);
    }

    public static void Resolve(string file)
    {
        var gazetteer = Gazetteer.Load();
        foreach (var line in File.ReadLines(file))
        {
            var reading = gazetteer.Read(line);
            Console.WriteLine($"{line}\t{(reading.Match is { } m ? $"{m.Precision} {m.Label} {m.Confidence}" : reading.Candidates.Count > 0 ? "several: " + string.Join("; ", reading.Candidates.Select(c => c.Label)) : "-")}");
        }
    }

    /// <summary>Every string differs by a word that no town is called, so nothing can be remembered.</summary>
    private static void Speed(Gazetteer gazetteer, string[] texts)
    {
        var strings = Enumerable.Range(0, Strings).Select(i => i % 2 == 0 ? $"{texts[i % texts.Length]} {i}" : $"{texts[i % texts.Length]}, {i}").ToArray();
        foreach (var text in strings.Take(20_000))
            gazetteer.Resolve(text);
        var started = Stopwatch.GetTimestamp();
        var answered = strings.Count(text => gazetteer.Resolve(text) is not null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Strings:N0} different strings on one thread: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s ({answered:N0} answered)"));
    }
}
