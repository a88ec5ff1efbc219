using InfluenceScore.Data.Sources;
using InfluenceScore.Scoring;
using InfluenceScore.Web.Demo;

namespace InfluenceScore.Web.Tests.Demo;

/// <summary>The demo world scored by the real engine straight from its records, without a database between.</summary>
internal sealed class DemoScores
{
    private readonly Dictionary<string, AccountScore> _byKey;

    public DemoScores(DemoWorld world, DateTime asOf)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int Number(string network, string handle)
        {
            var key = $"{network}:{handle}";
            return numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count;
        }

        var newest = new Dictionary<int, ProfileRecord>();
        foreach (var profile in world.Profiles.Where(p => p.ObservedAt < asOf).OrderBy(p => p.ObservedAt))
            newest[Number(profile.Network, profile.Handle)] = profile;
        var posts = world.Posts.Where(p => p.CreatedAt < asOf).ToArray();
        var postNumbers = posts.Index().ToDictionary(p => p.Item.Id, p => p.Index, StringComparer.Ordinal);
        var authors = Array.ConvertAll(posts, p => Number(p.Network, p.Author));
        var acts = world.Interactions.Where(i => i.At < asOf).ToArray();
        var actors = Array.ConvertAll(acts, a => Number(a.Network, a.Actor));
        var targets = Array.ConvertAll(acts, a => Number(a.Network, a.Target));
        foreach (var key in world.Tracked)
            if (!numbers.ContainsKey(key))
                numbers[key] = numbers.Count;

        var keys = numbers.OrderBy(n => n.Value).Select(n => n.Key).ToArray();
        var result = ScoringEngine.Score(
            new()
            {
                AccountKeys = keys,
                Profiles = keys.Select((_, number) => newest.TryGetValue(number, out var p) ? Snapshot(p) : null).ToArray(),
                Tracked = keys.Select(world.Tracked.Contains).ToArray(),
                PostAuthors = authors,
                PostTimes = Array.ConvertAll(posts, p => Milliseconds(p.CreatedAt)),
                ActActors = actors,
                ActTargets = targets,
                ActKinds = Array.ConvertAll(acts, a => a.Kind),
                ActPosts = Array.ConvertAll(acts, a => a.Post is { } id ? postNumbers[id] : -1),
                ActTimes = Array.ConvertAll(acts, a => Milliseconds(a.At!.Value)),
            },
            new() { AsOf = Milliseconds(asOf) });
        _byKey = result.Scores.ToDictionary(s => keys[s.Account], StringComparer.Ordinal);
    }

    public AccountScore this[string key] => _byKey[key];

    public int Count => _byKey.Count;

    private static ProfileSnapshot Snapshot(ProfileRecord p) =>
        new(p.Handle, p.Name, p.Bio, p.Followers, p.Following, p.Posts, p.LikesGiven, p.Listed, p.DefaultAvatar);

    private static long Milliseconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeMilliseconds();
}
