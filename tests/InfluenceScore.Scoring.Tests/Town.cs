namespace InfluenceScore.Scoring.Tests;

/// <summary>
/// A steady, honest little town: people who post every few days and act on one another at their own pace, and one bakery with a following.
/// Deterministic; the bakery is account 0.
/// </summary>
internal sealed class Town
{
    public const int Bakery = 0;
    private const int People = 60;

    /// <param name="fans">How many of the people act on the bakery.</param>
    /// <param name="daysBetweenPosts">Of the bakery.</param>
    /// <param name="until">Nobody does anything later than so many days before as-of; negative = after it.</param>
    public static ScoringInput Build(int seed, int fans = 25, double daysBetweenPosts = 1, double until = 0)
    {
        var random = new Random(seed);
        var world = new WorldBuilder();
        world.Account("bakery", WorldBuilder.Person, tracked: true);
        var people = Enumerable.Range(0, People).Select(i => world.Account($"person{i:00}", i % 7 == 0 ? null : WorldBuilder.Person)).ToArray();
        var posts = Posts(world, Bakery, daysBetweenPosts, random.NextDouble(), until);
        var others = people.ToDictionary(person => person, person => Posts(world, person, 2 + random.NextDouble() * 6, random.NextDouble() * 8, until));

        foreach (var person in people)
        {
            if (person <= fans) Answer(world, person, Bakery, posts, .04 + .2 * random.NextDouble(), random, until);
            foreach (var friend in people.Where(friend => friend != person && random.NextDouble() < .1))
                Answer(world, person, friend, others[friend], .02 + .1 * random.NextDouble(), random, until);
        }

        return world.Build();
    }

    private static List<(int Post, double DaysAgo)> Posts(WorldBuilder world, int author, double every, double phase, double until)
    {
        var posts = new List<(int, double)>();
        for (var daysAgo = 220 - phase; daysAgo > until; daysAgo -= every) posts.Add((world.Post(author, daysAgo), daysAgo));
        return posts;
    }

    private static void Answer(WorldBuilder world, int actor, int target, List<(int Post, double DaysAgo)> posts, double rate, Random random, double until)
    {
        foreach (var (post, daysAgo) in posts)
        {
            var (acts, kind, delay) = (random.NextDouble() < rate, (InteractionKind)random.Next(1, 6), .05 + random.NextDouble());
            if (acts && daysAgo - delay > until) world.Act(actor, target, kind, daysAgo - delay, post);
        }
    }
}
