using System.Numerics;

namespace InfluenceScore.Data.Places;

/// <summary>What kind of name it is by which a place is found.</summary>
internal enum NameKind : byte
{
    /// <summary>GeoNames' own name, or one of the hand-made words.</summary>
    Main = 0,

    /// <summary>A name in another language.</summary>
    Other = 1,

    /// <summary>An abbreviation that counts only in capitals or after something.</summary>
    Code = 2,
}

/// <summary>
/// Folded name → places, as 64-bit hashes of the names in ascending order; the names themselves are not kept (170,000 names: two of them sharing a hash has a
/// probability under one in a thousand million). A table over the first bits of a hash says where to look: hashes spread evenly.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>FNV-1a, 64 bit.</summary>
    public const ulong HashStart = 14695981039346656037UL;

    private const ulong HashFactor = 1099511628211UL;

    private readonly ulong[] _keys;
    private readonly Place[] _places;
    private readonly NameKind[] _kinds;
    private readonly int[] _starts;
    private readonly int _shift;

    /// <param name="keys">Ascending: a name once for each of its places, most people first.</param>
    /// <param name="places">Of each key.</param>
    /// <param name="kinds">Of each key.</param>
    public NameIndex(ulong[] keys, Place[] places, NameKind[] kinds)
    {
        (_keys, _places, _kinds) = (keys, places, kinds);
        var bits = Math.Max(1, BitOperations.Log2((uint)keys.Length));
        _shift = 64 - bits;
        _starts = new int[(1 << bits) + 1];
        foreach (var key in keys)
            _starts[(key >> _shift) + 1]++;
        for (var i = 1; i < _starts.Length; i++)
            _starts[i] += _starts[i - 1];
    }

    /// <returns>Where the places of a name begin, −1 where there is none. Most people first.</returns>
    public int Find(ulong key)
    {
        var end = _starts[(key >> _shift) + 1];
        for (var entry = _starts[key >> _shift]; entry < end; entry++)
        {
            if (_keys[entry] == key)
                return entry;
        }
        return -1;
    }

    public Place PlaceAt(int entry) => _places[entry];

    public NameKind KindAt(int entry) => _kinds[entry];

    public bool IsLast(int entry) => entry + 1 == _keys.Length || _keys[entry + 1] != _keys[entry];

    public static ulong Hash(ulong hash, ReadOnlySpan<char> letters)
    {
        foreach (var c in letters)
            hash = (hash ^ c) * HashFactor;
        return hash;
    }

    public static ulong HashBlank(ulong hash) => (hash ^ ' ') * HashFactor;

    /// <summary>Gathers names, in all the ways they are written.</summary>
    public sealed class Builder
    {
        private static readonly System.Buffers.SearchValues<char> Umlauts = System.Buffers.SearchValues.Create("äöüÄÖÜåÅøØ");

        private readonly List<(ulong Key, Place Place, NameKind Kind)> _names = [];
        private readonly HashSet<NamedPlace> _known = [];
        private readonly Dictionary<Place, int> _numbers = new(ReferenceEqualityComparer.Instance);
        private (Place? Place, int Number) _last;
        private readonly PlaceText _text = new();

        /// <summary>As <see cref="NameIndex"/> wants them.</summary>
        public IReadOnlyList<(ulong Key, Place Place, NameKind Kind)> Sorted()
        {
            _names.Sort((a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Place.Population != b.Place.Population ? b.Place.Population.CompareTo(a.Place.Population) : a.Kind.CompareTo(b.Kind));
            return _names;
        }

        public NameIndex Build()
        {
            var names = Sorted();
            return new([.. names.Select(n => n.Key)], [.. names.Select(n => n.Place)], [.. names.Select(n => n.Kind)]);
        }

        public void Add(string name, Place place, NameKind kind)
        {
            AddOne(name, place, kind);
            if (kind == NameKind.Code)
                return;
            var end = name.AsSpan().IndexOfAny('(', ',');
            if (end > 1)
                AddOne(name[..end], place, kind);
            if (name.AsSpan().IndexOfAny(Umlauts) >= 0)
                AddOne(WrittenOut(name), place, kind);
            if (name.Length > 2 && LetterFolding.IsUnspaced(name[0]))
            {
                var bare = name.TrimEnd('市', '区', '區', '县', '縣', '郡', '町', '村', '都', '府', '県', '省', '州', '道');
                if (bare.Length > 1)
                    AddOne(bare, place, kind);
            }
            else if (name.Length > 2 && name[0] is >= '\uAC00' and <= '\uD7A3' && name[^1] is '시' or '도')
            {
                AddOne(name[..^1], place, kind);
                if (name.Length > 4 && (name.EndsWith("특별시", StringComparison.Ordinal) || name.EndsWith("광역시", StringComparison.Ordinal)))
                    AddOne(name[..^3], place, kind);
            }
        }

        private static string WrittenOut(string name) => name
            .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal)
            .Replace("Ä", "Ae", StringComparison.Ordinal).Replace("Ö", "Oe", StringComparison.Ordinal).Replace("Ü", "Ue", StringComparison.Ordinal)
            .Replace("å", "aa", StringComparison.Ordinal).Replace("Å", "Aa", StringComparison.Ordinal)
            .Replace("ø", "oe", StringComparison.Ordinal).Replace("Ø", "Oe", StringComparison.Ordinal);

        /// <summary>A name that was chosen by hand, of however few letters: LA, SF.</summary>
        public void AddNickname(string name, Place place) => AddOne(name, place, NameKind.Main, isShort: true);

        private void AddOne(string name, Place place, NameKind kind, bool isShort = false)
        {
            _text.Read(name);
            var first = _text.Count > 1 && _text.Of(0) is "the" ? 1 : 0;
            if (_text.Count <= first)
                return;
            // One or two Latin letters are an abbreviation, whatever else they name (Å, Y, Au).
            if (!isShort && kind != NameKind.Code && place.IsTown && _text.Count == 1 && _text.Words[0].Length < 3 && _text.Of(0)[0] < '\u0250')
                return;
            var key = HashOf(_text, first, _text.Count - first);
            if (_known.Add(new NamedPlace(key, Number(place))))
                _names.Add((key, place, kind));
        }

        // Names of one place come together, and a number is quicker to tell apart than a place.
        private int Number(Place place)
        {
            if (ReferenceEquals(place, _last.Place))
                return _last.Number;
            if (!_numbers.TryGetValue(place, out var number))
                _numbers.Add(place, number = _numbers.Count);
            _last = (place, number);
            return number;
        }

        private readonly record struct NamedPlace(ulong Key, int Place)
        {
            public override int GetHashCode() => (int)(Key ^ Key >> 32) ^ Place;
        }

        public static ulong HashOf(PlaceText text, int first, int count)
        {
            var hash = HashStart;
            for (var i = first; i < first + count; i++)
                hash = Hash(i > first ? HashBlank(hash) : hash, text.Of(i));
            return hash;
        }
    }
}
