namespace InfluenceScore.Scoring.Tests;

/// <summary>Writes a small world by name, in days before as-of, and turns it into the engine's arrays.</summary>
internal sealed class WorldBuilder
{
    public const long AsOf = 1_600_000_000_000;
    public const double Day = 86_400_000;

    /// <summary>A profile that any prior takes for a person.</summary>
    public static readonly ProfileSnapshot Person = new("someone", "Some One", "I bake bread and read books.", 300, 250, 2_000, 3_000, 5, DefaultAvatar: false);

    private readonly List<string> _keys = [];
    private readonly List<ProfileSnapshot?> _profiles = [];
    private readonly List<bool> _tracked = [];
    private readonly List<(int Author, long Time)> _posts = [];
    private readonly List<(int Actor, int Target, InteractionKind Kind, int Post, long Time)> _acts = [];

    public int Account(string name, ProfileSnapshot? profile = null, bool tracked = false)
    {
        _keys.Add("test:" + name);
        _profiles.Add(profile);
        _tracked.Add(tracked);
        return _keys.Count - 1;
    }

    public int Post(int author, double daysAgo)
    {
        _posts.Add((author, At(daysAgo)));
        return _posts.Count - 1;
    }

    public WorldBuilder Act(int actor, int target, InteractionKind kind, double daysAgo, int post = -1)
    {
        _acts.Add((actor, target, kind, post, At(daysAgo)));
        return this;
    }

    public ScoringInput Build() => new()
    {
        AccountKeys = [.. _keys],
        Profiles = [.. _profiles],
        Tracked = [.. _tracked],
        PostAuthors = [.. _posts.Select(post => post.Author)],
        PostTimes = [.. _posts.Select(post => post.Time)],
        ActActors = [.. _acts.Select(act => act.Actor)],
        ActTargets = [.. _acts.Select(act => act.Target)],
        ActKinds = [.. _acts.Select(act => act.Kind)],
        ActPosts = [.. _acts.Select(act => act.Post)],
        ActTimes = [.. _acts.Select(act => act.Time)],
    };

    public static ScoringOptions Options(double daysLater = 0) => new() { AsOf = AsOf + (long)(daysLater * Day) };

    public static long At(double daysAgo) => AsOf - (long)Math.Round(daysAgo * Day);
}
