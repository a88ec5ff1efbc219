using System.Text;

namespace InfluenceScore.Web.Demo;

/// <summary>The words that fill the braces of a text. Every name in it is made up.</summary>
internal static class DemoWords
{
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["loaf"] = ["rye", "harbour rye", "spelt loaf", "sourdough", "oat loaf", "walnut loaf", "barley flatbread", "potato bread", "dark tin loaf", "seeded crown"],
        ["sweet"] = ["seaweed butter rolls", "cardamom knots", "plum slices", "honey buns", "apple turnovers", "almond crescents", "poppy whirls", "salt caramel buns"],
        ["flour"] = ["rye", "spelt", "emmer", "barley", "wheat"],
        ["dozens"] = ["twelve", "14", "twenty", "24", "thirty", "36", "forty", "48", "sixty", "72", "200"],
        ["percent"] = ["10", "15", "20", "25", "30", "40", "50"],
        ["weather"] =
        [
            "south-west five, showers", "fog until noon", "clear and cold", "north-east seven, gusts", "drizzle", "sun between the clouds", "swell from the west",
            "rain by evening", "light airs", "gale at night",
        ],
        ["weekday"] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        ["hour"] = ["06:20", "07:10", "08:40", "10:15", "11:30", "13:05", "14:50", "16:25", "18:00", "19:35"],
        ["street"] = ["Ropewalk Lane", "Gannet Row", "Lower Quay", "Lamp Street", "Net Yard", "Cooper's Steps", "Tar Lane"],
        ["surname"] = ["Captain Harrowgull", "the widow Oakumby", "old Saltwhistle", "Mother Brask", "the brothers Netherquay"],
        ["roast"] = ["the Marrow Ridge", "a dark Thistledown", "the new Ambergris", "the breakfast blend", "a washed lot from Mount Vellum", "the decaf nobody believes in"],
        ["pet"] = ["Biscuit the whippet", "Anchor, who is small", "Duchess from the ferry", "a very wet terrier", "Pudding and her ball"],
        ["book"] =
        [
            "“The Lighthouse Ledger”", "“Salt in the Attic”", "“A Short History of Fog”", "“Nine Gulls”", "“The Cartographer's Aunt”", "“Low Tide, High Tea”", "“Letters to a Lock-keeper”",
            "“The Unsinkable Cousins”",
        ],
        ["scent"] = ["bog myrtle", "wet rope", "orange peel", "cedar and smoke", "bread crust", "heather", "black tea"],
        ["knit"] = ["fisher jumper", "storm cape", "watch cap", "harbour cardigan", "deck trousers", "oilskin smock"],
        ["beer"] = ["Groyne Stout", "Pale Gull", "Foghorn Porter", "Second Mate Bitter", "Spindrift Wheat", "Low Water Lager"],
        ["boat"] = ["Patient Griselle", "Tern of Luck", "Merry Oakum", "Odalie", "Slow Swallow", "Hope and Tar"],
        ["town"] = ["Quillhaven", "Saltwick Bay", "Ferrymoor", "Netherquay", "Oakum Point"],
        ["hobby"] = ["sea swimming", "bad chess", "old radios", "bread baking", "tern counting", "slow cycling", "allotment leeks", "choir", "map collecting", "boat mending", "knitting", "crosswords"],
        ["job"] =
        [
            "Nurse", "Ferry mate", "Teacher", "Retired pilot", "Net maker", "Plumber", "Librarian", "Student", "Harbour engineer", "Vet", "Carpenter", "Postwoman", "Lighthouse guide", "Cook",
            "Optician", "Cellist", "Roofer", "Bus driver", "Surveyor", "Midwife",
        ],
        ["home"] = ["two cats", "one boat", "three children", "a leaking roof", "a good stove", "too many books", "a one-eyed dog", "seven hens"],
    };

    /// <summary>The template with its braces filled, no word used twice, each sentence with a capital.</summary>
    public static string Fill(string template, DemoRandom dice)
    {
        var text = new StringBuilder();
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '{')
            {
                text.Append(template[at]);
                continue;
            }
            var close = template.IndexOf('}', at);
            var choices = Words[template[(at + 1)..close]];
            var word = dice.Pick(choices);
            while (!used.Add(word))
                word = dice.Pick(choices);
            text.Append(BeginsSentence(text) ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            at = close;
        }
        return text.ToString();
    }

    private static bool BeginsSentence(StringBuilder text) => text.Length == 0 || (text.Length > 1 && text[^1] == ' ' && text[^2] is '.' or '?');
}
