namespace InfluenceScore.Data.Places;

/// <summary>A country, region or town of the gazetteer.</summary>
internal sealed class Place
{
    public required string Name { get; init; }

    /// <summary>ISO code of a country, GeoNames' code of a region, empty for a town.</summary>
    public string Code { get; init; } = "";

    public Place? Country { get; init; }
    public Place? Region { get; init; }

    /// <summary>Of a country or region: the sum over its towns.</summary>
    public long Population { get; set; }

    public double Latitude { get; set; }
    public double Longitude { get; set; }
    public required PlacePrecision Precision { get; init; }

    /// <summary>The usual abbreviation of a region.</summary>
    public string Abbreviation { get; set; } = "";

    /// <summary>Stands in the index for phrases that are no place.</summary>
    public static Place Nowhere { get; } = new() { Name = "", Precision = PlacePrecision.Country };

    public bool IsTown => Precision == PlacePrecision.City;

    public string CountryCode => Precision == PlacePrecision.Country ? Code : Country?.Code ?? "";

    public bool Contains(Place other) => Precision switch
    {
        PlacePrecision.Country => other.Country == this,
        PlacePrecision.Region => other.Region == this,
        _ => false,
    };

    public PlaceMatch ToMatch(double confidence) => new(
        Name,
        CountryCode,
        Precision == PlacePrecision.Country ? Name : Country?.Name ?? "",
        Precision switch { PlacePrecision.Region => Name, PlacePrecision.City => Region?.Name ?? "", _ => "" },
        Precision switch { PlacePrecision.Region => Abbreviation, PlacePrecision.City => Region?.Abbreviation ?? "", _ => "" },
        Latitude,
        Longitude,
        Precision,
        confidence);
}
