using System.Globalization;

namespace InfluenceScore.Benchmarks.Databases;

/// <summary>
/// A made-up network of any size, as a bundle of CSV files: a few accounts draw most of the acts, a few people do most of them, acts follow posts
/// within hours. The same seed gives the same files.
/// </summary>
/// <param name="Interactions">Acts to write; those that fall on the same key are one fact, so slightly fewer are stored.</param>
/// <param name="Tracked">Accounts that post daily and draw nine acts of ten.</param>
/// <param name="Days">Days of history that are to be scored; the acts begin one window (90 days) earlier.</param>
public sealed record SkewedTown(int Interactions, int Tracked, int Days, int Seed)
{
    private const int WindowDays = 90;

    /// <summary>Exponents of the popularity of accounts and of the zeal of people; about what follower graphs show (1 is Zipf's law).</summary>
    private const double Popularity = .9, Zeal = .75;

    private const double TrackedShare = .9, OnPostShare = .8, MedianDelayHours = 3;

    private static readonly string[] Kinds = ["like", "repost", "reply", "mention", "quote"];
    private static readonly double[] KindShares = [.5, .72, .9, .96, 1];
    private static readonly string[] Words = "harbour market loaf ferry lantern storm sail bridge coffee tide workshop garden concert bicycle library museum river kitchen window letter".Split(' ');
    private static readonly string[] Places = ["Quillhaven", "Ferrymoor", "Saltwick Bay", "the harbour", "", "", "", "everywhere"];

    /// <summary>End of the history: the day that is scored last.</summary>
    public static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public int People => Math.Max(100, Interactions / 10);

    /// <summary>Accounts besides the tracked ones that are acted on now and then.</summary>
    public int Others => Tracked * 2;

    public int Posts => Math.Max(Tracked, Interactions * 4 / 10);

    public DateTime Begin => End.AddDays(-Days - WindowDays);

    public static string TrackedHandle(int i) => string.Create(CultureInfo.InvariantCulture, $"tracked{i:0000}");

    /// <summary>Writes profiles.csv, posts.csv and interactions.csv into the folder.</summary>
    public void WriteTo(string folder)
    {
        var random = new Random(Seed);
        WriteProfiles(Path.Combine(folder, "profiles.csv"), random);
        var posts = WritePosts(Path.Combine(folder, "posts.csv"), random);
        WriteInteractions(Path.Combine(folder, "interactions.csv"), random, posts);
    }

    private void WriteProfiles(string path, Random random)
    {
        using var csv = new StreamWriter(path);
        csv.WriteLine("network,handle,name,created_at,location,bio,followers,following,posts,default_avatar,observed_at");
        for (var person = 0; person < People; person++)
            Profile(csv, random, Handle(person), End.AddDays(-1), 20 + (int)(3_000 * Math.Pow(random.NextDouble(), 4)), 50 + random.Next(900));
        for (var i = 0; i < Tracked; i++)
        {
            // A weekly look at each tracked account: its profile has a history.
            var followers = 500 + (int)(200_000 * Rank(i, Tracked));
            for (var day = Begin; day < End; day = day.AddDays(7))
                Profile(csv, random, TrackedHandle(i), day.AddHours(6), followers + (int)(day - Begin).TotalDays, 50 + i % 900);
        }
    }

    private static void Profile(StreamWriter csv, Random random, string handle, DateTime observed, int followers, int following) => csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"x,{handle},The {Pick(random, Words)} of {handle},{End.AddDays(-400 - random.Next(3_000)):yyyy-MM-dd},{Pick(random, Places)},\"About {Pick(random, Words)}, {Pick(random, Words)} and {Pick(random, Words)}.\",{followers},{following},{100 + random.Next(5_000)},{(random.Next(20) == 0 ? "true" : "false")},{observed:yyyy-MM-ddTHH:mm:ssZ}"));

    private List<DateTime>[] WritePosts(string path, Random random)
    {
        using var csv = new StreamWriter(path);
        csv.WriteLine("network,id,author,created_at,kind,text");
        var minutes = (int)(End - Begin).TotalMinutes;
        var byAuthor = new List<DateTime>[Tracked];
        for (var author = 0; author < Tracked; author++)
        {
            var count = Posts / Tracked;
            byAuthor[author] = [.. Enumerable.Range(0, count).Select(_ => Begin.AddMinutes(random.Next(minutes))).Order()];
            for (var p = 0; p < count; p++)
            {
                csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"x,{PostId(author, p)},{TrackedHandle(author)},{byAuthor[author][p]:yyyy-MM-ddTHH:mm:ssZ},{(random.Next(8) == 0 ? "reply" : "original")},\"The {Pick(random, Words)} and the {Pick(random, Words)}: a {Pick(random, Words)} for every {Pick(random, Words)} #{Pick(random, Words)} #{Pick(random, Words)}\""));
            }
        }
        return byAuthor;
    }

    private void WriteInteractions(string path, Random random, List<DateTime>[] posts)
    {
        using var csv = new StreamWriter(path);
        csv.WriteLine("network,actor,target,kind,post,at");
        var popular = new Zipf(Tracked, Popularity);
        var zealous = new Zipf(People, Zeal);
        var minutes = (int)(End - Begin).TotalMinutes;
        for (var i = 0; i < Interactions; i++)
        {
            var actor = zealous.Draw(random);
            if (random.NextDouble() > TrackedShare)
            {
                Act(csv, random, Handle(actor), random.Next(2) == 0 ? Handle(People - 1 - random.Next(Math.Min(Others, People))) : TrackedHandle(random.Next(Tracked)), "", Begin.AddMinutes(random.Next(minutes)));
                continue;
            }
            var target = popular.Draw(random);
            // People keep to a circle: four of five acts go to an account near the actor's own taste.
            if (random.Next(5) > 0)
                target = (target + actor % 7 * 13) % Tracked;
            var post = random.Next(posts[target].Count);
            var at = posts[target][post].AddHours(-MedianDelayHours * Math.Log(1 - random.NextDouble()) / Math.Log(2));
            Act(csv, random, Handle(actor), TrackedHandle(target), random.NextDouble() < OnPostShare ? PostId(target, post) : "", at < End ? at : End.AddMinutes(-1));
        }
    }

    private static void Act(StreamWriter csv, Random random, string actor, string target, string post, DateTime at)
    {
        var share = random.NextDouble();
        csv.WriteLine(string.Create(CultureInfo.InvariantCulture, $"x,{actor},{target},{Kinds[Array.FindIndex(KindShares, s => share <= s)]},{post},{at:yyyy-MM-ddTHH:mm:ssZ}"));
    }

    private static string Handle(int person) => string.Create(CultureInfo.InvariantCulture, $"person{person:000000}");

    private static string PostId(int author, int post) => string.Create(CultureInfo.InvariantCulture, $"t{author}p{post}");

    private static double Rank(int i, int of) => Math.Pow(1 - (double)i / of, 6);

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    /// <summary>Draws 0..n−1, rank r with a weight of (r+1)^−exponent, by the inverse of the summed weights.</summary>
    private sealed class Zipf
    {
        private readonly double[] _sums;

        public Zipf(int n, double exponent)
        {
            _sums = new double[n];
            var sum = 0.0;
            for (var r = 0; r < n; r++)
                _sums[r] = sum += Math.Pow(r + 1, -exponent);
        }

        public int Draw(Random random)
        {
            var found = Array.BinarySearch(_sums, random.NextDouble() * _sums[^1]);
            return Math.Min(_sums.Length - 1, found < 0 ? ~found : found);
        }
    }
}
