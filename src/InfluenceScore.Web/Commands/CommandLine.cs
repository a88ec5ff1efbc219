using System.CommandLine;
using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Auditing;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Live;
using InfluenceScore.Data.Sources;

namespace InfluenceScore.Web.Commands;

/// <summary>The verbs of the one executable. Exit codes: 0 done, 1 failed (one sentence on stderr, nothing half-stored), 2 bad usage.</summary>
internal static class CommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;
    private const string SeeHelp = "--help lists the verbs and their options.";

    private static readonly Option<string?> Database = new("--database")
    {
        Description = "Connection string (\"Data Source=my.db\", \"Host=…;Database=…;Username=…\") or just the path of the SQLite file. Default: the setting ConnectionStrings__InfluenceScore, else influence.db here.",
        Recursive = true,
    };

    public static async Task<int> RunAsync(string[] args, TextWriter stdout, TextWriter stderr)
    {
        var root = new RootCommand("InfluenceScore: how many people an account influences, how much, and how influential they are.") { Database };
        root.Add(ServeVerb(root, stdout));
        root.Add(ImportVerb(stdout));
        root.Add(IngestVerb(stdout));
        root.Add(ScoreVerb(stdout));
        root.Add(ExportVerbs.All(Database, stdout));
        root.Add(ValidateVerb(stdout));
        root.Add(PersonVerbs.EraseVerb(Database, stdout));
        root.AddBackupVerbs(Database, stdout);
        root.AddUserVerbs(Database, stdout);

        // No response files: handles begin with @.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageProblemOrNull(parsed) is { } problem)
        {
            await stderr.WriteLineAsync($"{problem} {SeeHelp}");
            return BadUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = stdout, Error = stderr, EnableDefaultExceptionHandler = false });
        }
        catch (BadUsageException e)
        {
            await stderr.WriteLineAsync(e.Message);
            return BadUsage;
        }
        catch (Exception e) when (InWords(e) is { } sentence)
        {
            await stderr.WriteLineAsync(sentence);
            return Failed;
        }
    }

    private static string? UsageProblemOrNull(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
            return string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // The web server takes settings in the form --Section:Key=value, which go on to the host's configuration; the other verbs take no stray word.
        var serves = parsed.CommandResult.Command is RootCommand or { Name: "serve" };
        return parsed.UnmatchedTokens.FirstOrDefault(t => !serves || !IsSetting(t)) is { } stray ? $"Unrecognized command or argument '{stray}'." : null;
    }

    /// <summary>One sentence for a failure that a person can do something about; null for a bug, which deserves its stack trace.</summary>
    private static string? InWords(Exception e) => e switch
    {
        InfluenceScoreException => e.Message,
        _ when StoreErrors.FindOrNull(e) is { } s => $"The database failed: {StoreErrors.InWords(s)}",
        OperationCanceledException => "Stopped: what was not finished is not stored.",
        HostAbortedException => null,
        UnauthorizedAccessException or IOException => e.Message,
        _ => null,
    };

    /// <summary>`serve`, which is also what the program does without a verb.</summary>
    private static Command ServeVerb(RootCommand root, TextWriter stdout)
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty database with a sample world of fictional accounts, scored for 120 days." };
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, separated by semicolons. Default: http://127.0.0.1:5000" };
        urls.Validators.Add(result =>
        {
            foreach (var url in result.Tokens.SelectMany(t => t.Value.Split(';')).Where(u => !IsAddress(u)))
                result.AddError($"--urls takes addresses such as http://127.0.0.1:5000, not '{url}'.");
        });
        var serve = new Command("serve", "Start the dashboard (the default verb).");
        foreach (var command in (Command[])[root, serve])
        {
            command.Add(demo);
            command.Add(urls);
            command.TreatUnmatchedTokensAsErrors = false;
            command.SetAction(async (parsed, cancellationToken) =>
            {
                await Serve.RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(demo), parsed.GetValue(urls), parsed.GetValue(Database), stdout, cancellationToken);
                return Done;
            });
        }
        return serve;
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme is "http" or "https";
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    private static Command ImportVerb(TextWriter stdout)
    {
        var paths = new Argument<string[]>("paths") { Description = "Folders, .zip files or single CSV files of the bundle format.", Arity = ArgumentArity.OneOrMore };
        var network = new Option<string?>("--network") { Description = "Network of rows that name none." };
        var rejects = new Option<string?>("--rejects") { Description = "Where rejected rows are listed by file, line and reason. Default: beside the database." };
        var import = new Command("import", "Load a bundle of CSV files. Importing twice stores nothing twice.") { paths, network, rejects };
        import.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(Database), cancellationToken);
            await ImportCommand.RunAsync(store.Db, parsed.GetValue(paths)!, parsed.GetValue(network), parsed.GetValue(rejects), stdout, cancellationToken);
            await store.Audit.WriteAsync(AuditActions.Imported, string.Join(' ', parsed.GetValue(paths)!.Select(Path.GetFileName)), cancellationToken: cancellationToken);
            return Done;
        });
        return import;
    }

    private static Command IngestVerb(TextWriter stdout)
    {
        var accounts = new Argument<string[]>("accounts") { Description = "Accounts as network:handle, for example bluesky:alice.example.", Arity = ArgumentArity.OneOrMore };
        var ingest = new Command("ingest", "Fetch accounts from their networks and score anew. One that was interrupted goes on where it stopped.") { accounts };
        ingest.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(Database), cancellationToken);
            await IngestCommand.RunAsync(
                store.Db, store.Services.GetRequiredService<SourceCatalog>(), TimeProvider.System, parsed.GetValue(accounts)!, store.Services.GetRequiredService<RescoreAfterRuns>(), stdout, cancellationToken,
                store.Services.GetRequiredService<RunHeartbeat>());
            return Done;
        });
        return ingest;
    }

    private static Command ScoreVerb(TextWriter stdout)
    {
        var asOf = Moments.Option("--as-of", "Use only evidence before this moment (ISO 8601, UTC). Default: now.");
        var from = Moments.Option("--from", "Backfill: the first day, scored at its start (with --to).");
        var to = Moments.Option("--to", "Backfill: the last day, scored at its start (with --from).");
        var halfLife = Days("--half-life-days", "Days after which an act weighs half. Default 30.");
        var window = Days("--window-days", "Days after which an act weighs nothing. Default 90.");
        var rescore = new Option<bool>("--rescore-history")
        {
            Description = "After a change of the model: score again every stored moment that only other model versions have scored, each with its own half-life "
                + "and window (or only those named). Their scores are kept. Interrupted, it continues where it stopped.",
        };
        var score = new Command("score", "Score every account that anybody acted on or that is tracked, and store the result.") { asOf, from, to, rescore, halfLife, window };
        score.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(rescore))
            {
                if (new[] { asOf, from, to }.Any(o => parsed.GetValue(o) is not null))
                    throw new BadUsageException("--rescore-history takes its moments from the stored history: --as-of, --from and --to do not go with it.");
                await using var history = await Store.OpenAsync(parsed.GetValue(Database), cancellationToken);
                await ScoreCommand.RescoreHistoryAsync(history.Db, parsed.GetValue(halfLife), parsed.GetValue(window), stdout, cancellationToken);
                await history.Audit.WriteAsync(AuditActions.Scored, "the stored history", cancellationToken: cancellationToken);
                return Done;
            }
            var moments = Moments.Chosen(parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to), TimeProvider.System);
            var ahead = ScoringInputLoader.LoadAheadOrNullAsync(Store.Choice(parsed.GetValue(Database), Store.Configuration()), cancellationToken);
            await using var store = await Store.OpenAsync(parsed.GetValue(Database), cancellationToken);
            if (new[] { asOf, from, to }.All(o => parsed.GetValue(o) is null))
                moments = [await CurrentHour.NowOrEndAsync(store.Db, TimeProvider.System.GetUtcNow(), cancellationToken)];
            await ScoreCommand.RunAsync(store.Db, moments, parsed.GetValue(halfLife), parsed.GetValue(window), stdout, cancellationToken, ahead);
            await store.Audit.WriteAsync(AuditActions.Scored, moments.Count == 1 ? "1 moment" : $"{moments.Count} moments", cancellationToken: cancellationToken);
            return Done;
        });
        return score;
    }

    private static Option<double?> Days(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var days) || !(days is >= 0.01 and <= 3650)))
                result.AddError($"{name} takes a number of days from 0.01 to 3650, not '{result.Tokens[0].Value}'.");
        });
        option.CustomParser = result => double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var days) ? days : null;
        return option;
    }

    private static Command ValidateVerb(TextWriter stdout)
    {
        var folder = new Option<string>("--out") { Description = "Folder for report.md, report.json and the plots.", Required = true };
        var cuts = new Option<string[]>("--cut") { Description = "Predict from what was known before this moment: the imported data, against what came after. May be given several times." };
        cuts.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(t => t.Value).Where(t => !Moments.TryParse(t, out _)))
                result.AddError($"--cut takes times such as 2018-11-01T00:00:00Z, not '{text}'.");
        });
        var horizon = Days("--horizon-days", "Days after the cut in which the truth is counted. Default 30.");
        var anyAct = new Option<bool>("--any-act") { Description = "Everybody who acts is the truth, not only reposters." };
        var halfLife = Days("--half-life-days", "Days after which an act weighs half. Default 30.");
        var window = Days("--window-days", "Days after which an act weighs nothing. Default 90.");
        var followersAsOf = Moments.Option("--followers-as-of", "Moment of the comparison with followers. Default: the cut.");
        var labels = new Option<string[]>("--labels") { Description = "CSV files with the columns handle and fake (0/1), for imported profiles." };
        var seeds = new Option<ulong[]>("--seed") { Description = "Seeds of the simulated worlds." };
        var ablation = new Option<bool>("--ablation") { Description = "Measure also what each piece of the model buys (slow)." };
        var validate = new Command("validate", "Measure the score: prediction, gaming, calibration; write the report. Stores nothing.")
        {
            folder, cuts, horizon, anyAct, halfLife, window, followersAsOf, labels, seeds, ablation,
        };
        validate.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(Database), cancellationToken);
            var defaults = new ValidateOptions { OutFolder = parsed.GetValue(folder)! };
            await ValidateCommand.RunAsync(store.Db, defaults with
            {
                Cuts = [.. (parsed.GetValue(cuts) ?? []).Select(t => Moments.TryParse(t, out var moment) ? moment : 0)],
                HorizonDays = parsed.GetValue(horizon) ?? defaults.HorizonDays,
                AnyAct = parsed.GetValue(anyAct),
                HalfLifeDays = parsed.GetValue(halfLife),
                WindowDays = parsed.GetValue(window),
                FollowersAsOf = parsed.GetValue(followersAsOf),
                LabelFiles = parsed.GetValue(labels) ?? [],
                Seeds = parsed.GetValue(seeds) is { Length: > 0 } chosen ? chosen : defaults.Seeds,
                Ablation = parsed.GetValue(ablation),
            }, stdout, cancellationToken);
            return Done;
        });
        return validate;
    }
}
