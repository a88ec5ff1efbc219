using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace InfluenceScore.Benchmarks.Places;

/// <summary>
/// Makes the compact gazetteer from GeoNames (CC BY 4.0): cities5000.csv.gz, and the names in other languages that Debian's package libgeonames-common
/// holds (translations by GeoNames id, country code and admin code). One line a country (c), region (a) and town (p), towns by falling population.
/// </summary>
internal static class BuildGazetteer
{
    /// <summary>Languages that many profiles are written in; others would add names that collide more than they help.</summary>
    private static readonly string[] Languages =
    [
        "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "is", "et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "mk", "bg", "ro", "hu", "el", "tr", "ru",
        "uk", "be", "ka", "hy", "kk", "ar", "fa", "ur", "he", "hi", "bn", "mr", "ta", "te", "kn", "ml", "gu", "pa", "ne", "si", "th", "vi", "id", "ms", "ja", "ko", "zh", "zh_CN", "zh_TW",
        "yue", "ca", "gl", "eu", "cy", "ga", "gd", "lb", "sq", "mt", "af", "sw",
    ];

    /// <param name="citiesFile">cities5000.csv.gz.</param>
    /// <param name="localeFolder">usr/share/locale of the unpacked libgeonames-common.</param>
    public static void Run(string citiesFile, string localeFolder, string outFile)
    {
        var names = Names(localeFolder);
        var lines = new List<string>();
        foreach (var (code, by) in names.Where(n => IsCountry(n.Key)).OrderBy(n => n.Key, StringComparer.Ordinal))
            lines.Add(Line("c", code, by.GetValueOrDefault("en", code), Others(by, by.GetValueOrDefault("en", code))));

        var cities = Cities(citiesFile);
        foreach (var region in cities.GroupBy(c => $"{c.Country}.{c.Admin}").Where(g => g.First().Admin.Length > 0).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var by = names.GetValueOrDefault(region.Key) ?? [];
            var name = region.First().AdminName is { Length: > 0 } given ? given : by.GetValueOrDefault("en");
            if (name is not null)
                lines.Add(Line("a", region.Key, name, Others(by, name)));
        }
        foreach (var c in cities.OrderByDescending(c => c.Population).ThenBy(c => c.Id))
        {
            lines.Add(Line("p", c.Name, c.Country, c.Admin, c.Population.ToString(CultureInfo.InvariantCulture), Degrees(c.Latitude), Degrees(c.Longitude),
                Others(names.GetValueOrDefault(c.Id.ToString(CultureInfo.InvariantCulture)) ?? [], c.Name)));
        }
        using (var stream = new GZipStream(File.Create(outFile), CompressionLevel.SmallestSize))
        using (var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            foreach (var line in lines)
                writer.WriteLine(line);
        }
        Console.WriteLine($"{lines.Count:N0} lines, {new FileInfo(outFile).Length:N0} bytes: {outFile}");
    }

    private static Dictionary<string, Dictionary<string, string>> Names(string localeFolder)
    {
        var names = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var language in Languages)
        {
            var file = Path.Combine(localeFolder, language, "LC_MESSAGES", "geonames.mo");
            if (!File.Exists(file))
                continue;
            foreach (var (id, name) in MessageCatalog.Read(file).Where(m => m.Key.Length > 0))
            {
                if (!names.TryGetValue(id, out var by))
                    names[id] = by = new Dictionary<string, string>(StringComparer.Ordinal);
                by[language] = name.Trim();
            }
        }
        return names;
    }

    private static string Others(Dictionary<string, string> by, string name) =>
        string.Join('|', by.Values.Where(n => n != name && n.Length > 0 && n.IndexOfAny(['|', '\t', '\n']) < 0).Distinct(StringComparer.Ordinal));

    private static bool IsCountry(string id) => id.Length == 2 && id != "AN" && id.All(char.IsAsciiLetterUpper);

    private static string Degrees(double value) => Math.Round(value, 4).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Line(params string[] cells) => string.Join('\t', cells);

    private static List<City> Cities(string file)
    {
        var cities = new List<City>();
        using var csv = CsvReader.Create(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), new CsvReaderOptions());
        while (csv.Read())
        {
            cities.Add(new City(
                int.Parse(csv.GetString("geonameid"), CultureInfo.InvariantCulture), csv.GetString("name").Trim(), csv.GetString("country"), csv.GetString("admin1"),
                csv.GetString("admin1_name"), long.Parse(csv.GetString("population"), CultureInfo.InvariantCulture),
                double.Parse(csv.GetString("lat"), CultureInfo.InvariantCulture), double.Parse(csv.GetString("lon"), CultureInfo.InvariantCulture)));
        }
        return cities;
    }

    private sealed record City(int Id, string Name, string Country, string Admin, string AdminName, long Population, double Latitude, double Longitude);
}
