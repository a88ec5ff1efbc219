namespace InfluenceScore.Scoring.Tests;

/// <summary>Copies of an input with something added.</summary>
internal static class InputEdits
{
    public static ScoringInput WithAct(this ScoringInput input, int actor, int target, InteractionKind kind, long time, int post = -1) =>
        input.With(acts: [(actor, target, kind, time, post)]);

    public static ScoringInput With(
        this ScoringInput input,
        IReadOnlyList<(string Key, ProfileSnapshot? Profile)>? accounts = null,
        IReadOnlyList<(int Author, long Time)>? posts = null,
        IReadOnlyList<(int Actor, int Target, InteractionKind Kind, long Time, int Post)>? acts = null,
        ProfileSnapshot?[]? profiles = null)
    {
        (accounts, posts, acts) = (accounts ?? [], posts ?? [], acts ?? []);
        return new ScoringInput
        {
            AccountKeys = [.. input.AccountKeys, .. accounts.Select(account => account.Key)],
            Profiles = [.. profiles ?? input.Profiles, .. accounts.Select(account => account.Profile)],
            Tracked = [.. input.Tracked, .. accounts.Select(_ => false)],
            PostAuthors = [.. input.PostAuthors, .. posts.Select(post => post.Author)],
            PostTimes = [.. input.PostTimes, .. posts.Select(post => post.Time)],
            PostIsRepost = input.PostIsRepost is { } reposts ? [.. reposts, .. posts.Select(_ => false)] : null,
            ActActors = [.. input.ActActors, .. acts.Select(act => act.Actor)],
            ActTargets = [.. input.ActTargets, .. acts.Select(act => act.Target)],
            ActKinds = [.. input.ActKinds, .. acts.Select(act => act.Kind)],
            ActPosts = [.. input.ActPosts, .. acts.Select(act => act.Post)],
            ActTimes = [.. input.ActTimes, .. acts.Select(act => act.Time)],
        };
    }

    /// <summary>Two worlds side by side that know nothing of each other.</summary>
    public static ScoringInput Beside(this ScoringInput input, ScoringInput other)
    {
        var (accounts, posts) = (input.AccountCount, input.PostCount);
        return input.With(
            [.. other.AccountKeys.Zip(other.Profiles, (key, profile) => (key.Replace("test:", "more:", StringComparison.Ordinal), profile))],
            [.. other.PostAuthors.Zip(other.PostTimes, (author, time) => (author + accounts, time))],
            [.. Enumerable.Range(0, other.ActCount).Select(i => (other.ActActors[i] + accounts, other.ActTargets[i] + accounts, other.ActKinds[i],
                other.ActTimes[i], other.ActPosts[i] < 0 ? -1 : other.ActPosts[i] + posts))]);
    }
}
