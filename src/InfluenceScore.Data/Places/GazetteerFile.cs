using System.Runtime.InteropServices;

namespace InfluenceScore.Data.Places;

/// <summary>
/// Reads the file that lies in the assembly: gazetteer.bin, in which names stand hashed and sorted, because making it of the names of GeoNames and the hand-made words takes half a
/// second. That, and the order in which it is written, is PackGazetteer's (tests/InfluenceScore.Benchmarks): docs/places.md.
/// </summary>
internal sealed class GazetteerFile
{
    private GazetteerFile(BinaryReader from)
    {
        List<Place> places = [Place.Nowhere];
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var code = from.ReadString();
            places.Add(Countries[code] = Measured(from, new Place { Name = from.ReadString(), Code = code, Precision = PlacePrecision.Country }));
        }
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var (key, abbreviation) = (from.ReadString(), from.ReadString());
            places.Add(Regions[key] = Measured(from, new Place
            {
                Name = from.ReadString(),
                Code = key[3..],
                Country = Countries.GetValueOrDefault(key[..2]),
                Abbreviation = abbreviation,
                Precision = PlacePrecision.Region,
            }));
        }
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var (country, region) = (from.ReadUInt16(), from.ReadUInt16());
            Towns.Add(Measured(from, new Place
            {
                Name = from.ReadString(),
                Country = country == 0 ? null : places[country],
                Region = region == 0 ? null : places[region],
                Precision = PlacePrecision.City,
            }));
        }
        places.AddRange(Towns);
        var names = from.ReadInt32();
        Names = new NameIndex(ReadArray<ulong>(from, names), Array.ConvertAll(ReadArray<int>(from, names), number => places[number]), ReadArray<NameKind>(from, names));
        (Noise, Common, Institutions) = (ReadWords(from), ReadWords(from), ReadWords(from));
    }

    public Dictionary<string, Place> Countries { get; } = new(StringComparer.Ordinal);

    /// <summary>By "US.MA".</summary>
    public Dictionary<string, Place> Regions { get; } = new(StringComparer.Ordinal);

    /// <summary>Most people first.</summary>
    public List<Place> Towns { get; } = [];

    public NameIndex Names { get; }

    /// <summary>Words that say nothing about where somebody lives: hashes of folded words. Beside them words of everyday speech that are small towns too.</summary>
    public HashSet<ulong> Noise { get; }

    public HashSet<ulong> Common { get; }

    /// <summary>Words of the names of institutions, which are called after towns and after people alike.</summary>
    public HashSet<ulong> Institutions { get; }

    public static GazetteerFile Read()
    {
        using var file = new BinaryReader(Open());
        return new GazetteerFile(file);
    }

    internal static Stream Open() =>
        typeof(GazetteerFile).Assembly.GetManifestResourceStream("InfluenceScore.Data.Places.gazetteer.bin") ?? throw new InvalidOperationException("The assembly lacks gazetteer.bin.");

    private static Place Measured(BinaryReader from, Place place)
    {
        (place.Population, place.Latitude, place.Longitude) = (from.ReadInt64(), from.ReadDouble(), from.ReadDouble());
        return place;
    }

    private static HashSet<ulong> ReadWords(BinaryReader from) => [.. ReadArray<ulong>(from, from.ReadInt32())];

    private static T[] ReadArray<T>(BinaryReader from, int count) where T : unmanaged
    {
        var array = new T[count];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }
}
