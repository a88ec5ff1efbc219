using InfluenceScore.Scoring.Validation.Simulation;

namespace InfluenceScore.Scoring.Validation.Gaming;

/// <summary>A copy of a world in which an attack is played, and the moves that attacks are made of.</summary>
public sealed class AttackStage
{
    /// <summary>Attacks run over the last sixty days of the history.</summary>
    public const int AttackDays = 60;

    private readonly int[] _people;
    private readonly int[][] _postsOf;
    private int _recruits;

    public AttackStage(SimulatedWorld world, int[] targets, ulong seed)
    {
        World = world;
        Targets = targets;
        Random = SeededRandom.For(seed, 77);
        Input = new ScoringInputBuilder(world.Input);
        From = world.AsOf - AttackDays * SimulatedWorld.Day;
        var aims = targets.ToHashSet();
        _people = [.. Enumerable.Range(0, world.Input.AccountCount).Where(i => world.Genuine[i] && !aims.Contains(i))];
        _postsOf = PostsOf(world.Input);
    }

    public SimulatedWorld World { get; }

    /// <summary>The accounts that want to gain.</summary>
    public int[] Targets { get; }

    public SeededRandom Random { get; }

    public ScoringInputBuilder Input { get; }

    /// <summary>First moment of the attack, Unix milliseconds.</summary>
    public long From { get; }

    /// <summary>Accounts whose own move is measured beside the targets': the strangers that are spammed.</summary>
    public HashSet<int> Strangers { get; } = [];

    /// <summary>Accounts made for the attack whose own score is measured: a bot that posts.</summary>
    public List<int> Newcomers { get; } = [];

    /// <summary>The posts of an account since the attack began, by number.</summary>
    public IEnumerable<int> RecentPosts(int account) => _postsOf[account].Where(p => World.Input.PostTimes[p] >= From);

    public int Stranger() => _people[Random.Below(_people.Length)];

    /// <summary>A moment of the attack.</summary>
    public long Moment() => From + (long)(Random.Uniform() * (World.AsOf - From));

    public int[] Recruit(int count, Func<SeededRandom, string, ProfileSnapshot> shape) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var handle = $"z{_recruits++:D6}";
            return Input.AddAccount($"sim:{handle}", shape(Random, handle));
        })];

    /// <summary>Every bot likes and reposts every recent post of a target after its own wait (minutes).</summary>
    public void LikeAndRepost(int[] bots, int target, Func<double> waitMinutes)
    {
        foreach (var post in RecentPosts(target))
        {
            foreach (var bot in bots)
            {
                React(bot, target, post, InteractionKind.Like, waitMinutes());
                React(bot, target, post, InteractionKind.Repost, waitMinutes());
            }
        }
    }

    /// <summary>An act on a post after some minutes, unless that is after the end of the history.</summary>
    public void React(int actor, int target, int post, InteractionKind kind, double minutes)
    {
        var at = World.Input.PostTimes[post] + (long)(minutes * 60_000);
        if (at < World.AsOf)
            Input.AddAct(actor, target, kind, post, at);
    }

    /// <summary>A wait of minutes, as machines do it.</summary>
    public double Quick() => Random.Uniform(0.2, 20);

    /// <summary>A wait of hours, as a careful machine does it: exponential, 6 hours in the mean.</summary>
    public double Patient() => 360 * Random.Exponential();

    private static int[][] PostsOf(ScoringInput input)
    {
        var posts = new List<int>[input.AccountCount];
        for (var p = 0; p < input.PostCount; p++)
            (posts[input.PostAuthors[p]] ??= []).Add(p);
        return [.. posts.Select(p => p?.ToArray() ?? [])];
    }
}
