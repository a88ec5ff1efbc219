using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>The described account's own posts, and how people act on them.</summary>
internal sealed class PostFacts
{
    private readonly AudienceGround _ground;
    private readonly int _account;
    private readonly List<OwnPost> _inWindow;

    /// <param name="acts">On the account, those of suspicious accounts left out.</param>
    public PostFacts(FactArrays facts, AudienceGround ground, int account, List<KnownAct> acts, OwnPosts ownPosts)
    {
        (_ground, _account) = (ground, account);
        var live = KnownActs.PostsOf(ground.Result, account);
        var from = live.Count == 0 ? ground.WindowStart : Math.Min(ground.WindowStart, facts.PostTimes[live[0]]);
        var read = ownPosts.Read(facts.AccountIds[account], from, ground.AsOf);
        var byId = read.ToDictionary(p => p.Id);
        _inWindow = read.Where(p => p.Time >= ground.WindowStart).ToList();

        var actors = ActorsByPost(acts);
        // A post may have come in since the facts were loaded, or gone.
        var posts = live.Where(p => byId.ContainsKey(facts.PostIds[p])).Select(p => (Number: p, Post: byId[facts.PostIds[p]], Actors: actors.GetValueOrDefault(p))).ToList();
        Answers = Draw(posts.Where(p => p.Post.Kind == PostKind.Reply).Select(p => p.Actors));
        Others = Draw(posts.Where(p => p.Post.Kind != PostKind.Reply).Select(p => p.Actors));
        var forTopics = posts.FindAll(p => p.Post.Kind is not (PostKind.Reply or PostKind.Repost));
        Numbers = forTopics.ConvertAll(p => p.Number);
        Terms = new PostTerms(forTopics.ConvertAll(p => new TopicPost(p.Post.Text, p.Actors)));
        MedianDelayMinutes = MedianDelay(acts, facts);
        LongestPause = FindLongestPauseOrNull();
    }

    public PostDraw Answers { get; }

    public PostDraw Others { get; }

    /// <summary>Hashtags and words of the posts that may carry a topic: no answers, no reposts.</summary>
    public PostTerms Terms { get; }

    /// <summary>Number of each of those posts.</summary>
    public IReadOnlyList<int> Numbers { get; }

    public double? MedianDelayMinutes { get; }

    public Pause? LongestPause { get; }

    /// <param name="spokeToIt">Accounts that replied to, quoted or mentioned it in the window by the calendar.</param>
    public StyleFacts Style(HashSet<int> spokeToIt)
    {
        var own = _ground.ActsBy(_account);
        int Posts(PostKind kind) => _inWindow.Count(p => p.Kind == kind);
        var answered = own.Where(a => a.Kind is InteractionKind.Reply or InteractionKind.Quote or InteractionKind.Mention).Select(a => a.Target).ToHashSet();
        answered.IntersectWith(spokeToIt);
        var knowsItsActs = own.Count > 0 || Posts(PostKind.Reply) > 0;
        var focus = Topics.Focus(Terms);
        var days = _inWindow.Select(p => p.Time).Concat(own.Where(a => a.Kind != InteractionKind.Like).Select(a => a.Time)).Select(t => t / AudienceGround.Day).Distinct().Count();
        return new StyleFacts(
            Posts(PostKind.Original) + Posts(PostKind.Unknown),
            Math.Max(Posts(PostKind.Quote), own.Count(a => a.Kind == InteractionKind.Quote)),
            Math.Max(Posts(PostKind.Reply), own.Count(a => a.Kind == InteractionKind.Reply)),
            // Some networks tell a repost as a post, some as an act, some as both.
            Math.Max(Posts(PostKind.Repost), own.Count(a => a.Kind == InteractionKind.Repost)),
            spokeToIt.Count, knowsItsActs ? answered.Count : null, focus?.WithTopThree ?? 0, focus?.WithTerms, days,
            (int)Math.Ceiling((_ground.AsOf - _ground.WindowStart) / (double)AudienceGround.Day));
    }

    private Pause? FindLongestPauseOrNull()
    {
        if (_inWindow.Count == 0)
            return null;
        var longest = (From: 0L, To: 0L);
        for (var i = 0; i < _inWindow.Count; i++)
        {
            var next = i + 1 < _inWindow.Count ? _inWindow[i + 1].Time : _ground.AsOf;
            if (next - _inWindow[i].Time > longest.To - longest.From)
                longest = (_inWindow[i].Time, next);
        }
        return new Pause(Moment(longest.From), Moment(longest.To), longest.To < _ground.AsOf);
    }

    /// <summary>Post → distinct accounts. The acts of one person stand together.</summary>
    private static Dictionary<int, int> ActorsByPost(List<KnownAct> acts)
    {
        var actors = new Dictionary<int, int>();
        var seen = new HashSet<int>();
        for (var i = 0; i < acts.Count; i++)
        {
            if (i > 0 && acts[i].Actor != acts[i - 1].Actor)
                seen.Clear();
            if (acts[i] is { Counts: true, Post: >= 0 and var post } && seen.Add(post))
                actors[post] = actors.GetValueOrDefault(post) + 1;
        }
        return actors;
    }

    private static double? MedianDelay(List<KnownAct> acts, FactArrays facts)
    {
        var delays = acts.Where(a => a.Counts && a.Post >= 0 && a.Time > facts.PostTimes[a.Post]).Select(a => a.Time - facts.PostTimes[a.Post]).Order().ToArray();
        return delays.Length == 0 ? null : delays[delays.Length / 2] / 60_000d;
    }

    private static PostDraw Draw(IEnumerable<int> actors)
    {
        var all = actors.ToList();
        return new PostDraw(all.Count, all.Sum());
    }

    private static DateTime Moment(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime;
}
