namespace InfluenceScore.Scoring.Validation.Simulation;

/// <summary>
/// The people of a simulated world and everything about them that stays the same: who pays attention to whom and how much, how often
/// they post, when they sleep and when they are away. Fame (followers) and appeal (response) are drawn apart, so that followers alone
/// order people only roughly (Cha et al. 2010, "The Million Follower Fallacy"); audiences live mostly inside one community (homophily);
/// close friends answer each other often, which a defence against pods must not punish.
/// </summary>
public sealed class Population
{
    /// <summary>Followers of the median account (the order of public samples) and the spread of ln followers.</summary>
    private const double MedianFollowers = 200, FollowersSigma = 1.85;

    /// <summary>Spread of ln response per viewer and post, of ln posts a day, of ln activity as a reader, and of ln affinity of a pair.</summary>
    private const double AppealSigma = 0.62, PostingSigma = 0.35, ActivitySigma = 1.0, AffinitySigma = 0.9;

    /// <summary>Chance that an average reader acts on a post of an average account he follows.</summary>
    private const double BaseResponse = 0.03;

    /// <summary>Share of an audience that comes from the account's own community.</summary>
    private const double Homophily = 0.75;

    /// <summary>Most response that a pair can have (nobody answers everything).</summary>
    private const double HighestResponse = 0.75;

    /// <summary>Close friends an account chooses, 0 up to this many, and how often friends answer each other's posts.</summary>
    private const int MostFriends = 3;

    private const double LowestFriendResponse = 0.05, HighestFriendResponse = 0.45;

    private Population(int count)
    {
        Count = count;
        Genuine = new bool[count];
        Community = new int[count];
        PostsPerDay = new double[count];
        Appeal = new double[count];
        Activity = new double[count];
        PeakHour = new double[count];
        AwayFrom = new double[count];
        AwayUntil = new double[count];
        Viewers = new int[count][];
        Response = new float[count][];
        Profiles = new ProfileSnapshot[count];
    }

    public int Count { get; }
    public bool[] Genuine { get; }
    public int[] Community { get; }
    public double[] PostsPerDay { get; }
    public double[] Appeal { get; }
    public double[] Activity { get; }

    /// <summary>Hour of the day (UTC) round which the account is awake.</summary>
    public double[] PeakHour { get; }

    /// <summary>A holiday in days since the start; equal ends = none.</summary>
    public double[] AwayFrom { get; }
    public double[] AwayUntil { get; }

    /// <summary>Who pays attention to each account, and with what chance he acts on one of its posts.</summary>
    public int[][] Viewers { get; }
    public float[][] Response { get; }
    public ProfileSnapshot[] Profiles { get; }

    public string Key(int account) => $"sim:{(Genuine[account] ? "p" : "b")}{account:D6}";

    public static Population Draw(WorldOptions options)
    {
        var random = SeededRandom.For(options.Seed, 1);
        var people = options.Accounts;
        var population = new Population(people + options.BackgroundBots);
        var fame = new double[population.Count];
        for (var i = 0; i < population.Count; i++)
            population.DrawAccount(i, people, options, fame, random);
        var audience = new AudienceDraw(population, people, random);
        for (var u = 0; u < people; u++)
            population.DrawAudience(u, fame[u], audience, random);
        population.DrawFriends(people, audience, random);
        for (var i = 0; i < population.Count; i++)
        {
            population.Viewers[i] ??= [];
            population.Response[i] ??= [];
            population.Profiles[i] = i < people
                ? ProfileShapes.Person(random, $"p{i:D6}", fame[i], population.PostsPerDay[i], population.Activity[i])
                : ProfileShapes.YoungBot(random, $"b{i:D6}");
        }

        return population;
    }

    private void DrawAccount(int i, int people, WorldOptions options, double[] fame, SeededRandom random)
    {
        Genuine[i] = i < people;
        // Sizes of communities fall off like 1/rank.
        Community[i] = (int)Math.Min(options.Communities - 1, Math.Floor(Math.Pow(options.Communities + 1, random.Uniform()) - 1));
        fame[i] = random.LogNormal(MedianFollowers, FollowersSigma);
        Appeal[i] = random.LogNormal(1, AppealSigma);
        PostsPerDay[i] = i < people ? Math.Clamp(random.LogNormal(0.35, PostingSigma), 0.08, 8) : 0;
        Activity[i] = random.LogNormal(1, ActivitySigma);
        PeakHour[i] = (15 + 3 * Community[i] % 12 + 1.5 * random.Normal() + 24) % 24;
        if (i < people && random.Chance(0.15))
        {
            AwayFrom[i] = random.Uniform(-20, options.HistoryDays + options.FutureDays);
            AwayUntil[i] = AwayFrom[i] + random.Uniform(6, 35);
        }
    }

    private void DrawAudience(int u, double followers, AudienceDraw audience, SeededRandom random)
    {
        var size = (int)Math.Clamp((3 + 0.10 * followers) * random.LogNormal(1, 0.25), 3, audience.People / 5.0);
        var viewers = new HashSet<int>();
        for (var attempt = 0; viewers.Count < size && attempt < 20 * size; attempt++)
        {
            var v = random.Chance(Homophily) ? audience.FromCommunity(Community[u], random) : audience.FromAnywhere(random);
            if (v != u)
                viewers.Add(v);
        }

        Viewers[u] = [.. viewers.Order()];
        // Attention is limited: who posts more gets less response for each post.
        var perPost = BaseResponse * Appeal[u] / Math.Sqrt(0.5 + PostsPerDay[u]);
        Response[u] = [.. Viewers[u].Select(v => (float)Math.Min(HighestResponse, perPost * Activity[v] * random.LogNormal(1, AffinitySigma)))];
    }

    private void DrawFriends(int people, AudienceDraw audience, SeededRandom random)
    {
        for (var u = 0; u < people; u++)
        {
            for (var f = random.Below(MostFriends + 1); f > 0; f--)
            {
                var friend = audience.FromCommunity(Community[u], random);
                if (friend == u)
                    continue;
                Befriend(u, friend, random.Uniform(LowestFriendResponse, HighestFriendResponse));
                Befriend(friend, u, random.Uniform(LowestFriendResponse, HighestFriendResponse));
            }
        }
    }

    private void Befriend(int u, int viewer, double response)
    {
        var at = Array.IndexOf(Viewers[u], viewer);
        if (at >= 0)
            Response[u][at] = Math.Max(Response[u][at], (float)response);
        else
            (Viewers[u], Response[u]) = ([.. Viewers[u], viewer], [.. Response[u], (float)response]);
    }
}
