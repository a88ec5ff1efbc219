using System.Globalization;
using CsvHelper;
using InfluenceScore.Data.Places;

namespace InfluenceScore.Benchmarks.Places;

/// <summary>A location that somebody wrote, and what a person read it as (the lists lie in tests/InfluenceScore.Data.Tests/Places).</summary>
/// <param name="MustAnswer">The text names a place that the gazetteer could know.</param>
/// <param name="Accepted">Right answers; of a text that names several places each of them.</param>
public sealed record LabelledPlace(string Text, bool MustAnswer, IReadOnlyList<LabelledPlace.Answer> Accepted)
{
    /// <summary>A town counts as right within so many km: GeoNames has districts and neighbours of one name.</summary>
    private const double Near = 30;

    /// <param name="Precision">country, region, city or point.</param>
    public sealed record Answer(string Precision, string Country, string Name, double Latitude, double Longitude)
    {
        public bool Holds(PlaceMatch match) => Precision switch
        {
            "country" => match.Precision == PlacePrecision.Country && match.Country == Country,
            "region" => match.Precision == PlacePrecision.Region && match.Country == Country && match.Admin1 == Name,
            "city" => match.Precision == PlacePrecision.City && match.Country == Country && Kilometres(match) <= Near,
            _ => Kilometres(match) <= 1,
        };

        private double Kilometres(PlaceMatch match) => Geography.Kilometres(match.Latitude, match.Longitude, Latitude, Longitude);
    }

    public static IReadOnlyList<LabelledPlace> Read(string file)
    {
        var places = new List<LabelledPlace>();
        using var csv = CsvReader.Create(File.OpenRead(file), new CsvReaderOptions());
        while (csv.Read())
            places.Add(new LabelledPlace(csv.GetString("text"), csv.GetString("must_answer") == "yes", [.. csv.GetString("accepted").Split(" | ", StringSplitOptions.RemoveEmptyEntries).Select(Parse)]));
        return places;
    }

    private static Answer Parse(string text)
    {
        var cells = text.Split(',');
        return new Answer(cells[0], cells[1], cells[2], Degrees(cells[3]), Degrees(cells[4]));
    }

    private static double Degrees(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}

/// <summary>How many of a list were answered, and rightly.</summary>
public sealed record PlaceTally(int Texts, int Answered, int Right, int Resolvable, int ResolvableAnswered, IReadOnlyList<string> Mistakes)
{
    /// <summary>Right among those answered, 0–1.</summary>
    public double Precision => (double)Right / Answered;

    /// <summary>Answered among those that name a place, 0–1.</summary>
    public double Coverage => (double)ResolvableAnswered / Resolvable;

    public static PlaceTally Of(Gazetteer gazetteer, IReadOnlyList<LabelledPlace> places)
    {
        var mistakes = new List<string>();
        var (answered, right, resolvable, resolvableAnswered) = (0, 0, 0, 0);
        foreach (var place in places)
        {
            var reading = gazetteer.Read(place.Text);
            if (place.MustAnswer)
                resolvable++;
            if (reading.Match is not { } match)
            {
                if (place.MustAnswer)
                    mistakes.Add($"  silent: {place.Text} {(reading.Candidates.Count > 0 ? "(several: " + string.Join("; ", reading.Candidates.Select(c => c.Label)) + ")" : "")}");
                continue;
            }
            answered++;
            if (place.MustAnswer)
                resolvableAnswered++;
            if (place.Accepted.Any(a => a.Holds(match)))
                right++;
            else
                mistakes.Add($"  wrong: {place.Text} → {match.Precision} {match.Label} {match.Confidence:0.00}");
        }
        return new PlaceTally(places.Count, answered, right, resolvable, resolvableAnswered, mistakes);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Texts} texts, {Answered} answered, {Right} right ({Precision:P1}); {Resolvable} resolvable, {ResolvableAnswered} answered ({Coverage:P1})");
}
