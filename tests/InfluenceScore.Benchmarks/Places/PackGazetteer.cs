using System.Globalization;
using System.IO.Compression;
using System.Text;
using InfluenceScore.Data.Places;

namespace InfluenceScore.Benchmarks.Places;

/// <summary>Makes gazetteer.bin, which lies in the assembly and is read by <see cref="GazetteerFile"/>, of the names of GeoNames (gazetteer.tsv.gz) and the hand-made words (words.txt).</summary>
internal sealed class PackGazetteer
{
    private Dictionary<string, Place> Countries { get; } = new(StringComparer.Ordinal);

    /// <summary>By "US.MA".</summary>
    private Dictionary<string, Place> Regions { get; } = new(StringComparer.Ordinal);

    /// <summary>Most people first.</summary>
    private List<Place> Towns { get; } = [];

    private NameIndex.Builder Names { get; } = new();

    /// <summary>Words that say nothing about where somebody lives: hashes of folded words. Beside them words of everyday speech that are small towns too.</summary>
    private HashSet<ulong> Noise { get; } = [];

    private HashSet<ulong> Common { get; } = [];

    /// <summary>Words of the names of institutions, which are called after towns and after people alike.</summary>
    private HashSet<ulong> Institutions { get; } = [];

    /// <param name="folder">Where gazetteer.tsv.gz and words.txt lie.</param>
    public static void Run(string folder, Stream packed)
    {
        var made = new PackGazetteer();
        using (var lines = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "gazetteer.tsv.gz")), CompressionMode.Decompress), Encoding.UTF8))
        {
            while (lines.ReadLine() is { } line)
                made.AddPlace(line.Split('\t'));
        }
        made.MeasureRegions();
        foreach (var line in File.ReadLines(Path.Combine(folder, "words.txt")))
            made.AddWords(line);
        made.Write(packed);
    }

    /// <summary>What is read together stands together: that takes no parsing.</summary>
    private void Write(Stream packed)
    {
        using var to = new BinaryWriter(packed);
        Place[] places = [Place.Nowhere, .. Countries.Values, .. Regions.Values, .. Towns];
        var numbers = new Dictionary<Place, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < places.Length; i++)
            numbers.Add(places[i], i);
        to.Write(Countries.Count);
        foreach (var (code, country) in Countries)
        {
            to.Write(code);
            WritePlace(to, country);
        }
        to.Write(Regions.Count);
        foreach (var (key, region) in Regions)
        {
            to.Write(key);
            to.Write(region.Abbreviation);
            WritePlace(to, region);
        }
        to.Write(Towns.Count);
        foreach (var town in Towns)
        {
            to.Write((ushort)(town.Country is { } country ? numbers[country] : 0));
            to.Write((ushort)(town.Region is { } region ? numbers[region] : 0));
            WritePlace(to, town);
        }
        var names = Names.Sorted();
        to.Write(names.Count);
        foreach (var name in names)
            to.Write(name.Key);
        foreach (var name in names)
            to.Write(numbers[name.Place]);
        foreach (var name in names)
            to.Write((byte)name.Kind);
        foreach (var words in new[] { Noise, Common, Institutions })
        {
            to.Write(words.Count);
            foreach (var word in words)
                to.Write(word);
        }
    }

    private static void WritePlace(BinaryWriter to, Place place)
    {
        to.Write(place.Name);
        to.Write(place.Population);
        to.Write(place.Latitude);
        to.Write(place.Longitude);
    }

    private void AddPlace(string[] cells)
    {
        var (place, others) = cells[0] switch
        {
            "c" => (Countries[cells[1]] = new Place { Name = cells[2], Code = cells[1], Precision = PlacePrecision.Country }, cells[3]),
            "a" => (Regions[cells[1]] = Region(cells[1], cells[2]), cells[3]),
            _ => (Town(cells), cells[7]),
        };
        Names.Add(place.Name, place, NameKind.Main);
        if (place.Precision == PlacePrecision.Country)
            Names.Add(place.Code, place, NameKind.Code);
        foreach (var other in others.Split('|', StringSplitOptions.RemoveEmptyEntries))
            Names.Add(other, place, NameKind.Other);
    }

    private Place Region(string key, string name)
    {
        var (country, code) = (key[..2], key[3..]);
        var region = new Place { Name = name, Code = code, Country = Countries.GetValueOrDefault(country), Precision = PlacePrecision.Region, Abbreviation = code };
        if (country is "US" or "CH")
            Names.Add(code, region, NameKind.Code);
        return region;
    }

    private Place Town(string[] cells)
    {
        var town = new Place
        {
            Name = cells[1],
            Country = Countries.GetValueOrDefault(cells[2]),
            Region = Regions.GetValueOrDefault($"{cells[2]}.{cells[3]}"),
            Population = long.Parse(cells[4], CultureInfo.InvariantCulture),
            Latitude = double.Parse(cells[5], CultureInfo.InvariantCulture),
            Longitude = double.Parse(cells[6], CultureInfo.InvariantCulture),
            Precision = PlacePrecision.City,
        };
        Towns.Add(town);
        return town;
    }

    /// <summary>A country or region stands where its people live: the mean of its towns, by people.</summary>
    private void MeasureRegions()
    {
        foreach (var towns in Towns.GroupBy(t => t.Country).Concat(Towns.GroupBy(t => t.Region)))
        {
            if (towns.Key is not { } whole)
                continue;
            // In three dimensions, so that Fiji does not land in Africa for lying on both sides of 180°.
            double x = 0, y = 0, z = 0;
            foreach (var t in towns)
            {
                var (latitude, longitude) = (double.DegreesToRadians(t.Latitude), double.DegreesToRadians(t.Longitude));
                x += t.Population * Math.Cos(latitude) * Math.Cos(longitude);
                y += t.Population * Math.Cos(latitude) * Math.Sin(longitude);
                z += t.Population * Math.Sin(latitude);
            }
            whole.Population = towns.Sum(t => t.Population);
            (whole.Latitude, whole.Longitude) = (double.RadiansToDegrees(Math.Atan2(z, Math.Sqrt(x * x + y * y))), double.RadiansToDegrees(Math.Atan2(y, x)));
        }
    }

    private void AddWords(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        if (line.Length == 0 || line[0] == '#' || blank < 0)
            return;
        var (kind, rest) = (line[..blank], line[(blank + 1)..]);
        switch (kind)
        {
            case "none":
                Each(rest, phrase => Names.Add(phrase, Place.Nowhere, NameKind.Main));
                break;
            case "noise":
                Each(rest, word => Noise.Add(HashOf(word)));
                break;
            case "institution":
                Each(rest, word => Institutions.Add(HashOf(word)));
                break;
            case "common":
                Each(rest, word => Common.Add(HashOf(word)));
                break;
            default:
                AddAliases(kind == "code" ? NameKind.Code : NameKind.Main, rest);
                break;
        }
    }

    private void AddAliases(NameKind kind, string rest)
    {
        var (place, words) = Target(rest);
        if (place is null)
            return;
        Each(words, word =>
        {
            if (kind == NameKind.Code && place.Precision == PlacePrecision.Region && (place.Abbreviation == place.Code && !char.IsAsciiLetter(place.Code[0])))
                place.Abbreviation = word;
            if (kind == NameKind.Main)
                Names.AddNickname(word, place);
            else
                Names.Add(word, place, kind);
        });
    }

    /// <summary>"US.MA Mass; …" or "Halle (Saale)@DE halle; …": the target ends where the first blank after its code stands.</summary>
    private (Place? Place, string Words) Target(string rest)
    {
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var end = rest.IndexOf(' ', Math.Max(at, 0));
        var (key, words) = (rest[..end], rest[(end + 1)..]);
        if (at < 0)
            return (key.Length == 2 ? Countries.GetValueOrDefault(key) : Regions.GetValueOrDefault(key), words);
        var (name, where) = (rest[..at], rest[(at + 1)..end]);
        var town = Towns.Find(t => t.Name == name && (where.Length == 2 ? t.CountryCode == where : t.Region == Regions.GetValueOrDefault(where)));
        return (town, words);
    }

    private static void Each(string list, Action<string> action)
    {
        foreach (var item in list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            action(item);
    }

    private static ulong HashOf(string word)
    {
        var text = new PlaceText();
        text.Read(word);
        return NameIndex.Builder.HashOf(text, 0, text.Count);
    }
}
