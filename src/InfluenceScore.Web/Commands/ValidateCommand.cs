using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Scores;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using InfluenceScore.Scoring.Validation;
using InfluenceScore.Scoring.Validation.Calibration;
using InfluenceScore.Scoring.Validation.Prediction;
using InfluenceScore.Scoring.Validation.Report;

namespace InfluenceScore.Web.Commands;

/// <summary>What `validate` is asked for.</summary>
public sealed record ValidateOptions
{
    /// <summary>Folder for report.md, report.json and the plots; made where it is missing.</summary>
    public required string OutFolder { get; init; }

    /// <summary>Moments at which the imported data are cut for the prediction, Unix milliseconds; none = no prediction.</summary>
    public IReadOnlyList<long> Cuts { get; init; } = [];

    /// <summary>Days after each cut in which the truth is counted.</summary>
    public double HorizonDays { get; init; } = 30;

    /// <summary>Count everybody who acts as truth, not only reposters.</summary>
    public bool AnyAct { get; init; }

    public int LeastPastActors { get; init; } = 5;

    public double? HalfLifeDays { get; init; }

    public double? WindowDays { get; init; }

    /// <summary>Moment for the comparison with followers; null = the last cut.</summary>
    public long? FollowersAsOf { get; init; }

    /// <summary>CSV files with the columns handle and fake (0/1) for profiles that are imported.</summary>
    public IReadOnlyList<string> LabelFiles { get; init; } = [];

    /// <summary>Seeds of the simulated worlds.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = new ValidationPlan().Seeds;

    /// <summary>Accounts in each simulated world; null = the usual size.</summary>
    public int? WorldAccounts { get; init; }

    public bool Ablation { get; init; }
}

/// <summary>
/// `validate --out FOLDER [--cut T…] [--horizon-days D] [--any-act] [--labels FILE…] [--seed N…] [--ablation]`: measures the score and writes the report.
/// Stores nothing.
/// </summary>
public static class ValidateCommand
{
    /// <summary>Labels beyond this many are no labelled sample but a mistake.</summary>
    private const int MostLabels = 1_000_000;

    /// <exception cref="InfluenceScoreException">A label file or the folder cannot be used; nothing was written.</exception>
    public static async Task RunAsync(InfluenceDbContext db, ValidateOptions options, TextWriter stdout, CancellationToken cancellationToken)
    {
        var folder = MakeFolder(options.OutFolder);
        var facts = await ScoringInputLoader.LoadAsync(db, cancellationToken);
        var plan = Plan(options, facts);
        var report = await Task.Run(() => ValidationRun.Measure(plan, step => stdout.WriteLine($"measuring {step}"), cancellationToken), cancellationToken);

        await WriteAsync(folder, "report.md", ReportMarkdown.Write(report));
        await WriteAsync(folder, "report.json", ReportJson.Write(report));
        await WriteAsync(folder, "gaming.svg", ReportPlots.Gaming(report));
        await WriteAsync(folder, "coverage.svg", ReportPlots.Coverage(report));
        if (report.Authenticity.Count > 0)
            await WriteAsync(folder, "reliability.svg", ReportPlots.Reliability(report.Authenticity));
        var kept = report.Gaming.Count(g => g.Holds == true);
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"validated model {report.Model}: {kept} of {report.Gaming.Count(g => g.Holds is not null)} attacks inside their limits; the report is {Path.Combine(folder, "report.md")}"));
    }

    private static ValidationPlan Plan(ValidateOptions options, FactArrays facts)
    {
        var halfLife = options.HalfLifeDays ?? 30;
        var plan = new ValidationPlan
        {
            Seeds = options.Seeds,
            Data = facts.InputAsOf,
            Splits = [.. options.Cuts.Select(cut => new PredictionSplit
            {
                Name = Moments.Text(cut),
                Cut = cut,
                HorizonDays = options.HorizonDays,
                LeastPastActors = options.LeastPastActors,
                RepostsOnly = !options.AnyAct,
                HalfLifeDays = halfLife,
            })],
            HalfLifeDays = halfLife,
            WindowDays = options.WindowDays ?? 90,
            FollowersAsOf = options.FollowersAsOf ?? (options.Cuts.Count > 0 ? options.Cuts[^1] : null),
            Authenticity = [.. options.LabelFiles.Select(file => Calibrate(file, facts))],
            Ablation = options.Ablation,
        };
        return options.WorldAccounts is { } accounts ? plan with { World = plan.World with { Accounts = accounts }, FollowLives = accounts } : plan;
    }

    private static AuthenticityCalibration Calibrate(string file, FactArrays facts)
    {
        var labels = ReadLabels(file);
        var labelled = new List<(ProfileSnapshot, bool)>();
        foreach (var profile in facts.InputAsOf(long.MaxValue).Profiles)
        {
            if (profile is not null && labels.TryGetValue(AccountKey.NormalizeHandle(profile.Handle), out var fake))
                labelled.Add((profile, !fake));
        }

        var genuine = labelled.Count(l => l.Item2) / (double)labelled.Count;
        if (genuine is not (> 0 and < 1))
            throw new InfluenceScoreException($"The labels in {file} fit no profile in the database, or all are of one kind; import the profiles first.");
        // The sample's own share of genuine accounts, else the probabilities would be right for another world.
        var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? file;
        return AuthenticityCalibration.Measure(name, labelled, new AuthenticityPrior(genuine, (1 - genuine) / 2, (1 - genuine) / 2));
    }

    /// <summary>A handle and a digit need no quoting, so a line splits at its commas.</summary>
    private static Dictionary<string, bool> ReadLabels(string file)
    {
        try
        {
            var labels = new Dictionary<string, bool>();
            var (line, handle, fake) = (0, -1, -1);
            foreach (var text in File.ReadLines(file))
            {
                var cells = text.TrimStart('\uFEFF').Split(',', StringSplitOptions.TrimEntries);
                if (++line == 1)
                {
                    (handle, fake) = (Array.IndexOf(cells, "handle"), Array.IndexOf(cells, "fake"));
                    if (handle < 0 || fake < 0)
                        throw new InfluenceScoreException($"The labels {file} need the columns handle and fake.");
                    continue;
                }

                if (cells.Length <= Math.Max(handle, fake) || cells[fake] is not ("0" or "1"))
                    throw new InfluenceScoreException($"{file}, line {line}: a label is a handle and 0 or 1.");
                labels[AccountKey.NormalizeHandle(cells[handle])] = cells[fake] == "1";
                if (labels.Count > MostLabels)
                    throw new InfluenceScoreException($"{file} holds more than {MostLabels} labels.");
            }

            return labels;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InfluenceScoreException($"The labels {file} cannot be read: {e.Message}", e);
        }
    }

    private static string MakeFolder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InfluenceScoreException($"The folder {folder} cannot be made: {e.Message}", e);
        }
    }

    private static async Task WriteAsync(string folder, string name, string text)
    {
        await using var file = ReplacedFile.Create(Path.Combine(folder, name));
        await file.Writer.WriteAsync(text);
        await file.CommitAsync();
    }
}
