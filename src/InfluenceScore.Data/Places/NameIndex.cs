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
/// Folded name → places. Open addressing on 64-bit hashes of the names; the names themselves are not kept (170,000 names: two of them sharing a hash has a
/// probability under one in a thousand million).
/// </summary>
internal sealed class NameIndex
{
    /// <summary>FNV-1a, 64 bit.</summary>
    public const ulong HashStart = 14695981039346656037UL;

    private const ulong HashFactor = 1099511628211UL;

    private readonly ulong[] _keys;
    private readonly int[] _firsts;
    private readonly Place[] _places;
    private readonly NameKind[] _kinds;
    private readonly bool[] _isLast;

    private NameIndex(List<(ulong Key, Place Place, NameKind Kind)> names)
    {
        names.Sort((a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Place.Population != b.Place.Population ? b.Place.Population.CompareTo(a.Place.Population) : a.Kind.CompareTo(b.Kind));
        var size = 16;
        while (size < 2 * names.Count)
            size *= 2;
        (_keys, _firsts) = (new ulong[size], new int[size]);
        (_places, _kinds, _isLast) = (new Place[names.Count], new NameKind[names.Count], new bool[names.Count]);
        for (var i = 0; i < names.Count; i++)
        {
            (_places[i], _kinds[i]) = (names[i].Place, names[i].Kind);
            _isLast[i] = i + 1 == names.Count || names[i + 1].Key != names[i].Key;
            if (i > 0 && names[i - 1].Key == names[i].Key)
                continue;
            var slot = (int)(Spread(names[i].Key) & (ulong)(size - 1));
            while (_keys[slot] != 0)
                slot = (slot + 1) & (size - 1);
            (_keys[slot], _firsts[slot]) = (names[i].Key, i);
        }
    }

    /// <returns>Where the places of a name begin, −1 where there is none. Most people first.</returns>
    public int Find(ulong key)
    {
        for (var slot = (int)(Spread(key) & (ulong)(_keys.Length - 1)); _keys[slot] != 0; slot = (slot + 1) & (_keys.Length - 1))
        {
            if (_keys[slot] == key)
                return _firsts[slot];
        }
        return -1;
    }

    public Place PlaceAt(int entry) => _places[entry];

    public NameKind KindAt(int entry) => _kinds[entry];

    public bool IsLast(int entry) => _isLast[entry];

    public static ulong Hash(ulong hash, ReadOnlySpan<char> letters)
    {
        foreach (var c in letters)
            hash = (hash ^ c) * HashFactor;
        return hash;
    }

    public static ulong HashBlank(ulong hash) => (hash ^ ' ') * HashFactor;

    private static ulong Spread(ulong key) => key ^ (key >> 29) ^ (key >> 47);

    /// <summary>Gathers names, in all the ways they are written.</summary>
    public sealed class Builder
    {
        private static readonly System.Buffers.SearchValues<char> Umlauts = System.Buffers.SearchValues.Create("äöüÄÖÜåÅøØ");

        private readonly List<(ulong, Place, NameKind)> _names = [];
        private readonly HashSet<NamedPlace> _known = [];
        private readonly Dictionary<Place, int> _numbers = new(ReferenceEqualityComparer.Instance);
        private (Place? Place, int Number) _last;
        private readonly PlaceText _text = new();

        public NameIndex Build() => new(_names);

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
