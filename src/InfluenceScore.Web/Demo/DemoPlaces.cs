namespace InfluenceScore.Web.Demo;

/// <summary>Where people say they live: free text, as in life. No place of these names is meant.</summary>
internal static class DemoPlaces
{
    private static readonly (string[] Ways, double Share)[] Near =
    [
        (["Quillhaven", "Quillhaven", "Quillhaven", "quillhaven", "Quillhaven harbour", "Quillhaven, upper town", "QUILLHAVEN", "Ropewalk Lane, Quillhaven"], 62),
        (["Saltwick Bay", "Saltwick Bay", "saltwick bay", "Saltwick"], 15),
        (["Ferrymoor", "Ferrymoor", "ferrymoor village"], 10),
        (["Netherquay", "Netherquay (by the lock)"], 5),
        (["Oakum Point", "oakum point"], 4),
        (["Gannet's Rest"], 2),
        (["Little Wrack", "little wrack, near Quillhaven"], 2),
    ];

    private static readonly string[] Far =
    [
        "Vellum City", "Vellum City", "Vellum City", "Port Ambergris", "Port Ambergris", "Thistledown-on-Lea", "Marrowgate", "New Candlewick", "Brassmouth", "Upper Inkwell", "Lake Sealingwax",
        "Great Parchment", "Copperquill", "Foxglove Junction",
    ];

    private static readonly string[] Jokes = ["behind the oven", "the sea, mostly", "here and there", "up a ladder", "she/her", "where the coffee is", "everywhere", "on the late ferry"];

    /// <summary>What the profile says; null where it says nothing. About three in ten say nothing that places them (Hecht 2011: a third).</summary>
    public static string? SayOrNull(bool local, DemoRandom dice)
    {
        if (dice.Chance(.24))
            return null;
        if (dice.Chance(.08))
            return dice.Pick(Jokes);
        return local ? dice.Pick(Near[dice.Weighted(Near.Select(n => n.Share).ToArray())].Ways) : dice.Pick(Far);
    }
}
