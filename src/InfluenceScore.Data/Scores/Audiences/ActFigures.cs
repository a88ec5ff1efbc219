using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Explanations;

namespace InfluenceScore.Data.Scores.Audiences;

/// <summary>What describing one account after another needs, used again for each. One a thread.</summary>
/// <param name="acts">Most acts on an account.</param>
/// <param name="actors">Most people who acted on one.</param>
internal sealed class AudienceBuffers(int acts, int actors)
{
    public OwnPosts Posts { get; } = new();

    public List<KnownAct> Acts { get; } = new(acts);

    public List<ActorFacts> Actors { get; } = new(actors);

    public List<long> Delays { get; } = [];

    public Dictionary<int, int> PostsById { get; } = [];

    public Dictionary<int, int> ActorsByPost { get; } = [];
}

/// <summary>What is counted of the acts on an account.</summary>
internal static class ActFigures
{
    /// <summary>Acts inside the window by hour of the week, UTC, Monday first.</summary>
    public static int[] HoursOfWeek(ReadOnlySpan<KnownAct> acts, FactArrays facts)
    {
        const long Hour = 3_600_000, Thursday = 3;
        var hours = new int[7 * 24];
        foreach (var act in acts)
        {
            // The time of the post stands in for a moment that the network does not tell: that is nobody's hour. 1 January 1970 was a Thursday.
            if (act.Counts && act.Time > 0 && !(act.Post >= 0 && act.Time == facts.PostTimes[act.Post]))
                hours[(int)((act.Time / Hour + Thursday * 24) % hours.Length)]++;
        }
        return hours;
    }

    public static ActCounts Count(ReadOnlySpan<KnownAct> acts)
    {
        var counts = new int[(int)InteractionKind.Like + 1];
        foreach (ref readonly var act in acts)
            if (act.Counts)
                counts[(int)act.Kind]++;
        return new ActCounts(counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    public static ActCounts Count(IEnumerable<InteractionKind> kinds)
    {
        var counts = new int[(int)InteractionKind.Like + 1];
        foreach (var kind in kinds)
            counts[(int)kind]++;
        return new ActCounts(counts[1], counts[2], counts[3], counts[4], counts[5]);
    }
}
