namespace InfluenceScore.Data.Places;

/// <summary>
/// Turns words into a place. Three steps: the longest known names of each segment (<see cref="Find"/>); names that fit into each other become one place, so that
/// "London, Ontario" is no English town (<see cref="Join"/>); the first place is taken, if it is clearly one (<see cref="Decide"/>).
/// </summary>
internal sealed partial class PlaceReader(NameIndex names, NameIndex? added, GazetteerFile file, TownMap map)
{
    /// <summary>A suburb is named with its city: this near, and the city so many times as large.</summary>
    private const double SuburbKilometres = 45, CityTimesSuburb = 2, CityAtLeast = 150_000;

    private const long GreatCity = 1_000_000;

    [ThreadStatic]
    private static Scratch? _scratch;

    public PlaceReading Read(string text)
    {
        if (Coordinates.TryRead(text.AsSpan(0, Math.Min(text.Length, PlaceText.MaxLength)), out var latitude, out var longitude))
            return new PlaceReading(At(latitude, longitude), []);
        var s = _scratch ??= new Scratch();
        s.Text.Read(text);
        Find(s);
        return s.Found.Count == 0 ? PlaceReading.Nothing : Join(s);
    }

    private PlaceMatch At(double latitude, double longitude)
    {
        var town = map.NearestOrNull(latitude, longitude);
        return (town?.ToMatch(.98) ?? new PlaceMatch("", "", "", "", "", 0, 0, PlacePrecision.Point, .98)) with { Latitude = latitude, Longitude = longitude };
    }

    private static PlaceReading Join(Scratch s)
    {
        PlaceReading? unclear = null;
        var places = 0;
        for (var i = 0; i < s.Found.Count;)
        {
            var (meanings, support) = (s.Found[i].Meanings, 0);
            var first = s.Found[i];
            for (i++; i < s.Found.Count; i++)
            {
                if (FitOrNull(meanings, s.Found[i].Meanings) is { } fitting)
                    (meanings, support) = (fitting, support + 1);
                else if (support == 0 && IsLargerAround(meanings, s.Found[i], s))
                    (first, meanings, support) = (s.Found[i], s.Found[i].Meanings, 0);
                else
                    break;
            }
            places++;
            var others = i < s.Found.Count || places > 1;
            var reading = Decide(first, meanings, support, s, others);
            if (reading.Match is not null)
                return places > 1 ? reading with { Match = reading.Match with { Confidence = .8 * reading.Match.Confidence } } : reading;
            unclear ??= reading.Candidates.Count > 0 ? reading : null;
        }
        return unclear ?? PlaceReading.Nothing;
    }

    /// <summary>
    /// "Abingdon, MD" where the gazetteer has no Abingdon in Maryland: the region is right, and the town elsewhere that bears the name is not. A great city before the comma
    /// is believed all the same.
    /// </summary>
    private static bool IsLargerAround(List<Meaning> meanings, Found next, Scratch s) =>
        next.Word > 0 && !s.Text.Words[next.Word].Alternative && meanings.TrueForAll(m => m.Place.IsTown ? m.Place.Population < (next.IsCode ? 3 * GreatCity : GreatCity) : m.Place.Precision == PlacePrecision.Region && next.Meanings[0].Place.Precision == PlacePrecision.Country && !next.IsCode)
        && next.Meanings.TrueForAll(m => !m.Place.IsTown || next.Meanings.Exists(o => !o.Place.IsTown && o.Weight >= m.Weight));

    /// <summary>The meanings of two names that fit into each other: a town in its region or country, a suburb in its city. Null where none do.</summary>
    private static List<Meaning>? FitOrNull(List<Meaning> left, List<Meaning> right)
    {
        List<Meaning>? fitting = null;
        // One name inside the other says more than one name twice: "Tunis, Tunisia" is the town, though Tunisia is called Tunis in some languages.
        var narrows = left.Exists(a => right.Exists(b => !ReferenceEquals(a.Place, b.Place) && (a.Place.Contains(b.Place) || b.Place.Contains(a.Place))));
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                if ((narrows && ReferenceEquals(a.Place, b.Place) && !a.Place.IsTown) || Finer(a.Place, b.Place) is not { } finer)
                    continue;
                // Both names say it: the weight of the finer place, less where a code could mean something else.
                var meaning = ReferenceEquals(finer, a.Place) ? a : b;
                fitting ??= new List<Meaning>(4);
                if (!fitting.Exists(m => ReferenceEquals(m.Place, finer)))
                    fitting.Add(meaning with { ByCode = a.ByCode && b.ByCode });
            }
        }
        return fitting;
    }

    private static Place? Finer(Place a, Place b)
    {
        if (ReferenceEquals(a, b) || b.Contains(a))
            return a;
        if (a.Contains(b))
            return b;
        if (!a.IsTown || !b.IsTown || a.CountryCode != b.CountryCode)
            return null;
        var (small, large) = a.Population <= b.Population ? (a, b) : (b, a);
        return large.Population >= CityAtLeast && large.Population >= CityTimesSuburb * small.Population
            && Math.Abs(a.Latitude - b.Latitude) < 1 && Geography.Kilometres(a, b) < SuburbKilometres ? small : null;
    }

    /// <summary>One thing that a name may mean, and how likely before anything else is known.</summary>
    private readonly record struct Meaning(Place Place, double Weight, bool ByCode);

    /// <summary>A name found in the text.</summary>
    private sealed class Found(List<Meaning> meanings, bool opens, bool isCode)
    {
        public List<Meaning> Meanings { get; } = meanings;
        public bool Opens { get; } = opens;
        public bool IsCode { get; } = isCode;
        public int Word { get; init; }
        public int Words { get; init; } = 1;
        public bool Capital { get; init; }
        public bool IsCommon { get; init; }

        /// <summary>Words that nobody knows stand beside it.</summary>
        public bool Weak { get; set; }

        /// <summary>It stands in the name of an institution.</summary>
        public bool NamesInstitution { get; set; }

        /// <summary>The same, and no town of that name is well known.</summary>
        public bool IsInstitution { get; set; }
    }

    private sealed class Scratch
    {
        public PlaceText Text { get; } = new();
        public List<Found> Found { get; } = new(MaxFound);
    }
}
