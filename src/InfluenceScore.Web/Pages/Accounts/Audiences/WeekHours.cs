namespace InfluenceScore.Web.Pages.Accounts.Audiences;

/// <summary>Acts by hour of the week in the reader's time zone, Monday first. The only place that shifts hours.</summary>
public sealed record WeekHours(IReadOnlyList<int> Counts, string Zone)
{
    public const int Hours = 7 * 24;

    /// <summary>Steps of ink; 0 is no act at all.</summary>
    public const int Levels = 6;

    public static readonly IReadOnlyList<string> Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public int All { get; } = Counts.Sum();

    private int Largest { get; } = Counts.Max();

    /// <param name="utc">168 counts, Monday 00:00 UTC first.</param>
    /// <param name="offset">The reader's time minus UTC; zones with half hours take the hour that holds most of the counted one.</param>
    /// <param name="zone">What the reader calls it.</param>
    public static WeekHours Of(IReadOnlyList<int> utc, TimeSpan offset, string zone)
    {
        var shift = (int)Math.Floor(offset.TotalHours);
        return new WeekHours([.. Enumerable.Range(0, Hours).Select(h => utc[((h - shift) % Hours + Hours) % Hours])], zone);
    }

    public int At(int day, int hour) => Counts[day * 24 + hour];

    public int OfDay(int day) => Counts.Skip(day * 24).Take(24).Sum();

    /// <summary>0 for none, then by the square root of the share of the busiest hour, so that quiet hours differ too.</summary>
    public int Level(int count) => count == 0 ? 0 : Math.Clamp((int)Math.Ceiling((Levels - 1) * Math.Sqrt((double)count / Largest)), 1, Levels - 1);

    /// <summary>Counts from and to of each level that occurs.</summary>
    public IEnumerable<(int Level, int From, int To)> Legend() =>
        Enumerable.Range(0, Largest + 1).GroupBy(Level).Select(g => (g.Key, g.Min(), g.Max()));

    /// <summary>The busiest stretch of so many hours in a row; it may run over midnight.</summary>
    public (int Start, int Acts) Busiest(int hours)
    {
        var sums = Enumerable.Range(0, Hours).Select(start => Enumerable.Range(start, hours).Sum(h => Counts[h % Hours])).ToList();
        var best = sums.IndexOf(sums.Max());
        return (best, sums[best]);
    }

    /// <summary>"Saturday 8 to 11", "Sunday 23 to 2".</summary>
    public static string Stretch(int start, int hours)
    {
        var end = (start + hours) % 24;
        return $"{Days[start / 24 % 7]} {start % 24} to {(end == 0 ? 24 : end)}";
    }
}
