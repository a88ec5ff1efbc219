using InfluenceScore.Data.Places;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>The reader of places, with and without places that an admin added: whatever it answers lies on the earth.</summary>
internal static class Locations
{
    private const int MostCandidates = 5;

    private static readonly Gazetteer Shipped = Gazetteer.Load();
    private static readonly Gazetteer WithAdded = Gazetteer.LoadWith([new AddedPlace(["Tarnmouth", "Tarnmouth-on-Sea"], 54.5, -3.4, "GB")]);

    public static void Read(string text)
    {
        Judge(Shipped.Read(text));
        Judge(WithAdded.Read(text));
    }

    private static void Judge(PlaceReading reading)
    {
        if (reading.Candidates.Count > MostCandidates || (reading.Match is not null && reading.Candidates.Count > 0))
            throw new InvalidOperationException("A reading is one place, or a few candidates");
        foreach (var place in reading.Match is { } match ? [match] : reading.Candidates)
        {
            // Written so that NaN is caught too. A point far from every town has no name.
            if (!(Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180 && place.Confidence is >= 0 and <= 1)
                || place.Label.Length > 400 || (place.Label.Length == 0 && place.Precision != PlacePrecision.Point))
                throw new InvalidOperationException($"Not a place on the earth with a name and a confidence: {place}");
        }
    }
}
