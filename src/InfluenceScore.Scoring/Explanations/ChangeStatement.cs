namespace InfluenceScore.Scoring.Explanations;

/// <summary>One line of a change statement.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Part">The part of the score that moved, null for a change of model.</param>
/// <param name="Actor">Key of the person, null where no single person is behind it.</param>
/// <param name="Points">Points of the score, either sign.</param>
public sealed record ChangeEntry(ChangeCause Cause, ScorePart? Part, string? Actor, double Points);

/// <summary>The lines of one cause together.</summary>
/// <param name="People">Distinct people behind it.</param>
public sealed record ChangeTotal(ChangeCause Cause, double Points, int People);

/// <summary>
/// Why a score moved between two moments: named causes whose points sum to the difference to 1e-9 (law 5). A log index moves by the logarithmic mean of its
/// sum over people, each person by the logarithmic mean of what makes up the person's share (LMDI): no residual, whatever the order.
/// </summary>
public sealed class ChangeStatement
{
    private ChangeStatement(string account, double from, double to, IReadOnlyList<ChangeEntry> entries) =>
        (Account, From, To, Entries) = (account, from, to, entries);

    /// <summary>Key of the account.</summary>
    public string Account { get; }

    /// <summary>The score before; without any evidence the few points of the prior.</summary>
    public double From { get; }

    /// <summary>The score after.</summary>
    public double To { get; }

    public double Difference => To - From;

    /// <summary>Every line that is not 0.</summary>
    public IReadOnlyList<ChangeEntry> Entries { get; }

    /// <summary>Points by cause, largest movement first.</summary>
    public IReadOnlyList<ChangeTotal> ByCause() => [.. Entries
        .GroupBy(entry => entry.Cause)
        .Select(lines => new ChangeTotal(lines.Key, lines.Sum(line => line.Points), lines.Select(line => line.Actor).Where(actor => actor is not null).Distinct().Count()))
        .OrderByDescending(total => Math.Abs(total.Points))];

    /// <param name="account">Key of the account; it may be missing in either result.</param>
    /// <param name="from">The earlier moment.</param>
    /// <param name="to">The later moment. The two inputs may number accounts and posts differently: people are matched by key.</param>
    public static ChangeStatement Between(ScoringResult from, ScoringResult to, string account)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(account);
        var before = new AccountView(from.Workings, account);
        var after = new AccountView(to.Workings, account);
        var entries = new List<ChangeEntry>();
        var comparable = SameMeasure(from, to) ? before : new AccountView(Remeasured(from, to).Workings, account);
        Add(entries, ChangeCause.ModelChange, null, null, comparable.Score - before.Score);
        var people = PersonChanges.Match(comparable, after);
        foreach (var part in PersonChanges.Parts) AddPart(entries, comparable, after, people, part);
        return new ChangeStatement(account, before.Score, after.Score, entries);
    }

    private static void AddPart(List<ChangeEntry> entries, AccountView before, AccountView after, List<MatchedPerson> people, ScorePart part)
    {
        var rate = PersonChanges.Rate(before, after, part);
        if (part == ScorePart.Amplification) Add(entries, ChangeCause.ResponsePerPost, part, null, rate * (after.Prior - before.Prior));
        Span<PersonChanges.Line> lines = stackalloc PersonChanges.Line[PersonChanges.MostLines];
        foreach (var person in people)
        {
            var actor = person.After >= 0 ? after.ActorKey(person.After) : before.ActorKey(person.Before);
            var count = PersonChanges.Of(before, after, person, part, lines);
            foreach (var line in lines[..count]) Add(entries, line.Cause, part, actor, rate * line.Change);
        }
    }

    private static bool SameMeasure(ScoringResult from, ScoringResult to) => from.Options with { AsOf = to.Options.AsOf } == to.Options;

    private static ScoringResult Remeasured(ScoringResult from, ScoringResult to) =>
        ScoringEngine.Score(from.Workings.Input, to.Options with { AsOf = from.Options.AsOf });

    private static void Add(List<ChangeEntry> entries, ChangeCause cause, ScorePart? part, string? actor, double points)
    {
        if (points != 0) entries.Add(new ChangeEntry(cause, part, actor, points));
    }
}
