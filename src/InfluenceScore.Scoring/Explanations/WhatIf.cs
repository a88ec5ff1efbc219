using InfluenceScore.Scoring.Evidence;

namespace InfluenceScore.Scoring.Explanations;

/// <summary>A what-if answered: the score as it is and as it would be, with the named causes of the difference.</summary>
/// <param name="Before">The score as it is, null where the account has none.</param>
/// <param name="After">The score as it would be.</param>
public sealed record WhatIfAnswer(AccountScore? Before, AccountScore? After, ChangeStatement Change);

/// <summary>
/// Edits evidence and lets the same engine score it. Every function is pure: it returns new input, the given one stays as it is.
/// Imagined accounts have keys that start with "what-if:".
/// </summary>
public static class WhatIf
{
    /// <summary>Days in the month of "people a month".</summary>
    private const int MonthDays = 30;

    /// <summary>Imagined friends that act on each imagined person: what makes it a living person, not a bought account.</summary>
    private const int FriendsOfPerson = 3;

    /// <summary>Scores the world as it is and as edited.</summary>
    /// <param name="account">Account number in <paramref name="input"/>.</param>
    /// <param name="edited">What one of the functions here made of <paramref name="input"/>.</param>
    public static WhatIfAnswer Answer(ScoringInput input, ScoringOptions options, int account, (ScoringInput Input, ScoringOptions Options) edited)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Answer(ScoringEngine.Score(input, options), account, edited);
    }

    /// <summary>The same where the world as it is has been scored already.</summary>
    /// <param name="before">Of the input that was edited.</param>
    public static WhatIfAnswer Answer(ScoringResult before, int account, (ScoringInput Input, ScoringOptions Options) edited)
    {
        ArgumentNullException.ThrowIfNull(before);
        var after = ScoringEngine.Score(edited.Input, edited.Options);
        return new WhatIfAnswer(before.Find(account), after.Find(account), ChangeStatement.Between(before, after, before.Workings.Input.AccountKeys[account]));
    }

    /// <summary>Had so many more living people acted on the account in the last month: one reply each, evenly spread, each with friends of their own.</summary>
    /// <param name="people">0 to 100,000.</param>
    public static (ScoringInput Input, ScoringOptions Options) MorePeople(ScoringInput input, ScoringOptions options, int account, int people)
    {
        var edit = new InputEdit(input, account);
        Range(people, 0, 100_000, nameof(people));
        for (var i = 0; i < people; i++)
        {
            var at = options.AsOf - (long)((i + .5) * MonthDays / people * ActivityClock.MillisecondsPerDay);
            var person = edit.AddAccount($"what-if:person-{i:000000}", profile: null);
            edit.AddAct(person, account, InteractionKind.Reply, at);
            for (var friend = 0; friend < FriendsOfPerson; friend++)
                edit.AddAct(edit.AddAccount($"what-if:person-{i:000000}-friend-{friend}", profile: null), person, InteractionKind.Reply, at);
        }

        return (edit.Build(), options);
    }

    /// <summary>Were nothing posted and nothing answered for so many days from now on.</summary>
    /// <param name="days">0 to 3,650.</param>
    public static (ScoringInput Input, ScoringOptions Options) Pause(ScoringInput input, ScoringOptions options, int days)
    {
        ArgumentNullException.ThrowIfNull(options);
        Range(days, 0, 3650, nameof(days));
        return (input, options with { AsOf = options.AsOf + (long)(days * ActivityClock.MillisecondsPerDay) });
    }

    /// <summary>Had the account posted so many times as often, with the same people acting on the same posts as before.</summary>
    /// <param name="times">1 to 100.</param>
    public static (ScoringInput Input, ScoringOptions Options) MorePosts(ScoringInput input, ScoringOptions options, int account, int times)
    {
        var edit = new InputEdit(input, account);
        Range(times, 1, 100, nameof(times));
        for (var post = 0; post < input.PostCount; post++)
        {
            if (input.PostAuthors[post] != account || input.PostTimes[post] >= options.AsOf) continue;
            for (var copy = 1; copy < times; copy++) edit.AddPost(account, Math.Min(input.PostTimes[post] + copy, options.AsOf - 1));
        }

        return (edit.Build(), options);
    }

    /// <summary>
    /// Had the account answered so many of the people who acted on it last: one reply to each, to the newest post of theirs that is known. An answer is an act of
    /// the account, not on it: what it earns is what people do next, which nobody can know.
    /// </summary>
    /// <param name="people">0 to 100,000; people without a known post are answered too, as an act without a post.</param>
    public static (ScoringInput Input, ScoringOptions Options) AnswerPeople(ScoringInput input, ScoringOptions options, int account, int people)
    {
        var edit = new InputEdit(input, account);
        Range(people, 0, 100_000, nameof(people));
        var newest = new Dictionary<int, (long At, string Key)>();
        for (var act = 0; act < input.ActCount; act++)
        {
            var (actor, at) = (input.ActActors[act], input.ActTimes[act]);
            if (input.ActTargets[act] == account && actor != account && at < options.AsOf && at > newest.GetValueOrDefault(actor).At)
                newest[actor] = (at, input.AccountKeys[actor]);
        }

        var answered = newest.OrderByDescending(p => p.Value.At).ThenBy(p => p.Value.Key, StringComparer.Ordinal).Take(people).Select(p => p.Key).ToHashSet();
        var posts = answered.ToDictionary(actor => actor, _ => -1);
        for (var post = 0; post < input.PostCount; post++)
        {
            var author = input.PostAuthors[post];
            if (!answered.Contains(author) || input.PostTimes[post] >= options.AsOf || input.PostIsRepost?[post] == true) continue;
            if (posts[author] < 0 || input.PostTimes[post] > input.PostTimes[posts[author]]) posts[author] = post;
        }

        foreach (var (actor, post) in posts) edit.AddAct(account, actor, InteractionKind.Reply, options.AsOf - 1, post);
        return (edit.Build(), options);
    }

    /// <summary>Had the account bought followers: silent accounts, and a larger count in the profile.</summary>
    /// <param name="followers">0 to 1,000,000.</param>
    public static (ScoringInput Input, ScoringOptions Options) BuyFollowers(ScoringInput input, ScoringOptions options, int account, int followers)
    {
        var edit = new InputEdit(input, account);
        Range(followers, 0, 1_000_000, nameof(followers));
        edit.Profile(profile => profile with { Followers = (profile.Followers ?? 0) + followers });
        for (var i = 0; i < followers; i++) edit.AddAccount($"what-if:follower-{i:0000000}", profile: null);
        return (edit.Build(), options);
    }

    /// <summary>Did the account follow and unfollow so many a week: its followers grow by those who follow back, its following stays as it was.</summary>
    /// <param name="aWeek">0 to 100,000 accounts.</param>
    public static (ScoringInput Input, ScoringOptions Options) FollowAndUnfollow(ScoringInput input, ScoringOptions options, int account, int aWeek)
    {
        var edit = new InputEdit(input, account);
        Range(aWeek, 0, 100_000, nameof(aWeek));
        edit.Profile(profile => profile with { Followers = (profile.Followers ?? 0) + aWeek });
        return (edit.Build(), options);
    }

    private static void Range(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
