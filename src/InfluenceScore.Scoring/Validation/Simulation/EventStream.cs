namespace InfluenceScore.Scoring.Validation.Simulation;

/// <summary>What the people of a <see cref="Population"/> do between two days: posts, the reactions to them, what spreads, and mentions out of the blue.</summary>
internal static class EventStream
{
    /// <summary>Spread of ln appeal from post to post of one account: the reactions to one post hang together.</summary>
    private const double PostAppealSigma = 0.33;

    /// <summary>Chance, relative to a follower, that a reader of somebody who reposts acts on the post he is shown.</summary>
    private const double SpreadResponse = 0.05;

    /// <summary>Median reaction in minutes, spread of its logarithm, and the share that comes days later (found by search or on a profile).</summary>
    private const double MedianDelayMinutes = 70, DelaySigma = 1.7, LateShare = 0.08, LateMeanDays = 2;

    /// <summary>A night's sleep: nobody acts from 9 to 15 hours after his peak.</summary>
    private const double SleepFrom = 9, SleepUntil = 15;

    /// <summary>Mentions without a post, relative to reactions to posts.</summary>
    private const double SpontaneousMentions = 0.04;

    /// <summary>Posts a day that a background bot acts on.</summary>
    private const double BotActsPerDay = 1.5;

    internal static void Run(Population population, SeededRandom random, int fromDay, int untilDay, ScoringInputBuilder world)
    {
        var end = SimulatedWorld.Start + untilDay * SimulatedWorld.Day;
        var firstPost = world.PostCount;
        var posts = new List<(int Author, long At)>();
        for (var u = 0; u < population.Count; u++)
        {
            var count = random.Poisson(population.PostsPerDay[u] * (untilDay - fromDay));
            for (var i = 0; i < count; i++)
            {
                var day = random.Uniform(fromDay, untilDay);
                if (IsAway(population, u, day))
                    continue;
                var at = SimulatedWorld.Start + (long)(Math.Floor(day) * SimulatedWorld.Day)
                    + (long)(((population.PeakHour[u] + 3 * random.Normal() + 48) % 24) / 24 * SimulatedWorld.Day);
                posts.Add((u, at));
            }
        }

        foreach (var (author, at) in posts)
        {
            var post = world.AddPost(author, at);
            var appeal = random.LogNormal(Math.Exp(-PostAppealSigma * PostAppealSigma / 2), PostAppealSigma);
            Audience(population, random, world, author, post, at, end, appeal);
        }

        Bots(population, random, world, posts, firstPost, end, untilDay - fromDay);
    }

    private static void Audience(
        Population population, SeededRandom random, ScoringInputBuilder world, int author, int post, long at, long end, double appeal)
    {
        var viewers = population.Viewers[author];
        var response = population.Response[author];
        for (var i = 0; i < viewers.Length; i++)
        {
            if (random.Chance(response[i] * SpontaneousMentions))
                Act(population, random, world, viewers[i], author, InteractionKind.Mention, -1, at, end);
            if (!random.Chance(Math.Min(0.9, response[i] * appeal)) || IsAway(population, viewers[i], Days(at)))
                continue;
            var kind = Kind(random);
            var when = Act(population, random, world, viewers[i], author, kind, post, at, end);
            if (kind == InteractionKind.Like && random.Chance(0.15))
                Act(population, random, world, viewers[i], author, kind = InteractionKind.Repost, post, at, end);
            if (kind is InteractionKind.Repost or InteractionKind.Quote && when < end)
                Spread(population, random, world, viewers[i], author, post, when, end, appeal);
        }
    }

    /// <summary>A repost shows the post to the reposter's own readers; one step, because almost all cascades are one step (Bakshy et al. 2011).</summary>
    private static void Spread(
        Population population, SeededRandom random, ScoringInputBuilder world, int reposter, int author, int post, long at, long end, double appeal)
    {
        var viewers = population.Viewers[reposter];
        var response = population.Response[reposter];
        for (var i = 0; i < viewers.Length; i++)
        {
            if (viewers[i] != author && random.Chance(Math.Min(0.5, SpreadResponse * response[i] * population.Appeal[author] * appeal)))
                Act(population, random, world, viewers[i], author, Kind(random), post, at, end);
        }
    }

    private static void Bots(
        Population population, SeededRandom random, ScoringInputBuilder world, List<(int Author, long At)> posts, int firstPost, long end, int days)
    {
        for (var b = 0; b < population.Count && posts.Count > 0; b++)
        {
            for (var n = population.Genuine[b] ? 0 : random.Poisson(BotActsPerDay * days); n > 0; n--)
            {
                // The louder of two posts' authors: bots hang on to popular accounts.
                var (p, q) = (random.Below(posts.Count), random.Below(posts.Count));
                if (population.Viewers[posts[q].Author].Length > population.Viewers[posts[p].Author].Length)
                    p = q;
                world.AddAct(b, posts[p].Author, random.Chance(0.5) ? InteractionKind.Like : InteractionKind.Repost, firstPost + p,
                    Math.Min(end - 1, posts[p].At + (long)(random.Exponential() * 3_600_000)));
            }
        }
    }

    /// <summary>Lets one act happen after a person's own delay; what would fall behind the end does not happen.</summary>
    private static long Act(
        Population population, SeededRandom random, ScoringInputBuilder world, int actor, int target, InteractionKind kind, int post, long after, long end)
    {
        var delay = random.Chance(LateShare) ? random.Exponential() * LateMeanDays * 1_440 : random.LogNormal(MedianDelayMinutes, DelaySigma);
        var at = after + 1_000 + (long)(delay * 60_000);
        var sincePeak = ((at % SimulatedWorld.Day) / (double)SimulatedWorld.Day * 24 - population.PeakHour[actor] + 48) % 24;
        if (sincePeak is > SleepFrom and < SleepUntil)
            at += (long)((SleepUntil - sincePeak + random.Exponential()) * 3_600_000);
        if (at < end)
            world.AddAct(actor, target, kind, post, at);
        return at;
    }

    private static InteractionKind Kind(SeededRandom random) => random.Uniform() switch
    {
        < 0.60 => InteractionKind.Like,
        < 0.81 => InteractionKind.Repost,
        < 0.94 => InteractionKind.Reply,
        < 0.97 => InteractionKind.Quote,
        _ => InteractionKind.Mention,
    };

    private static bool IsAway(Population population, int account, double day) =>
        day >= population.AwayFrom[account] && day < population.AwayUntil[account];

    private static double Days(long at) => (at - SimulatedWorld.Start) / (double)SimulatedWorld.Day;
}
