namespace InfluenceScore.Web.Demo.Cast;

/// <summary>One thing that an account posts about.</summary>
/// <param name="Tag">Hashtag without its sign, or null.</param>
/// <param name="Share">How often, relative to the account's other themes.</param>
/// <param name="Appeal">How many people it draws, as a multiple of the account's usual.</param>
/// <param name="Openings">First sentences; {words} in braces are filled from <see cref="DemoWords"/>.</param>
/// <param name="Closings">Second sentences; an empty one leaves the first alone.</param>
internal sealed record Theme(string? Tag, double Share, double Appeal, string[] Openings, string[] Closings);

/// <summary>What the network shows of the account today. The series behind it is made by <see cref="ProfileHistory"/>.</summary>
internal sealed record CastProfile(
    double YearsOld, int Followers, double FollowersADay, int Following, int PostsMade, int LikesGiven, int Listed, bool Verified = false);

/// <summary>One of the accounts that the demo world is about.</summary>
internal sealed record CastMember(string Network, string Handle, string Name, string Bio, string Location, CastProfile Profile)
{
    public double PostsADay { get; init; }

    /// <summary>Hours of the day at which it posts.</summary>
    public int[] Hours { get; init; } = [8, 12, 17];

    public Theme[] Themes { get; init; } = [];

    /// <summary>People acting on an ordinary post: when the world begins, and today.</summary>
    public (double AtFirst, double Now) People { get; init; }

    /// <summary>Share of the network's people who ever act on it: of those who live near, and of the others.</summary>
    public (double Local, double Away) Audience { get; init; }

    /// <summary>Share of its audience that found it only since the world began.</summary>
    public double Latecomers { get; init; } = .25;

    /// <summary>A multiplier of its appeal by days before today: a season that comes and goes.</summary>
    public Func<double, double> Season { get; init; } = _ => 1;

    /// <summary>Days without posts up to today.</summary>
    public double PausedDays { get; init; }

    /// <summary>Writes on the eve of each market and is busiest on market Saturdays.</summary>
    public bool KeepsMarketStall { get; init; }

    public DemoAccount Account => new(Network, Handle, Name) { Local = true };
}
