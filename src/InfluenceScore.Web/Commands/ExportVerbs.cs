using System.CommandLine;

namespace InfluenceScore.Web.Commands;

/// <summary>The verb `export` and what can be exported.</summary>
internal static class ExportVerbs
{
    public static Command All(Option<string?> database, TextWriter stdout)
    {
        var file = new Option<string>("--out") { Description = "The file to write, replaced as a whole when it is complete; - for standard output.", Required = true };
        var asOf = Moments.Option("--as-of", "The scores of this moment. Default: those computed last.");
        var format = new Option<string>("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json");
        var scores = new Command("scores", "Every account known, one row each, with its score where it has one.") { file, asOf, format };
        scores.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(database), cancellationToken);
            await ExportScoresCommand.RunAsync(store.Db, parsed.GetValue(file)!, parsed.GetValue(asOf), parsed.GetValue(format)!, stdout, cancellationToken);
            return 0;
        });
        return new Command("export", "Write results to a file.") { scores, ExplanationVerb(database, stdout), ChurnVerb(database, stdout), PersonVerbs.ExportVerb(database, stdout) };
    }

    private static Command ChurnVerb(Option<string?> database, TextWriter stdout)
    {
        var file = new Option<string>("--out") { Description = "The CSV file to write, replaced as a whole when it is complete; - for standard output.", Required = true };
        var churn = new Command("churn", "Who follows piles of accounts and drops them again: every account with follow events or counts over time, one row each.") { file };
        churn.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(database), cancellationToken);
            await ExportChurnCommand.RunAsync(store.Db, parsed.GetValue(file)!, stdout, cancellationToken);
            return 0;
        });
        return churn;
    }

    private static Command ExplanationVerb(Option<string?> database, TextWriter stdout)
    {
        var account = new Option<string>("--account") { Description = "network:handle", Required = true };
        var file = new Option<string>("--out") { Description = "The JSON file to write; - for standard output.", Required = true };
        var from = Moments.Option("--from", "Explain a change: the earlier moment (with --to).");
        var to = Moments.Option("--to", "Explain a change: the later moment (with --from).");
        var explanation = new Command("explanation", "The ledger of an account's newest score, or why it changed between two moments.") { account, from, to, file };
        explanation.SetAction(async (parsed, cancellationToken) =>
        {
            await using var store = await Store.OpenAsync(parsed.GetValue(database), cancellationToken);
            await ExportExplanationCommand.RunAsync(
                store.Db, parsed.GetValue(account)!, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(file)!, stdout, cancellationToken);
            return 0;
        });
        return explanation;
    }
}
