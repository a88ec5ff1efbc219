namespace InfluenceScore.Data.Places;

/// <summary>How closely a place is known. Stored: never renumber.</summary>
public enum PlacePrecision : byte
{
    /// <summary>A whole country: the coordinates are where its people live on average.</summary>
    Country = 1,

    /// <summary>A state, province, Land or nation of a country, or a smaller area inside one that the gazetteer knows no closer.</summary>
    Region = 2,

    /// <summary>A town.</summary>
    City = 3,

    /// <summary>Coordinates as written, with no town within 50 km.</summary>
    Point = 4,
}

/// <summary>Where a free text places somebody.</summary>
/// <param name="Name">Name of the town, region or country as GeoNames writes it.</param>
/// <param name="Country">ISO 3166 code of the country, upper case; empty where it has none (open sea, made-up places).</param>
/// <param name="CountryName">The country in English; empty where there is none.</param>
/// <param name="Admin1">State, province or region; empty for a whole country.</param>
/// <param name="Admin1Code">Its usual abbreviation where there is one (NS, NSW, CA), otherwise GeoNames' code.</param>
/// <param name="Latitude">Degrees north, −90 to 90.</param>
/// <param name="Longitude">Degrees east, −180 to 180.</param>
/// <param name="Precision">How closely.</param>
/// <param name="Confidence">0–1: how likely the text means this place. An estimate by rule, not calibrated.</param>
public sealed record PlaceMatch(
    string Name, string Country, string CountryName, string Admin1, string Admin1Code, double Latitude, double Longitude, PlacePrecision Precision, double Confidence)
{
    /// <summary>"Halifax, Nova Scotia, Canada".</summary>
    public string Label => string.Join(", ", new[] { Name, Admin1, CountryName }.Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));
}

/// <summary>What a text was read as.</summary>
/// <param name="Match">The place, or null: the text names none, or several that it could mean.</param>
/// <param name="Candidates">Where the text could mean several places, the likeliest first, at most five; otherwise empty.</param>
public sealed record PlaceReading(PlaceMatch? Match, IReadOnlyList<PlaceMatch> Candidates)
{
    public static PlaceReading Nothing { get; } = new(null, []);
}

/// <summary>A place that an admin added: one that GeoNames lacks, or a made-up one.</summary>
/// <param name="Names">Its name, and other ways to write it after it.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Country">ISO code, or empty.</param>
/// <param name="Population">People who live there; weighs it against others of its name.</param>
public sealed record AddedPlace(IReadOnlyList<string> Names, double Latitude, double Longitude, string Country = "", long Population = 5_000);
