using InfluenceScore.Scoring.Validation.Simulation;
using Shape = System.Func<InfluenceScore.Scoring.Validation.SeededRandom, string, InfluenceScore.Scoring.ProfileSnapshot>;

namespace InfluenceScore.Scoring.Validation.Gaming;

/// <summary>The catalogue of attacks: law 9 of docs/scoring.md first, then harder variants of our own.</summary>
public static class Attacks
{
    /// <summary>Bots a farm sets on one customer, and members of a pod: the numbers of law 9.</summary>
    private const int FarmSize = 150, PodSize = 12;

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("follow churn", "Follow 3,000 accounts and drop them again; every tenth follows back and stays silent.", 0.05, FollowChurn),
        new("10,000 bought followers", "Ten thousand silent followers.", 0.5, BoughtFollowers),
        new("150 young bots", "150 fresh bots like and repost every post within minutes.", 1, stage => Farm(stage, ProfileShapes.YoungBot, stage.Quick)),
        new("150 young bots, patient", "The same, each act hours late.", 1, stage => Farm(stage, ProfileShapes.YoungBot, stage.Patient)),
        new("150 young bots, patient, mutual", "The same, and each bot likes ten of its fellows.", 6, stage => Farm(stage, ProfileShapes.YoungBot, stage.Patient, Mutual)),
        new("150 aged bots", "150 bots bought with a history like and repost every post within minutes.", 4, stage => Farm(stage, ProfileShapes.AgedBot, stage.Quick)),
        new("150 aged bots, patient", "The same, each act hours late.", 4, stage => Farm(stage, ProfileShapes.AgedBot, stage.Patient)),
        new("150 aged bots, patient, mutual", "The same, and each bot likes ten of its fellows.", 6, stage => Farm(stage, ProfileShapes.AgedBot, stage.Patient, Mutual)),
        new("pod of 12", "Twelve accounts answer every post of one another.", 2, stage => Pods(stage, 1)),
        new("pod of 12, half response", "They answer every second post.", 3, stage => Pods(stage, 0.5)),
        new("pod of 12, 30% response", "They answer three posts in ten.", 4, stage => Pods(stage, 0.3)),
        new("superfan", "One person acts a thousand times.", 1.5, Superfan),
        new("ten times the posts", "Nine filler posts beside each real one, unanswered.", 1, stage => TenTimesThePosts(stage, 0)),
        new("spamming strangers", "Each target mentions 1,500 strangers.", 0.2, SpamStrangers),
        new("silent month", "No post for the last thirty days (what it costs).", 0.5, SilentMonth, AttackMeasure.Loss),
        new("bot posting 30 days", "A new automated account posts hourly for thirty days, five fellow bots react.", 10, PostingBots, AttackMeasure.NewcomerScore),
        new("aged bots, patient, like strangers", "150 patient aged bots that each also like ten posts of strangers.", null,
            stage => Farm(stage, ProfileShapes.AgedBot, stage.Patient, LikeStrangers)),
        new("aged bots, patient, mutual, like strangers", "The same, and each likes ten fellows too.", null,
            stage => Farm(stage, ProfileShapes.AgedBot, stage.Patient, Mutual, LikeStrangers)),
        new("one farm, all customers", "150 patient aged bots serve all targets at once.", null, SharedFarm),
        new("ten times the posts, answered a little", "Filler posts get a tenth of the usual response.", null, stage => TenTimesThePosts(stage, 0.1)),
    ];

    private static void FollowChurn(AttackStage stage)
    {
        foreach (var target in stage.Targets)
        {
            if (stage.Input.ProfileOf(target) is { } profile)
                stage.Input.SetProfile(target, profile with { Followers = profile.Followers + 300, Following = profile.Following + (long)stage.Random.Uniform(0, 3_000) });
        }
    }

    private static void BoughtFollowers(AttackStage stage)
    {
        foreach (var target in stage.Targets)
        {
            if (stage.Input.ProfileOf(target) is { } profile)
                stage.Input.SetProfile(target, profile with { Followers = profile.Followers + 10_000 });
        }

        stage.Recruit(2_000, ProfileShapes.BoughtFollower);
    }

    private static void Farm(AttackStage stage, Shape shape, Func<double> wait, params Action<AttackStage, int[]>[] habits)
    {
        foreach (var target in stage.Targets)
        {
            var bots = stage.Recruit(FarmSize, shape);
            stage.LikeAndRepost(bots, target, wait);
            foreach (var habit in habits)
                habit(stage, bots);
        }
    }

    private static void SharedFarm(AttackStage stage)
    {
        var bots = stage.Recruit(FarmSize, ProfileShapes.AgedBot);
        foreach (var target in stage.Targets)
            stage.LikeAndRepost(bots, target, stage.Patient);
    }

    private static void Mutual(AttackStage stage, int[] bots)
    {
        foreach (var bot in bots)
        {
            var at = stage.From + (long)(stage.Random.Uniform(0, 0.8) * (stage.World.AsOf - stage.From));
            var post = stage.Input.AddPost(bot, at);
            for (var n = 0; n < 10; n++)
            {
                var fellow = bots[stage.Random.Below(bots.Length)];
                if (fellow != bot)
                    stage.Input.AddAct(fellow, bot, InteractionKind.Like, post, Math.Min(stage.World.AsOf - 1, at + (long)(stage.Patient() * 60_000)));
            }
        }
    }

    private static void LikeStrangers(AttackStage stage, int[] bots)
    {
        foreach (var bot in bots)
        {
            for (var n = 0; n < 10; n++)
            {
                var stranger = stage.Stranger();
                var posts = stage.RecentPosts(stranger).ToArray();
                if (posts.Length > 0)
                    stage.React(bot, stranger, posts[stage.Random.Below(posts.Length)], InteractionKind.Like, stage.Patient());
            }
        }
    }

    private static void Pods(AttackStage stage, double response)
    {
        foreach (var pod in stage.Targets.Chunk(PodSize))
        {
            foreach (var member in pod)
            {
                foreach (var post in stage.RecentPosts(member))
                {
                    foreach (var other in pod)
                    {
                        if (other == member || !stage.Random.Chance(response))
                            continue;
                        stage.React(other, member, post, InteractionKind.Like, 60 * stage.Random.Exponential());
                        stage.React(other, member, post, stage.Random.Chance(0.5) ? InteractionKind.Reply : InteractionKind.Repost, 60 * stage.Random.Exponential());
                    }
                }
            }
        }
    }

    private static void Superfan(AttackStage stage)
    {
        InteractionKind[] kinds = [InteractionKind.Like, InteractionKind.Repost, InteractionKind.Reply, InteractionKind.Quote, InteractionKind.Mention];
        foreach (var target in stage.Targets)
        {
            var fan = stage.Stranger();
            var posts = stage.RecentPosts(target).ToArray();
            for (var n = 0; n < 1_000; n++)
                stage.Input.AddAct(fan, target, kinds[n % kinds.Length], posts.Length > 0 && n % kinds.Length < 4 ? posts[n % posts.Length] : -1, stage.Moment());
        }
    }

    private static void TenTimesThePosts(AttackStage stage, double answered)
    {
        var input = stage.World.Input;
        foreach (var target in stage.Targets)
        {
            foreach (var post in stage.RecentPosts(target))
            {
                for (var n = 0; n < 9; n++)
                {
                    var at = Math.Min(stage.World.AsOf - 1, input.PostTimes[post] + (long)stage.Random.Uniform(1, 43_200_000));
                    AnswerALittle(stage, target, stage.Input.AddPost(target, at), at, answered);
                }
            }
        }
    }

    private static void AnswerALittle(AttackStage stage, int target, int filler, long at, double share)
    {
        var (viewers, response) = (stage.World.Population.Viewers[target], stage.World.Population.Response[target]);
        for (var i = 0; share > 0 && i < viewers.Length; i++)
        {
            var when = at + (long)(stage.Patient() * 60_000);
            if (stage.Random.Chance(share * response[i]) && when < stage.World.AsOf)
                stage.Input.AddAct(viewers[i], target, InteractionKind.Like, filler, when);
        }
    }

    private static void SpamStrangers(AttackStage stage)
    {
        foreach (var target in stage.Targets)
        {
            for (var n = 0; n < 1_500; n++)
            {
                var stranger = stage.Stranger();
                stage.Strangers.Add(stranger);
                stage.Input.AddAct(target, stranger, InteractionKind.Mention, -1, stage.Moment());
            }
        }
    }

    private static void SilentMonth(AttackStage stage)
    {
        foreach (var target in stage.Targets)
            stage.Input.Silence(target, stage.World.AsOf - 30 * SimulatedWorld.Day);
    }

    private static void PostingBots(AttackStage stage)
    {
        var began = stage.World.AsOf - 30 * SimulatedWorld.Day;
        foreach (var bot in stage.Recruit(PodSize, ProfileShapes.YoungBot))
        {
            stage.Newcomers.Add(bot);
            var fellows = stage.Recruit(5, ProfileShapes.YoungBot);
            for (var hour = 0; hour < 30 * 24; hour++)
            {
                var at = began + hour * 3_600_000L;
                var post = stage.Input.AddPost(bot, at);
                foreach (var fellow in fellows)
                    stage.Input.AddAct(fellow, bot, InteractionKind.Like, post, Math.Min(stage.World.AsOf - 1, at + (long)(stage.Quick() * 60_000)));
            }
        }
    }
}
