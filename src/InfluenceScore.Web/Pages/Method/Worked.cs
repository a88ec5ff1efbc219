using System.Globalization;
using InfluenceScore.Data;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.People;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;
using InfluenceScore.Web.Pages.Accounts;
using InfluenceScore.Web.Pages.WhatIf;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Pages.Method;

/// <summary>One account's score with every input, cut to what a page can show: the first people in full, all others as one row that closes each sum.</summary>
/// <param name="Others">How many people are not shown.</param>
public sealed record Worked(AccountKey Key, string Name, WorkedExample Example, IReadOnlyList<Worked.Person> People, int Others)
{
    /// <summary>People shown by name, and acts of the first of them.</summary>
    public const int MostPeople = 8, MostActs = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public sealed record Person(string Name, AccountKey Key, WorkedPerson Factors);

    /// <summary>The acts of one kind of the first person: n summed, and what that kind shows.</summary>
    public sealed record Kind(InteractionKind Of, int Acts, double N, double Ceiling, double Shown);

    public Person? First => People.Count == 0 ? null : People[0];

    /// <summary>The first person's acts by kind: the factors of the noisy-or.</summary>
    public IEnumerable<Kind> Kinds => (First?.Factors.Acts ?? []).GroupBy(a => a.Kind).Select(g =>
    {
        var m = Example.Options.Model;
        var n = g.Sum(a => a.Weight);
        var ceiling = m.Ceiling(g.Key) * (g.Key == InteractionKind.Mention ? First!.Factors.Selectivity : 1);
        return new Kind(g.Key, g.Count(), n, ceiling, ceiling * (1 - Math.Exp(-n / m.SaturationActs)));
    });

    /// <summary>The shown people's numbers and that of all others, rounded so that the rows sum to the total as shown.</summary>
    /// <param name="decimals">Decimals shown.</param>
    public double[] Closing(double total, int decimals, Func<WorkedPerson, double> of)
    {
        var shown = People.Select(p => of(p.Factors)).ToArray();
        return Words.RoundToSum(total, decimals, [.. shown, Math.Max(0, total - shown.Sum())]);
    }

    /// <summary>A number with four decimals: enough to check, few enough to read.</summary>
    public static string N(double value) => value.ToString("#,0.0000", CultureInfo.InvariantCulture);

    /// <summary>A square of Network Impact is small: six decimals.</summary>
    public static string Small(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    /// <summary>The score of that account, or of the highest-scored one, or a sentence on why not (yet).</summary>
    public static async Task<(Worked? Worked, string? Sentence)> ReadAsync(InfluenceDbContext db, Viewer viewer, ScoreRun run, string? asked, RunCache cache, FactsInMemory memory, CancellationToken cancel)
    {
        var accounts = db.Accounts.AsNoTracking().VisibleTo(db, viewer);
        if (asked is not null)
        {
            if (!AccountKey.TryParse(asked, out var key))
                return (null, $"“{Words.Plain(asked, 80)}” does not name an account; write network:handle.");
            accounts = accounts.Where(a => a.Network == key.Network && a.Handle == key.Handle);
        }
        else
        {
            var best = await new AccountListQuery(db, viewer, run, null, AccountFilter.Of(null, null)).ListFirstAsync(AccountSort.Score, 1, cancel);
            accounts = accounts.Where(a => best.Contains(a.Id));
        }
        if (await accounts.Select(a => new { a.Id, a.Network, a.Handle, a.Name }).FirstOrDefaultAsync(cancel) is not { } account)
            return (null, asked is null ? "Nothing has a score yet." : $"No account “{Words.Plain(asked, 80)}” is known here.");
        try
        {
            var worked = await cache.GetOrNullAsync(run, $"worked {account.Id}", async c => await memory.FindAsync(run, Patience, c) is { } facts
                ? await CutAsync(db, facts, account.Id, new AccountKey(account.Network, account.Handle), Words.Plain(account.Name, 80) ?? Words.Plain(account.Handle, 80) ?? "no name", c)
                : null, w => 300L * w.People.Count + 100L * (w.First?.Factors.Acts.Count ?? 0), cancel);
            return worked is null
                ? (null, "The facts of the newest scores are being read into memory, to be taken apart; this happens once. Open this page again in a moment.")
                : (worked, null);
        }
        catch (InfluenceScoreException e)
        {
            return (null, e.Message);
        }
    }

    private static async Task<Worked?> CutAsync(InfluenceDbContext db, ScoredFacts facts, int accountId, AccountKey key, string name, CancellationToken cancel)
    {
        var number = facts.NumberOf(accountId);
        if (number < 0 || facts.Result.WorkThrough(number) is not { } example)
            throw new InfluenceScoreException($"{name} has no score as of {Words.LongDay(facts.Run.AsOf)}, so there is nothing to work through.");
        var shown = example.People.Take(MostPeople).ToList();
        var ids = shown.Select(p => facts.AccountIds[p.Account]).ToList();
        var names = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Network, a.Handle, a.Name }).ToDictionaryAsync(a => a.Id, cancel);
        var people = shown.Select(p => (Factors: p, Account: names[facts.AccountIds[p.Account]]))
            .Select(p => new Person(Words.Plain(p.Account.Name, 60) ?? Words.Plain(p.Account.Handle, 60) ?? "no name", new AccountKey(p.Account.Network, p.Account.Handle), p.Factors)).ToList();
        // Only what is shown is kept: a large account has tens of thousands of people.
        return new Worked(key, name, example with { People = [], Posts = [.. example.Posts.Take(MostActs)] }, people, example.People.Count - people.Count);
    }
}
