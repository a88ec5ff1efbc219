using CsCheck;

namespace InfluenceScore.Scoring.Tests;

/// <summary>Small random worlds with everything that can go wrong in them: self-acts, future acts, foreign posts, repetitions, unknown profiles.</summary>
internal static class RandomWorlds
{
    private static readonly Gen<ProfileSnapshot?> Profile = Gen.Int[0, 4].Select(i => i switch
    {
        0 => null,
        1 => new ProfileSnapshot("bot83736251", "bot", "", 3, 4_000, 2, 0, 0, DefaultAvatar: true),
        _ => WorldBuilder.Person,
    });

    /// <summary>Worlds of 3–10 accounts, up to 20 posts and up to 120 acts, over 200 days.</summary>
    public static Gen<ScoringInput> Any { get; } =
        from accounts in Gen.Int[3, 10]
        from profiles in Profile.Array[accounts]
        from tracked in Gen.Bool.Array[accounts]
        from posts in Gen.Select(Gen.Int[0, accounts - 1], Days(-2, 200)).Array[0, 20]
        from acts in Gen.Select(Gen.Int[0, accounts - 1], Gen.Int[0, accounts - 1], Gen.Int[1, 5], Gen.Int[-1, posts.Length - 1], Days(-2, 150)).Array[0, 120]
        select new ScoringInput
        {
            AccountKeys = [.. Enumerable.Range(0, accounts).Select(i => $"test:{(i * 7919 + 13) % 1000:000}-{i}")],
            Profiles = profiles,
            Tracked = tracked,
            PostAuthors = [.. posts.Select(post => post.Item1)],
            PostTimes = [.. posts.Select(post => WorldBuilder.At(post.Item2))],
            PostIsRepost = [.. posts.Select(post => post.Item2 % 1 > .8)],
            ActActors = [.. acts.Select(act => act.Item1)],
            // Most acts go to the post's author, as on a real network.
            ActTargets = [.. acts.Select(act => act.Item4 >= 0 && act.Item3 != 4 ? posts[act.Item4].Item1 : act.Item2)],
            ActKinds = [.. acts.Select(act => (InteractionKind)act.Item3)],
            ActPosts = [.. acts.Select(act => act.Item4)],
            ActTimes = [.. acts.Select(act => act.Item4 >= 0 ? WorldBuilder.At(posts[act.Item4].Item2) + (long)((act.Item5 + 2) * 3_600_000) : WorldBuilder.At(act.Item5))],
        };

    /// <summary>Whole hours, so that equal times occur.</summary>
    private static Gen<double> Days(int from, int to) => Gen.Int[from * 24, to * 24].Select(hours => hours / 24.0);
}
