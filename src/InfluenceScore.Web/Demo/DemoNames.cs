namespace InfluenceScore.Web.Demo;

/// <summary>Names of people who do not exist, put together from syllables, and handles that fit their networks.</summary>
internal sealed class DemoNames
{
    private static readonly string[] FirstHeads =
        ["Jor", "Oda", "Merr", "Saff", "Tam", "Corv", "Perp", "Wren", "Brin", "Ald", "Els", "Fenn", "Gris", "Hes", "Isol", "Kest", "Lind", "Mor", "Nev", "Orl", "Pell", "Quen", "Ros", "Syl", "Tev", "Ul", "Vess", "Yar"];

    private static readonly string[] FirstTails = ["y", "alie", "it", "ra", "sin", "in", "etta", "a", "dle", "wyn", "beth", "ick", "elle", "ter", "de", "rel", "ow", "na", "mund", "ias"];

    private static readonly string[] LastHeads =
        ["Salt", "Tern", "Gull", "Oakum", "Nether", "Harrow", "Brine", "Wrack", "Quill", "Tallow", "Thrift", "Kelp", "Marl", "Ferry", "Lamp", "Tar", "Plank", "Rope", "Drift", "Sand", "Pebble", "Moor", "Rush", "Cockle"];

    private static readonly string[] LastTails =
        ["whistle", "quay", "gull", "wick", "worth", "finch", "moor", "by", "ham", "thwaite", "borrow", "stead", "comb", "fleet", "brook", "holt", "ley", "marsh", "row", "strand"];

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public (string Handle, string Name) Next(string network, DemoRandom dice)
    {
        while (true)
        {
            var first = dice.Pick(FirstHeads) + dice.Pick(FirstTails);
            var last = dice.Pick(LastHeads) + dice.Pick(LastTails);
            if (dice.Chance(.06))
                last = $"{dice.Pick(LastHeads)}-{last}";
            var handle = Handle(network, first.ToLowerInvariant(), last.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal), dice);
            if (_taken.Add($"{network}:{handle}"))
                return (handle, dice.Chance(.85) ? $"{first} {last}" : first);
        }
    }

    private static string Handle(string network, string first, string last, DemoRandom dice)
    {
        var local = dice.Whole(0, 4) switch
        {
            0 => first + last,
            1 => $"{first}_{last}",
            2 => $"{first[0]}{last}",
            3 => $"{first}{dice.Whole(2, 99)}",
            _ => $"{last}_{first[0]}",
        };
        return network switch
        {
            "bluesky" => $"{local.Replace('_', '-')}.quill.example",
            "mastodon" => $"{local}@{dice.Pick<string>(["quill.example", "quill.example", "saltwick.example", "vellum.example"])}",
            // Fifteen characters are what X allows.
            _ => local[..Math.Min(local.Length, 15)],
        };
    }
}
