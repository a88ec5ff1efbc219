using System.Runtime.InteropServices;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>Points that one person, or one post, carried.</summary>
/// <param name="Number">Account or post number in the input of the later scoring; −1 for acts that name no known post.</param>
public readonly record struct ChangeShare(int Number, double Points);

/// <summary>The lines of one cause together.</summary>
/// <param name="People">Everybody behind it with the points of all parts; empty where no single person is.</param>
/// <param name="Posts">New people and people who acted again only: their points, split over the posts that they acted on since, by the evidence of these acts.</param>
public sealed record CauseOutline(
    ChangeCause Cause, double ReachPoints, double AmplificationPoints, double ImpactPoints, IReadOnlyList<ChangeShare> People, IReadOnlyList<ChangeShare> Posts)
{
    /// <summary>Points of all parts.</summary>
    public double Points => ReachPoints + AmplificationPoints + ImpactPoints;
}

/// <summary>
/// The same causes and points as <see cref="ChangeStatement"/>, summed by cause and part: what is kept of it for every account and day.
/// Cheap enough for that: O(people who ever acted), few allocations.
/// </summary>
public static class ChangeOutline
{
    private const int Causes = (int)ChangeCause.ModelChange;

    /// <param name="from">The earlier moment.</param>
    /// <param name="to">The later one: the same accounts in the same order, the same model, half-life and window.</param>
    /// <param name="account">Account number.</param>
    /// <returns>Every cause that moved anything; the points sum to the difference of the scores to 1e-9.</returns>
    /// <exception cref="ArgumentException">The two scorings do not measure alike or number accounts differently.</exception>
    public static IReadOnlyList<CauseOutline> Between(ScoringResult from, ScoringResult to, int account)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Options with { AsOf = to.Options.AsOf } != to.Options || !ReferenceEquals(from.Workings.Input.AccountKeys, to.Workings.Input.AccountKeys))
            throw new ArgumentException("Only scorings of the same accounts with the same model, half-life and window can be outlined.", nameof(to));
        AccountView before = new(from.Workings, account), after = new(to.Workings, account);
        return Between(before, after, PersonChanges.Match(before, after), from.Options.AsOf);
    }

    /// <param name="since">Acts from here on, Unix milliseconds, say which posts those acted on who acted again.</param>
    internal static IReadOnlyList<CauseOutline> Between(AccountView before, AccountView after, List<MatchedPerson> everybody, long since)
    {
        var sums = new double[Causes + 1, PersonChanges.Parts.Length];
        var people = new List<ChangeShare>?[Causes + 1];
        var posts = new Dictionary<int, double>?[Causes + 1];
        var rates = Array.ConvertAll(PersonChanges.Parts, part => PersonChanges.Rate(before, after, part));
        sums[(int)ChangeCause.ResponsePerPost, Array.IndexOf(PersonChanges.Parts, ScorePart.Amplification)] =
            rates[Array.IndexOf(PersonChanges.Parts, ScorePart.Amplification)] * (after.Prior - before.Prior);

        Span<PersonChanges.Line> lines = stackalloc PersonChanges.Line[PersonChanges.MostLines];
        Span<double> own = stackalloc double[Causes + 1];
        foreach (var person in everybody)
        {
            own.Clear();
            for (var part = 0; part < rates.Length; part++)
            {
                var count = PersonChanges.Of(before, after, person, PersonChanges.Parts[part], lines);
                foreach (var line in lines[..count])
                {
                    sums[(int)line.Cause, part] += rates[part] * line.Change;
                    own[(int)line.Cause] += rates[part] * line.Change;
                }
            }

            var actor = person.After >= 0 ? after.Actor(person.After) : before.Actor(person.Before);
            for (var cause = 1; cause <= Causes; cause++)
            {
                if (own[cause] == 0) continue;
                (people[cause] ??= []).Add(new ChangeShare(actor, own[cause]));
                if ((ChangeCause)cause is ChangeCause.NewPeople or ChangeCause.MoreActs)
                    AddPosts(posts[cause] ??= [], after, person.After, (ChangeCause)cause == ChangeCause.NewPeople ? long.MinValue : since, own[cause]);
            }
        }

        return [.. Enumerable.Range(1, Causes).Where(cause => sums[cause, 0] != 0 || sums[cause, 1] != 0 || sums[cause, 2] != 0)
            .Select(cause => new CauseOutline((ChangeCause)cause, sums[cause, 0], sums[cause, 1], sums[cause, 2], LargestFirst(people[cause] ?? []),
                LargestFirst([.. (posts[cause] ?? []).Select(post => new ChangeShare(post.Key, post.Value))])))];
    }

    private static void AddPosts(Dictionary<int, double> posts, AccountView view, int pair, long since, double points)
    {
        var (acts, model) = (view.Workings.Acts, view.Workings.Model);
        var sum = 0.0;
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            if (acts.Times[act] >= since) sum += model.Ceiling(acts.Kinds[act]) * acts.Weights[act];
        }

        if (sum <= 0) return;
        for (var act = acts.ActStart[pair]; act < acts.ActStart[pair + 1]; act++)
        {
            var weight = acts.Times[act] >= since ? model.Ceiling(acts.Kinds[act]) * acts.Weights[act] : 0;
            if (weight <= 0) continue;
            var post = acts.Posts[act] < 0 ? -1 : view.Workings.Posts.Numbers[acts.Posts[act]];
            CollectionsMarshal.GetValueRefOrAddDefault(posts, post, out _) += points * weight / sum;
        }
    }

    private static List<ChangeShare> LargestFirst(List<ChangeShare> shares)
    {
        shares.Sort((a, b) => Math.Abs(b.Points).CompareTo(Math.Abs(a.Points)) is not 0 and var order ? order : a.Number.CompareTo(b.Number));
        return shares;
    }
}
