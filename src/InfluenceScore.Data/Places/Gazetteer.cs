namespace InfluenceScore.Data.Places;

/// <summary>
/// Reads where people say they live. Offline: 49,025 towns of 5,000 people or more, their regions and countries, in some 70 languages (GeoNames, CC BY 4.0).
/// Knows when it does not know: jokes, pronouns, addresses and names that several places share give null. Rules and figures: docs/places.md.
/// </summary>
public sealed class Gazetteer
{
    private static readonly Lazy<Gazetteer> Shipped = new(() =>
    {
        var file = GazetteerFile.Read();
        return new Gazetteer(file, null, file.Towns);
    });

    private readonly GazetteerFile _file;
    private readonly PlaceReader _reader;
    private readonly TownMap _map;

    private Gazetteer(GazetteerFile file, NameIndex? overlay, List<Place> towns)
    {
        (_file, _map) = (file, new TownMap(towns));
        _reader = new PlaceReader(file.Names, overlay, file, _map);
    }

    /// <summary>The shipped gazetteer: read once a process, then shared. Safe for any number of threads.</summary>
    public static Gazetteer Load() => Shipped.Value;

    /// <summary>The same with places that an admin added; their names come before the shipped ones.</summary>
    public static Gazetteer LoadWith(IReadOnlyCollection<AddedPlace> added)
    {
        var shipped = Load();
        if (added.Count == 0)
            return shipped;
        var names = new NameIndex.Builder();
        List<Place> towns = [.. shipped._file.Towns];
        foreach (var place in added)
        {
            towns.Add(Town(shipped._file, place));
            foreach (var name in place.Names)
                names.Add(name, towns[^1], NameKind.Main);
        }
        return new Gazetteer(shipped._file, names.Build(), towns);
    }

    /// <summary>The place that a free text names.</summary>
    /// <param name="text">A profile's location; anything at all. Of longer texts 256 characters are read.</param>
    /// <returns>Null where the text names no place, or several that it could mean.</returns>
    public PlaceMatch? Resolve(string? text) => Read(text).Match;

    /// <summary>The same, with the candidates where the text could mean several places.</summary>
    public PlaceReading Read(string? text) => string.IsNullOrWhiteSpace(text) ? PlaceReading.Nothing : _reader.Read(text);

    /// <summary>What the country of an ISO code is called; null where there is none.</summary>
    public string? CountryNameOrNull(string code) => _file.Countries.GetValueOrDefault(code)?.Name;

    /// <summary>Towns in a box of degrees, most people first.</summary>
    public IReadOnlyList<PlaceMatch> ListTowns(double south, double west, double north, double east, int most) =>
        [.. _map.In(south, west, north, east).OrderByDescending(t => t.Population).Take(most).Select(t => t.ToMatch(1))];

    /// <summary>How a coarse place (a country, a region) lies to a circle: wholly inside, wholly outside, or neither can be said (null).</summary>
    public bool? IsWithin(PlaceMatch place, double latitude, double longitude, double kilometres)
    {
        if (place.Precision is PlacePrecision.City or PlacePrecision.Point)
            return Geography.Kilometres(place.Latitude, place.Longitude, latitude, longitude) <= kilometres;
        var whole = place.Precision == PlacePrecision.Country ? _file.Countries.GetValueOrDefault(place.Country) : _file.Regions.Values.FirstOrDefault(r => r.Name == place.Admin1 && r.CountryCode == place.Country);
        var (inside, outside) = (false, false);
        foreach (var town in _file.Towns.Where(t => whole is not null && whole.Contains(t)))
        {
            if (Geography.Kilometres(town.Latitude, town.Longitude, latitude, longitude) <= kilometres)
                inside = true;
            else
                outside = true;
            if (inside && outside)
                return null;
        }
        return inside ? true : outside ? false : null;
    }

    private static Place Town(GazetteerFile file, AddedPlace added) => new()
    {
        Name = added.Names[0],
        Country = file.Countries.GetValueOrDefault(added.Country),
        Population = Math.Max(1, added.Population),
        Latitude = added.Latitude,
        Longitude = added.Longitude,
        Precision = PlacePrecision.City,
    };
}
