using System.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Places;
using InfluenceScore.Web.Charts;

namespace InfluenceScore.Web.Pages.Places;

/// <summary>
/// A map without outlines: towns of the gazetteer as faint dots draw the coasts, people as circles whose area is their number. All in a box of
/// <see cref="Width"/> × <see cref="Height"/>.
/// </summary>
public sealed class PlaceMap
{
    public const double Width = 720, Height = 460;

    /// <summary>Dots at most, so that the page stays small.</summary>
    private const int MostDots = 700;

    private const double LargestCircle = 44, SmallestCircle = 2.5, LabelHeight = 20, LetterWidth = 8.2, MostLabels = 14;

    /// <param name="Label">Null where it would cover another.</param>
    public sealed record Circle(double X, double Y, double R, PlaceSide Side, string? Label, bool LabelOnLeft);

    public required IReadOnlyList<Circle> Circles { get; init; }

    /// <summary>Faint dots, as the d attribute of one path of points.</summary>
    public required string Dots { get; init; }

    /// <summary>The net of degrees, as the d attribute of one path.</summary>
    public required string Net { get; init; }

    public required double HomeX { get; init; }
    public required double HomeY { get; init; }

    /// <summary>The radius on the map.</summary>
    public double HomeRadiusX { get; init; }

    public double HomeRadiusY { get; init; }

    /// <summary>The circle round home and a margin, true to scale there.</summary>
    public static PlaceMap Local(Gazetteer gazetteer, LocalReach reach, IReadOnlyList<PlaceContribution> places)
    {
        var north = reach.RadiusKilometres * 1.22 / 111.2;
        var east = north * Width / Height / Math.Max(.05, Math.Cos(double.DegreesToRadians(reach.HomeLatitude)));
        double X(double longitude) => Width / 2 * (1 + Turned(longitude - reach.HomeLongitude) / east);
        double Y(double latitude) => Height / 2 * (1 - (latitude - reach.HomeLatitude) / north);
        var towns = gazetteer.ListTowns(reach.HomeLatitude - north, reach.HomeLongitude - east, reach.HomeLatitude + north, reach.HomeLongitude + east, MostDots);
        var step = new[] { .25, .5, 1, 2, 5, 10, 20, 30 }.First(s => north * 2 / s <= 6 || s == 30);
        return new PlaceMap
        {
            Circles = Draw([.. places.Where(p => p.Side != PlaceSide.Unclear)], X, Y, MostLabels),
            Dots = Points(towns.Select(t => (X(t.Longitude), Y(t.Latitude)))),
            Net = Lines(reach.HomeLongitude - east, reach.HomeLongitude + east, reach.HomeLatitude - north, reach.HomeLatitude + north, step, X, Y),
            HomeX = Width / 2,
            HomeY = Height / 2,
            HomeRadiusX = reach.RadiusKilometres / 111.2 / north * Height / 2,
            HomeRadiusY = reach.RadiusKilometres / 111.2 / north * Height / 2,
        };
    }

    /// <summary>The whole world, 60° south to 80° north; a degree east as long as a degree north.</summary>
    public static PlaceMap World(LocalReach reach, IReadOnlyList<PlaceContribution> places)
    {
        return new PlaceMap
        {
            Circles = Draw([.. places.Where(p => p.Side != PlaceSide.Unclear)], WorldX, WorldY, 0),
            Dots = WorldDots.Value,
            Net = Lines(-180, 180, -60, 80, 30, WorldX, WorldY),
            HomeX = WorldX(reach.HomeLongitude),
            HomeY = WorldY(reach.HomeLatitude),
        };
    }

    /// <summary>The largest town of every square of 2°: about two thousand.</summary>
    private static readonly Lazy<string> WorldDots = new(() => Points(Gazetteer.Load().ListTowns(-60, -180, 80, 179, 60_000)
        .DistinctBy(t => (Math.Floor(t.Latitude / 2), Math.Floor(t.Longitude / 2))).Select(t => (WorldX(t.Longitude), WorldY(t.Latitude)))));

    private static double WorldX(double longitude) => Width * (Turned(longitude) + 180) / 360;

    private static double WorldY(double latitude) => Height / 2 + (10 - latitude) * Width / 360;

    private static double Turned(double longitude) => longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;

    private static List<Circle> Draw(IReadOnlyList<PlaceContribution> places, Func<double, double> x, Func<double, double> y, double labels)
    {
        var most = places.Count == 0 ? 1 : Math.Max(1e-9, places.Max(p => p.People));
        var (circles, taken) = (new List<Circle>(), new List<(double Left, double Top, double Right, double Bottom)>());
        foreach (var place in places)
        {
            var (cx, cy) = (x(place.Longitude), y(place.Latitude));
            if (cx is < 0 or > Width || cy is < 0 or > Height)
                continue;
            var r = Math.Max(SmallestCircle, LargestCircle * Math.Sqrt(place.People / most) * (labels == 0 ? .4 : 1));
            string? label = null;
            var left = false;
            if (labels > 0 && circles.Count < labels)
            {
                var text = $"{place.Label.Split(',')[0]} {Words.People(place.People)}";
                var width = LetterWidth * text.Length;
                foreach (var side in new[] { false, true })
                {
                    var from = side ? cx - r - 5 - width : cx + r + 5;
                    var box = (from, cy - LabelHeight / 2, from + width, cy + LabelHeight / 2);
                    if (from < 2 || from + width > Width - 2 || taken.Exists(t => t.Left < box.Item3 && box.Item1 < t.Right && t.Top < box.Item4 && box.Item2 < t.Bottom))
                        continue;
                    taken.Add(box);
                    (label, left) = (text, side);
                    break;
                }
            }
            circles.Add(new Circle(cx, cy, r, place.Side, label, left));
        }
        return circles;
    }

    private static string Points(IEnumerable<(double X, double Y)> points)
    {
        var d = new StringBuilder();
        foreach (var (x, y) in points.Where(p => p.X is >= 0 and <= Width && p.Y is >= 0 and <= Height))
            d.Append('M').Append(Svg.Number(Math.Round(x, 1))).Append(' ').Append(Svg.Number(Math.Round(y, 1))).Append("h0");
        return d.ToString();
    }

    private static string Lines(double west, double east, double south, double north, double step, Func<double, double> x, Func<double, double> y)
    {
        var d = new StringBuilder();
        for (var longitude = Math.Ceiling(west / step) * step; longitude <= east; longitude += step)
            d.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{Svg.Number(x(longitude))} 0V{Height}");
        for (var latitude = Math.Ceiling(south / step) * step; latitude <= north; latitude += step)
            d.Append(System.Globalization.CultureInfo.InvariantCulture, $"M0 {Svg.Number(y(latitude))}H{Width}");
        return d.ToString();
    }
}
