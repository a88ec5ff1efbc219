using CsCheck;
using InfluenceScore.Scoring.Incremental;

namespace InfluenceScore.Scoring.Tests.Incremental;

/// <summary>Whatever comes in, in whatever batches, the scores are those of scoring everything.</summary>
public sealed class IncrementalScoringTests
{
    private static readonly ScoringOptions Options = WorldBuilder.Options();

    /// <param name="freeStrangers">Few, so that small worlds hold people who mention too many strangers.</param>
    [Theory]
    [InlineData(40)]
    [InlineData(1)]
    public void Facts_added_in_batches_give_the_scores_of_all_facts_at_once(double freeStrangers) =>
        Gen.Select(RandomWorlds.Any, Gen.Int[0, 9], Gen.Double[0, 1].Array[140], Gen.Int[1, 3]).Sample(
            (world, accounts, dice, batches) =>
            {
                var options = Options with { Model = ScoreModel.Current with { FreeStrangers = freeStrangers, UnprovenOdds = .02 } };
                var split = new Split(world, Math.Min(accounts, world.AccountCount), dice, batches);
                var live = new IncrementalScoring(ScoringEngine.Score(split.Start, options));
                var moved = new HashSet<int>();
                foreach (var batch in split.Batches) moved.UnionWith(live.Add(batch));

                var start = ScoringEngine.Score(split.Start, options);
                var whole = ScoringEngine.Score(split.Whole, options);
                Equal(whole, live, world.AccountCount);
                for (var account = 0; account < world.AccountCount; account++)
                {
                    if (!moved.Contains(account) && whole.Find(account) is { } score) Near(start.Find(account)!.Score, score.Score, 1e-8);
                }
            },
            iter: 300);

    /// <summary>So many people act on the same accounts that all threads carry on what an act on these changes.</summary>
    [Fact]
    public void Acts_on_popular_accounts_give_the_scores_of_all_acts()
    {
        const int Accounts = 12_000, Popular = 12, First = 60_000, Batch = 100, Batches = 3;
        var random = new Random(1);
        int[] actors = new int[First + Batch * Batches], targets = new int[actors.Length];
        for (var act = 0; act < actors.Length; act++)
            (actors[act], targets[act]) = (random.Next(act < First ? Accounts - 5 : Accounts), random.Next(3) == 0 ? random.Next(Accounts) : random.Next(Popular) * 1000);
        ScoringInput Input(int acts) => new()
        {
            AccountKeys = [.. Enumerable.Range(0, Accounts).Select(account => $"x:{account:00000}")],
            Profiles = new ProfileSnapshot?[Accounts],
            Tracked = new bool[Accounts],
            PostAuthors = [],
            PostTimes = [],
            PostIsRepost = [],
            ActActors = actors[..acts],
            ActTargets = targets[..acts],
            ActKinds = [.. Enumerable.Range(0, acts).Select(act => (InteractionKind)(act % 5 + 1))],
            ActPosts = [.. Enumerable.Repeat(-1, acts)],
            ActTimes = [.. Enumerable.Range(0, acts).Select(act => WorldBuilder.At(act % 90 + 1) + act)],
        };
        var all = Input(actors.Length);
        var live = new IncrementalScoring(ScoringEngine.Score(Input(First), Options));
        for (var batch = First; batch < actors.Length; batch += Batch)
            live.Add(new NewFacts { Acts = [.. Enumerable.Range(batch, Batch).Select(act => new NewAct(actors[act], targets[act], all.ActKinds[act], -1, all.ActTimes[act]))] });

        Equal(ScoringEngine.Score(all, Options), live, Accounts);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_in_a_sentence_and_change_nothing()
    {
        var world = new WorldBuilder();
        var (fan, target) = (world.Account("fan"), world.Account("target"));
        var input = world.Act(fan, target, InteractionKind.Like, 2, world.Post(target, 3)).Build();
        var live = new IncrementalScoring(ScoringEngine.Score(input, Options));
        var before = live.Find(target);
        void Refused(NewFacts facts, string sentence) => Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => live.Add(facts)).Message);

        var good = new NewAct(fan, target, InteractionKind.Repost, 0, WorldBuilder.At(1));
        Refused(new NewFacts { Acts = [good, good with { Actor = 2 }] }, "Acts[1] is 2; it must be from 0 to 1.");
        Refused(new NewFacts { Acts = [good with { Post = 1 }] }, "Acts[0] is 1; it must be from -1 to 0.");
        Refused(new NewFacts { Acts = [good with { Kind = (InteractionKind)9 }] }, "Acts[0] is 9, which is no kind of interaction.");
        Refused(new NewFacts { Posts = [new NewPost(-1, 0, false)] }, "Posts[0] is -1; it must be from 0 to 1.");
        Refused(new NewFacts { Profiles = [(2, WorldBuilder.Person)] }, "Profiles[0] is 2; it must be from 0 to 1.");

        Assert.Same(before, live.Find(target));
        Assert.Equal([target], live.Add(new NewFacts { Acts = [good] }));
        Assert.True(live.Find(target)!.Score > before!.Score);
    }

    [Fact]
    public void What_does_not_count_moves_nobody()
    {
        var world = new WorldBuilder();
        var (fan, target) = (world.Account("fan"), world.Account("target"));
        var input = world.Act(fan, target, InteractionKind.Like, 2, world.Post(target, 3)).Build();
        var live = new IncrementalScoring(ScoringEngine.Score(input, Options));

        Assert.Empty(live.Add(new NewFacts()));
        Assert.Empty(live.Add(new NewFacts { Acts = [new NewAct(target, target, InteractionKind.Like, 0, WorldBuilder.At(1)), new NewAct(fan, target, InteractionKind.Reply, 0, WorldBuilder.At(-1))] }));
        Assert.Empty(live.Add(new NewFacts { Posts = [new NewPost(target, WorldBuilder.At(-1), false)] }));
    }

    private static void Equal(ScoringResult whole, IncrementalScoring live, int accounts)
    {
        for (var account = 0; account < accounts; account++)
        {
            var (expected, actual) = (whole.Find(account), live.Find(account));
            Assert.Equal(expected is null, actual is null);
            if (expected is null || actual is null) continue;
            Near(expected.TrueReach, actual.TrueReach, 1e-9);
            Near(expected.Amplification, actual.Amplification, 1e-9);
            Near(expected.NetworkImpact, actual.NetworkImpact, 1e-6);
            Near(expected.Score, actual.Score, 1e-6);
            Near(expected.Authenticity, actual.Authenticity, 0);
            Assert.Equal((expected.Acts, expected.Actors, expected.Posts), (actual.Acts, actual.Actors, actual.Posts));
            Assert.InRange(actual.Score, actual.Low, actual.High);
        }
    }

    private static void Near(double expected, double actual, double tolerance) => Assert.InRange(Math.Abs(expected - actual), 0, tolerance * Math.Max(1, Math.Abs(expected)));

    /// <summary>A world as what was known first, and what came in later; accounts of the end of the list, any posts and acts, and another profile of somebody.</summary>
    private sealed class Split
    {
        public Split(ScoringInput world, int late, double[] dice, int batches)
        {
            var known = world.AccountCount - late;
            var posts = Enumerable.Range(0, world.PostCount).ToList();
            int PostBatch(int post) => Math.Max(Batch(dice[post % dice.Length], batches), world.PostAuthors[post] < known ? 0 : 1);
            // Posts are numbered in the order in which they come in.
            var order = posts.OrderBy(PostBatch).ToList();
            var number = order.Index().ToDictionary(p => p.Item, p => p.Index);
            int ActBatch(int act)
            {
                var batch = Batch(dice[(act + 7) % dice.Length], batches);
                if (world.ActActors[act] >= known || world.ActTargets[act] >= known) batch = Math.Max(batch, 1);
                return world.ActPosts[act] < 0 ? batch : Math.Max(batch, PostBatch(world.ActPosts[act]));
            }

            // Nothing is given twice.
            var acts = Enumerable.Range(0, world.ActCount)
                .DistinctBy(act => (world.ActActors[act], world.ActTargets[act], world.ActKinds[act], world.ActTimes[act], world.ActPosts[act])).ToList();
            var profile = dice[0] > .5 && known > 0 ? (Account: (int)(dice[1] * known * .99), Profile: (ProfileSnapshot?)WorldBuilder.Person) : (-1, null);

            ScoringInput Input(int last, bool all) => new()
            {
                AccountKeys = all ? world.AccountKeys : world.AccountKeys[..known],
                Profiles = [.. world.Profiles.Take(all ? world.AccountCount : known).Select((p, i) => all && i == profile.Account ? profile.Profile : p)],
                Tracked = all ? world.Tracked : world.Tracked[..known],
                PostAuthors = [.. order.Where(post => PostBatch(post) <= last).Select(post => world.PostAuthors[post])],
                PostTimes = [.. order.Where(post => PostBatch(post) <= last).Select(post => world.PostTimes[post])],
                PostIsRepost = [.. order.Where(post => PostBatch(post) <= last).Select(post => world.PostIsRepost![post])],
                ActActors = [.. acts.Where(act => ActBatch(act) <= last).Select(act => world.ActActors[act])],
                ActTargets = [.. acts.Where(act => ActBatch(act) <= last).Select(act => world.ActTargets[act])],
                ActKinds = [.. acts.Where(act => ActBatch(act) <= last).Select(act => world.ActKinds[act])],
                ActPosts = [.. acts.Where(act => ActBatch(act) <= last).Select(act => world.ActPosts[act] is >= 0 and var post ? number[post] : -1)],
                ActTimes = [.. acts.Where(act => ActBatch(act) <= last).Select(act => world.ActTimes[act])],
            };

            (Start, Whole) = (Input(0, false), Input(batches, true));
            Batches =
            [
                .. Enumerable.Range(1, batches).Select(batch => new NewFacts
                {
                    Accounts = batch > 1 ? [] : [.. Enumerable.Range(known, late).Select(a => new NewAccount(world.AccountKeys[a], world.Profiles[a], world.Tracked[a]))],
                    Profiles = batch == batches && profile.Profile is not null ? [(profile.Account, profile.Profile)] : [],
                    Posts = [.. order.Where(post => PostBatch(post) == batch).Select(post => new NewPost(world.PostAuthors[post], world.PostTimes[post], world.PostIsRepost![post]))],
                    Acts =
                    [
                        .. acts.Where(act => ActBatch(act) == batch).Select(act => new NewAct(
                            world.ActActors[act], world.ActTargets[act], world.ActKinds[act], world.ActPosts[act] is >= 0 and var post ? number[post] : -1, world.ActTimes[act])),
                    ],
                }),
            ];
        }

        public ScoringInput Start { get; }

        public ScoringInput Whole { get; }

        public List<NewFacts> Batches { get; }

        /// <summary>Half of everything is known from the beginning.</summary>
        private static int Batch(double dice, int batches) => dice < .5 ? 0 : 1 + (int)((dice - .5) * 2 * batches * .999);
    }
}
