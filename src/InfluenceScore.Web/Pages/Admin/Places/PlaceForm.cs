using System.Globalization;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Places;

namespace InfluenceScore.Web.Pages.Admin.Places;

/// <summary>The fields of a place as they are typed.</summary>
/// <param name="OtherNames">Parted by semicolons.</param>
/// <param name="Country">Two letters, or nothing.</param>
/// <param name="People">A whole number; nothing counts as <see cref="UsualPeople"/>.</param>
public sealed record PlaceForm(string? Name, string? OtherNames, string? Country, string? Latitude, string? Longitude, string? People)
{
    public const int MostLetters = 100, MostOtherLetters = 400, UsualPeople = 5_000;

    private const long MostPeople = 50_000_000;

    /// <summary>The place, or why it cannot be one.</summary>
    public (CustomPlace? Place, string? Problem) Read()
    {
        var (name, others) = (Name?.Trim() ?? "", (OtherNames ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > MostLetters || name.Contains(';', StringComparison.Ordinal) || !name.Any(char.IsLetter) || name.Any(char.IsControl))
            return (null, $"A name is needed: up to {MostLetters} letters, without a semicolon.");
        if (OtherNames?.Length > MostOtherLetters || others.Any(o => !o.Any(char.IsLetter) || o.Any(char.IsControl)))
            return (null, $"Other names are parted by semicolons, {MostOtherLetters} letters in all.");
        var country = (Country ?? "").Trim().ToUpperInvariant();
        if (country.Length > 0 && Gazetteer.Load().CountryNameOrNull(country) is null)
            return (null, "The country is two letters, for example CA, or nothing.");
        if (!Degrees(Latitude, 90, out var latitude) || !Degrees(Longitude, 180, out var longitude) || (latitude == 0 && longitude == 0))
            return (null, "Coordinates are degrees with a point, for example 44.65 and -63.57: north is plus, west is minus.");
        if (!long.TryParse(string.IsNullOrWhiteSpace(People) ? UsualPeople.ToString(CultureInfo.InvariantCulture) : People, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var people) || people is < 1 or > MostPeople)
            return (null, "People are a whole number, at least 1. Of places with one name the larger is believed.");
        return (new CustomPlace { Name = name, OtherNames = string.Join("; ", others), Country = country, Latitude = latitude, Longitude = longitude, Population = people }, null);
    }

    /// <summary>What would have been typed to make it.</summary>
    public static PlaceForm Of(CustomPlace place) => new(place.Name, place.OtherNames, place.Country,
        place.Latitude.ToString("R", CultureInfo.InvariantCulture), place.Longitude.ToString("R", CultureInfo.InvariantCulture), place.Population.ToString(CultureInfo.InvariantCulture));

    private static bool Degrees(string? text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out degrees)
        && double.IsFinite(degrees) && Math.Abs(degrees) <= most;
}
