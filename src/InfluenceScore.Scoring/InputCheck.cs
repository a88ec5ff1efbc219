namespace InfluenceScore.Scoring;

/// <summary>Refuses what no score can be made of, with one sentence that names it (law 10). What is merely useless (self-acts, future acts) is dropped later.</summary>
internal static class InputCheck
{
    /// <summary>Days. The shortest and longest half-life and window.</summary>
    private const double ShortestDays = .01, LongestDays = 3650;

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <exception cref="ArgumentException">An option or an array cannot be used; the message says which and why.</exception>
    public static void Require(ScoringInput input, ScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        Days(options.HalfLifeDays, nameof(options.HalfLifeDays));
        Days(options.WindowDays, nameof(options.WindowDays));
        Time(options.AsOf, nameof(options.AsOf), -1);

        int accounts = input.AccountCount, posts = input.PostCount, acts = input.ActCount;
        Length(input.Profiles.Count, accounts, nameof(input.Profiles), "accounts");
        Length(input.Tracked.Length, accounts, nameof(input.Tracked), "accounts");
        Length(input.PostAuthors.Length, posts, nameof(input.PostAuthors), "posts");
        Length(input.PostIsRepost?.Length ?? posts, posts, nameof(input.PostIsRepost), "posts");
        Length(input.ActActors.Length, acts, nameof(input.ActActors), "acts");
        Length(input.ActTargets.Length, acts, nameof(input.ActTargets), "acts");
        Length(input.ActKinds.Length, acts, nameof(input.ActKinds), "acts");
        Length(input.ActPosts.Length, acts, nameof(input.ActPosts), "acts");

        for (var i = 0; i < accounts; i++)
        {
            if (input.AccountKeys[i] is null) throw Refusal($"AccountKeys[{i}] is null.");
        }

        for (var i = 0; i < posts; i++)
        {
            Index(input.PostAuthors[i], 0, accounts, nameof(input.PostAuthors), i);
            Time(input.PostTimes[i], nameof(input.PostTimes), i);
        }

        for (var i = 0; i < acts; i++)
        {
            Index(input.ActActors[i], 0, accounts, nameof(input.ActActors), i);
            Index(input.ActTargets[i], 0, accounts, nameof(input.ActTargets), i);
            Index(input.ActPosts[i], -1, posts, nameof(input.ActPosts), i);
            Time(input.ActTimes[i], nameof(input.ActTimes), i);
            Kind(input.ActKinds[i], nameof(input.ActKinds), i);
        }
    }

    private static void Days(double value, string name)
    {
        if (!(value >= ShortestDays && value <= LongestDays))
            throw Refusal($"{name} is {value}; it must be a number of days from {ShortestDays} to {LongestDays}.");
    }

    private static void Length(int actual, int expected, string name, string what)
    {
        if (actual != expected) throw Refusal($"{name} has {actual} entries for {expected} {what}.");
    }

    internal static void Index(int value, int least, int count, string name, int at)
    {
        if (value < least || value >= count) throw Refusal($"{name}[{at}] is {value}; it must be from {least} to {count - 1}.");
    }

    internal static void Kind(InteractionKind value, string name, int at)
    {
        if (value is < InteractionKind.Repost or > InteractionKind.Like) throw Refusal($"{name}[{at}] is {(byte)value}, which is no kind of interaction.");
    }

    internal static void Time(long value, string name, int at)
    {
        if (value < Earliest || value > Latest)
            throw Refusal($"{name}{(at < 0 ? "" : $"[{at}]")} is {value} ms, outside the years 1 to 9999.");
    }

#pragma warning disable MA0015, CA2208 // The sentence names the option or the array and the place in it; a parameter name would only repeat "input".
    internal static ArgumentException Refusal(FormattableString sentence) => new(FormattableString.Invariant(sentence));
#pragma warning restore MA0015, CA2208
}
