using System.Runtime.InteropServices;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>The described account's own posts, and how people act on them.</summary>
internal sealed class PostFacts
{
    private readonly AudienceGround _ground;
    private readonly int _account;
    private readonly OwnPosts _read;

    /// <summary>The first post of the window by the calendar among those read.</summary>
    private readonly int _window;

    /// <param name="acts">On the account, those of suspicious accounts left out.</param>
    public PostFacts(FactArrays facts, AudienceGround ground, int account, ReadOnlySpan<KnownAct> acts, OwnPostsReader reader, AudienceBuffers buffers)
    {
        (_ground, _account, _read) = (ground, account, buffers.Posts);
        var live = KnownActs.PostsOf(ground.Result, account);
        var from = live.Count == 0 ? ground.WindowStart : Math.Min(ground.WindowStart, facts.PostTimes[live[0]]);
        reader.Read(facts.AccountIds[account], from, ground.AsOf, _read);
        var byId = buffers.PostsById;
        byId.Clear();
        for (var i = 0; i < _read.Count; i++)
            byId.Add(_read.Id(i), i);
        while (_window < _read.Count && _read.Time(_window) < ground.WindowStart)
            _window++;

        var actors = buffers.ActorsByPost;
        CountActors(acts, actors);
        foreach (var number in live)
        {
            // A post may have come in since the facts were loaded, or gone.
            if (!byId.TryGetValue(facts.PostIds[number], out var post))
                continue;
            var (kind, count) = (_read.Kind(post), actors.GetValueOrDefault(number));
            if (kind == PostKind.Reply)
                Answers = Answers with { Posts = Answers.Posts + 1, Actors = Answers.Actors + count };
            else
                Others = Others with { Posts = Others.Posts + 1, Actors = Others.Actors + count };
            if (kind is PostKind.Reply or PostKind.Repost)
                continue;
            Terms.Add(_read.Text(post), count);
            Numbers.Add(number);
        }
        MedianDelayMinutes = MedianDelay(acts, facts, buffers.Delays);
        LongestPause = FindLongestPauseOrNull();
    }

    public PostDraw Answers { get; } = new(0, 0);

    public PostDraw Others { get; } = new(0, 0);

    /// <summary>Hashtags and words of the posts that may carry a topic: no answers, no reposts.</summary>
    public PostTerms Terms { get; } = new();

    /// <summary>Number of each of those posts.</summary>
    public List<int> Numbers { get; } = [];

    public double? MedianDelayMinutes { get; }

    public Pause? LongestPause { get; }

    /// <param name="spokeToIt">Accounts that replied to, quoted or mentioned it in the window by the calendar.</param>
    public StyleFacts Style(HashSet<int> spokeToIt)
    {
        var own = _ground.ActsBy(_account);
        var posts = new int[(int)PostKind.Quote + 1];
        var days = new HashSet<long>();
        for (var post = _window; post < _read.Count; post++)
        {
            posts[(int)_read.Kind(post)]++;
            days.Add(_read.Time(post) / AudienceGround.Day);
        }
        var answered = new HashSet<int>();
        var acts = new int[(int)InteractionKind.Like + 1];
        foreach (var act in own)
        {
            acts[(int)act.Kind]++;
            if (act.Kind != InteractionKind.Like)
                days.Add(act.Time / AudienceGround.Day);
            if (act.Kind is InteractionKind.Reply or InteractionKind.Quote or InteractionKind.Mention && spokeToIt.Contains(act.Target))
                answered.Add(act.Target);
        }
        var knowsItsActs = own.Count > 0 || posts[(int)PostKind.Reply] > 0;
        var focus = Topics.Focus(Terms);
        return new StyleFacts(
            posts[(int)PostKind.Original] + posts[(int)PostKind.Unknown],
            Math.Max(posts[(int)PostKind.Quote], acts[(int)InteractionKind.Quote]),
            Math.Max(posts[(int)PostKind.Reply], acts[(int)InteractionKind.Reply]),
            // Some networks tell a repost as a post, some as an act, some as both.
            Math.Max(posts[(int)PostKind.Repost], acts[(int)InteractionKind.Repost]),
            spokeToIt.Count, knowsItsActs ? answered.Count : null, focus?.WithTopThree ?? 0, focus?.WithTerms, days.Count,
            (int)Math.Ceiling((_ground.AsOf - _ground.WindowStart) / (double)AudienceGround.Day));
    }

    private Pause? FindLongestPauseOrNull()
    {
        if (_window == _read.Count)
            return null;
        var longest = (From: 0L, To: 0L);
        for (var i = _window; i < _read.Count; i++)
        {
            var next = i + 1 < _read.Count ? _read.Time(i + 1) : _ground.AsOf;
            if (next - _read.Time(i) > longest.To - longest.From)
                longest = (_read.Time(i), next);
        }
        return new Pause(Moment(longest.From), Moment(longest.To), longest.To < _ground.AsOf);
    }

    /// <summary>Post → distinct accounts. The acts of one person stand together.</summary>
    private static void CountActors(ReadOnlySpan<KnownAct> acts, Dictionary<int, int> actors)
    {
        actors.Clear();
        var seen = new HashSet<int>();
        for (int first = 0, next; first < acts.Length; first = next)
        {
            for (next = first + 1; next < acts.Length && acts[next].Actor == acts[first].Actor; next++) { }
            // Most people act once or twice: only for the others it takes a set to count a post once.
            if (next - first > 1)
                seen.Clear();
            for (var i = first; i < next; i++)
            {
                if (acts[i] is { Counts: true, Post: >= 0 and var post } && (next - first == 1 || seen.Add(post)))
                    CollectionsMarshal.GetValueRefOrAddDefault(actors, post, out _)++;
            }
        }
    }

    private static double? MedianDelay(ReadOnlySpan<KnownAct> acts, FactArrays facts, List<long> delays)
    {
        delays.Clear();
        foreach (ref readonly var act in acts)
        {
            if (act.Counts && act.Post >= 0 && act.Time > facts.PostTimes[act.Post])
                delays.Add(act.Time - facts.PostTimes[act.Post]);
        }
        delays.Sort();
        return delays.Count == 0 ? null : delays[delays.Count / 2] / 60_000d;
    }

    private static DateTime Moment(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime;
}
