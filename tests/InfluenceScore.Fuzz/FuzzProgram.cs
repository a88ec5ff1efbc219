using System.Globalization;

namespace InfluenceScore.Fuzz;

/// <summary>`fuzz --target NAME|all --inputs N --seed S [--failures FOLDER]`: feeds mutated inputs to a reader and says what it could not bear. Exit code 1 if anything.</summary>
internal static class FuzzProgram
{
    private const string Usage = "Usage: fuzz --target NAME|all [--inputs 1000000] [--seed 1] [--failures FOLDER]   targets: ";

    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var words = args is ["fuzz", .. var rest] ? rest : args;
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["--inputs"] = "1000000", ["--seed"] = "1", ["--failures"] = Path.Combine(Path.GetTempPath(), "influencescore-fuzz") };
        for (var i = 0; i + 1 < words.Length; i += 2)
            options[words[i]] = words[i + 1];
        var names = options.GetValueOrDefault("--target") is "all" ? FuzzTargets.All.Keys.ToList() : [options.GetValueOrDefault("--target") ?? ""];
        if (words.Length % 2 != 0 || !names.All(FuzzTargets.All.ContainsKey) || !long.TryParse(options["--inputs"], out var inputs) || !ulong.TryParse(options["--seed"], out var seed))
        {
            Console.Error.WriteLine(Usage + string.Join(", ", FuzzTargets.All.Keys));
            return 2;
        }

        var failures = 0;
        foreach (var name in names)
        {
            using var target = FuzzTargets.All[name]();
            var run = new FuzzRun(name, target) { FailureFolder = options["--failures"], Say = Console.WriteLine };
            var report = run.Execute(inputs, seed);
            Console.WriteLine(report);
            failures += report.Failures.Count;
        }
        return failures == 0 ? 0 : 1;
    }
}
