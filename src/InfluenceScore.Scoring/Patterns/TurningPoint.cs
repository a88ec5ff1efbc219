namespace InfluenceScore.Scoring.Patterns;

/// <summary>A high or a low of the following count: the place in the series, and the value there.</summary>
internal readonly record struct TurningPoint(int Index, double Value)
{
    /// <summary>Alternating low and high turning points, each at least a threshold from the one before (zigzag); the first and the last are the ends of the series. O(n).</summary>
    public static List<TurningPoint> Of(List<FollowingReading> series, double threshold)
    {
        var turns = new List<TurningPoint>();
        var (low, high, direction) = (new TurningPoint(0, series[0].Value), new TurningPoint(0, series[0].Value), 0);
        for (var i = 1; i < series.Count; i++)
        {
            var now = new TurningPoint(i, series[i].Value);
            if (direction >= 0 && now.Value >= high.Value) high = now;
            if (direction <= 0 && now.Value <= low.Value) low = now;
            if (direction >= 0 && high.Value - now.Value >= threshold)
            {
                if (direction == 0) turns.Add(LastLowBefore(series, high.Index));
                turns.Add(high);
                (direction, low) = (-1, now);
            }
            else if (direction <= 0 && now.Value - low.Value >= threshold)
            {
                turns.Add(low);
                (direction, high) = (1, now);
            }
        }

        turns.Add(direction > 0 ? high : low);
        return turns;
    }

    private static TurningPoint LastLowBefore(List<FollowingReading> series, int before)
    {
        var low = new TurningPoint(0, series[0].Value);
        for (var i = 0; i < before; i++)
        {
            if (series[i].Value <= low.Value) low = new TurningPoint(i, series[i].Value);
        }

        return low;
    }
}
