namespace InfluenceScore.Scoring.Incremental;

/// <summary>Takes facts into a world of three accounts, so that the code is compiled which the first facts of a real one would wait for.</summary>
public static class Rehearsal
{
    /// <param name="options">As those that are to be scored with.</param>
    public static void Run(ScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (author, fan, newcomer) = (0, 1, 2);
        var time = options.AsOf - (long)TimeSpan.FromDays(1).TotalMilliseconds;
        var live = new IncrementalScoring(ScoringEngine.Score(
            new ScoringInput
            {
                AccountKeys = ["x:author", "x:fan"],
                Profiles = [null, null],
                Tracked = [true, false],
                PostAuthors = [author],
                PostTimes = [time],
                PostIsRepost = [false],
                ActActors = [fan],
                ActTargets = [author],
                ActKinds = [InteractionKind.Like],
                ActPosts = [0],
                ActTimes = [time],
            },
            options));
        var before = live.Remember(new Dictionary<int, IReadOnlySet<int>?> { [author] = null });
        live.Add(new NewFacts
        {
            Accounts = [new NewAccount("x:newcomer", Profile: null, Tracked: false)],
            Profiles = [(fan, new ProfileSnapshot("fan"))],
            Posts = [new NewPost(author, time + 1, IsRepost: false)],
            Acts =
            [
                new NewAct(fan, author, InteractionKind.Repost, Post: 1, time + 2),
                new NewAct(newcomer, author, InteractionKind.Like, Post: 0, time + 2),
                new NewAct(author, fan, InteractionKind.Mention, Post: -1, time + 2),
            ],
        });
        live.Explain([author]);
        live.Since(before, time);
    }
}
