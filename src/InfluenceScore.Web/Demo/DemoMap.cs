using InfluenceScore.Data.Entities;

namespace InfluenceScore.Web.Demo;

/// <summary>
/// Where the made-up places lie: an island in the North Atlantic, where the charts show nothing but water. Only a database with the demo world knows them.
/// </summary>
internal static class DemoMap
{
    public static IReadOnlyList<CustomPlace> Places { get; } =
    [
        // The coast of Quillhaven and its neighbours, within the 100 miles of a regional business.
        Place("Quillhaven", 46.62, -38.35, 84_000),
        Place("Saltwick Bay", 46.49, -38.53, 21_000, "Saltwick"),
        Place("Ferrymoor", 46.81, -38.22, 14_000),
        Place("Netherquay", 46.36, -38.80, 9_500),
        Place("Oakum Point", 46.95, -37.86, 6_200),
        Place("Gannet's Rest", 47.14, -37.52, 1_900),
        Place("Little Wrack", 46.72, -38.62, 2_400),

        // The far side of the island, and the islands beyond.
        Place("Vellum City", 44.10, -40.60, 610_000),
        Place("Port Ambergris", 43.72, -41.42, 240_000),
        Place("Thistledown-on-Lea", 44.42, -39.86, 98_000),
        Place("Marrowgate", 44.78, -41.05, 72_000),
        Place("New Candlewick", 43.40, -40.35, 55_000),
        Place("Brassmouth", 44.95, -42.10, 130_000),
        Place("Upper Inkwell", 44.30, -41.75, 12_000),
        Place("Lake Sealingwax", 43.98, -39.95, 8_000),
        Place("Great Parchment", 43.15, -41.05, 31_000),
        Place("Copperquill", 44.66, -40.35, 19_000),
        Place("Foxglove Junction", 43.85, -40.98, 6_000),
    ];

    private static CustomPlace Place(string name, double latitude, double longitude, long population, string others = "") =>
        new() { Name = name, OtherNames = others, Latitude = latitude, Longitude = longitude, Population = population };
}
