namespace InfluenceScore.Data.Places;

/// <summary>Distances on the globe.</summary>
public static class Geography
{
    /// <summary>Kilometres in an international mile (exact).</summary>
    public const double KilometresPerMile = 1.609344;

    /// <summary>Mean radius of the Earth in km (IUGG).</summary>
    private const double EarthRadius = 6371.0088;

    /// <summary>Great-circle distance in km (haversine; the Earth as a sphere: within 0.6%).</summary>
    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (a, b) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var (north, east) = (Math.Sin((b - a) / 2), Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(north * north + Math.Cos(a) * Math.Cos(b) * east * east)));
    }

    internal static double Kilometres(Place a, Place b) => Kilometres(a.Latitude, a.Longitude, b.Latitude, b.Longitude);
}
