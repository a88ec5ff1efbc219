namespace InfluenceScore.Data.Places;

/// <summary>Towns by square degree, to find what lies near.</summary>
internal sealed class TownMap
{
    /// <summary>Farther than this from every town, coordinates stand for themselves.</summary>
    public const double NearKilometres = 50;

    private readonly Place[] _towns;
    private readonly int[] _starts;

    public TownMap(List<Place> towns)
    {
        _towns = new Place[towns.Count];
        _starts = new int[360 * 180 + 1];
        foreach (var town in towns)
            _starts[Cell(town.Latitude, town.Longitude) + 1]++;
        for (var i = 1; i < _starts.Length; i++)
            _starts[i] += _starts[i - 1];
        var next = (int[])_starts.Clone();
        foreach (var town in towns)
            _towns[next[Cell(town.Latitude, town.Longitude)]++] = town;
    }

    /// <summary>Towns in a box of degrees; a box over 180° is given with an east beyond 180.</summary>
    public IEnumerable<Place> In(double south, double west, double north, double east)
    {
        for (var latitude = Math.Max(-90, Math.Floor(south)); latitude <= Math.Min(89, north); latitude++)
        {
            for (var longitude = Math.Floor(west); longitude <= Math.Min(east, Math.Floor(west) + 359); longitude++)
            {
                var cell = Cell(latitude, longitude);
                for (var i = _starts[cell]; i < _starts[cell + 1]; i++)
                    yield return _towns[i];
            }
        }
    }

    /// <summary>The nearest town, or null.</summary>
    public Place? NearestOrNull(double latitude, double longitude)
    {
        var north = NearKilometres / 111;
        var east = Math.Min(180, north / Math.Max(.01, Math.Cos(double.DegreesToRadians(latitude))));
        var (nearest, distance) = ((Place?)null, NearKilometres);
        foreach (var town in In(latitude - north, longitude - east, latitude + north, longitude + east))
        {
            var d = Geography.Kilometres(latitude, longitude, town.Latitude, town.Longitude);
            if (d <= distance)
                (nearest, distance) = (town, d);
        }
        return nearest;
    }

    private static int Cell(double latitude, double longitude)
    {
        var row = Math.Clamp((int)Math.Floor(latitude) + 90, 0, 179);
        var column = ((int)Math.Floor(longitude) + 180) % 360;
        return row * 360 + (column < 0 ? column + 360 : column);
    }
}
