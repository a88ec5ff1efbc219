namespace InfluenceScore.Data.Places;

/// <summary>The first step: which names stand in the text, and which of them are believed.</summary>
internal sealed partial class PlaceReader
{
    /// <summary>Words of one name at most; names found in one text; meanings of one name.</summary>
    private const int MaxNameWords = 7, MaxFound = 12, MaxMeanings = 160;

    /// <summary>Beside words that the gazetteer does not know, only a town of so many people is believed, and only beside so few words.</summary>
    private const long WellKnown = 100_000;

    private const int MostUnknownWords = 3;

    /// <summary>With its region or country named elsewhere in the text a smaller one will do.</summary>
    private const long BorneOut = 20_000;

    private const long TownOfInstitution = 90_000, WellKnownRegion = 1_000_000;

    private void Find(Scratch s)
    {
        s.Found.Clear();
        var (words, count) = (s.Text.Words, s.Text.Count);
        for (var first = 0; first < count && s.Found.Count < MaxFound;)
        {
            var end = first + 1;
            while (end < count && !words[end].Opens)
                end++;
            FindInSegment(s, first, end);
            first = end;
        }
        // What stands beside unknown words counts only where nothing clearer is said.
        var clear = s.Found.Exists(f => !f.Weak);
        for (var i = s.Found.Count - 1; i >= 0; i--)
        {
            var f = s.Found[i];
            if (f.Weak && (clear ? !IsBorneOut(s, f) : f.Meanings.TrueForAll(m => m.Place.Population < (m.Place.Precision == PlacePrecision.Region ? WellKnownRegion : f.IsInstitution ? TownOfInstitution : WellKnown))))
                s.Found.RemoveAt(i);
        }
    }

    /// <summary>The region or country of a great town stands elsewhere in the text: "UMC Utrecht, the Netherlands".</summary>
    private static bool IsBorneOut(Scratch s, Found weak) => s.Found.Exists(f => !f.Weak && f.Word > weak.Word
        && weak.Meanings.Exists(m => m.Place.IsTown && m.Place.Population >= BorneOut && f.Meanings.Exists(o => o.Place.Contains(m.Place))));

    private void FindInSegment(Scratch s, int first, int end)
    {
        var (before, unknown, institution) = (s.Found.Count, 0, false);
        for (var i = first; i < end && s.Found.Count < MaxFound;)
        {
            if (s.Text.Words[i].Flag is { } flag)
            {
                if (file.Countries.TryGetValue(flag, out var country))
                    s.Found.Add(new Found([new Meaning(country, 1.5 * Weight(country, NameKind.Main), false)], i == 0, true) { Word = i, Capital = true });
                i++;
                continue;
            }
            if (s.Text.Words[i].Unspaced && FindUnspaced(s, i) is { } left)
            {
                unknown += left;
                i++;
                continue;
            }
            var length = FindName(s, i, end, out var isPlace);
            if (length == 0)
            {
                if (IsInstitution(s, i))
                    institution = true;
                else if (!IsNoise(s, i))
                    unknown++;
                i++;
                continue;
            }
            if (!isPlace && length == 1 && end - first > 1 && !IsNoise(s, i))
                unknown++;
            i += length;
        }
        if (institution)
            RemoveSmall(s, before);
        // A word of everyday speech that is a town too is believed where it stands alone: "Bar", but not "Bar Harbor".
        if (end - first > 1)
            s.Found.RemoveAll(f => f.IsCommon && f.Word >= first && f.Words < end - first && f.Meanings.TrueForAll(m => m.Place.Precision != PlacePrecision.Country));
        if (unknown == 0)
            return;
        for (var i = s.Found.Count - 1; i >= before; i--)
        {
            if (unknown > MostUnknownWords || s.Found[i].IsCode)
                s.Found.RemoveAt(i);
            else
                s.Found[i].Weak = true;
        }
    }

    /// <summary>Institutions are called after towns and after people: only well-known towns are believed.</summary>
    private static void RemoveSmall(Scratch s, int from)
    {
        for (var i = s.Found.Count - 1; i >= from; i--)
        {
            if (s.Found[i].IsCode)
            {
                s.Found.RemoveAt(i);
                continue;
            }
            s.Found[i].NamesInstitution = true;
            if (s.Found[i].Meanings.TrueForAll(m => m.Place.IsTown && m.Place.Population < TownOfInstitution))
                (s.Found[i].Weak, s.Found[i].IsInstitution) = (true, true);
        }
    }

    private bool IsInstitution(Scratch s, int word) => file.Institutions.Contains(NameIndex.Hash(NameIndex.HashStart, s.Text.Of(word)));

    /// <returns>Words of the longest name that begins here, 0 where none does.</returns>
    private int FindName(Scratch s, int first, int end, out bool isPlace)
    {
        isPlace = false;
        Span<ulong> hashes = stackalloc ulong[MaxNameWords];
        var most = Math.Min(MaxNameWords, end - first);
        var hash = NameIndex.HashStart;
        for (var i = 0; i < most; i++)
        {
            hash = NameIndex.Hash(i > 0 ? NameIndex.HashBlank(hash) : hash, s.Text.Of(first + i));
            hashes[i] = hash;
        }
        for (var length = most; length > 0; length--)
        {
            if (length == 1 && ((end - first > 1 && file.Noise.Contains(hashes[0])) || file.Institutions.Contains(hashes[0])) && !(s.Text.Words[first].Upper && s.Text.Words[first].Length == 2))
                return 0;
            var index = added?.Find(hashes[length - 1]) is >= 0 and var own ? added : names;
            var entry = ReferenceEquals(index, names) ? names.Find(hashes[length - 1]) : added!.Find(hashes[length - 1]);
            if (entry < 0)
                continue;
            if (ReferenceEquals(index.PlaceAt(entry), Place.Nowhere) || HasNowhere(index, entry))
                return length;
            if (Meanings(s, index, entry, first, length) is not { Count: > 0 } meanings)
                continue;
            var isCode = meanings.TrueForAll(m => m.ByCode);
            s.Found.Add(new Found(meanings, first == 0, isCode) { Word = first, Words = length, Capital = s.Text.Words[first].Capital, IsCommon = length == 1 && file.Common.Contains(hashes[0]) });
            isPlace = true;
            return length;
        }
        return 0;
    }

    private static bool HasNowhere(NameIndex index, int entry)
    {
        for (; ; entry++)
        {
            if (ReferenceEquals(index.PlaceAt(entry), Place.Nowhere))
                return true;
            if (index.IsLast(entry))
                return false;
        }
    }

    private static List<Meaning> Meanings(Scratch s, NameIndex index, int entry, int first, int length)
    {
        var meanings = new List<Meaning>(4);
        var codes = CodesCount(s, first, length);
        for (var n = 0; n < MaxMeanings; n++, entry++)
        {
            var (place, kind) = (index.PlaceAt(entry), index.KindAt(entry));
            if (kind != NameKind.Code || codes)
                meanings.Add(new Meaning(place, Weight(place, kind), kind == NameKind.Code));
            if (index.IsLast(entry))
                break;
        }
        return meanings;
    }

    /// <summary>"MA" and ", ma" may be an abbreviation; "ma" at the beginning or amid words is none.</summary>
    private static bool CodesCount(Scratch s, int first, int length)
    {
        var word = s.Text.Words[first];
        if (length > 1 || word.Length > 6)
            return length > 1;
        if (word.Upper || word.Unspaced)
            return true;
        var endsSegment = first + 1 == s.Text.Count || s.Text.Words[first + 1].Opens;
        return first > 0 && endsSegment && (word.Opens || (word.Capital && s.Found.Count > 0));
    }

    /// <summary>How likely a place is meant before anything else is known: by its people. A name in another language less than its own.</summary>
    private static double Weight(Place place, NameKind kind) => Math.Max(1_000, place.Population) * (kind switch { NameKind.Main => 1, NameKind.Other => .4, _ => .2 }) * place.Precision switch
    {
        PlacePrecision.Country => 2,
        _ => 1,
    };

    private bool IsNoise(Scratch s, int word)
    {
        var letters = s.Text.Of(word);
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) || file.Noise.Contains(NameIndex.Hash(NameIndex.HashStart, letters));
    }

    /// <summary>Han and kana: the longest known names from left to right inside the run.</summary>
    /// <returns>Unknown words that this leaves, null where the run names nothing.</returns>
    private int? FindUnspaced(Scratch s, int word)
    {
        var letters = s.Text.Of(word);
        var (found, unknown) = (0, 0);
        for (var i = 0; i < letters.Length;)
        {
            var length = Math.Min(12, letters.Length - i);
            for (; length > 1; length--)
            {
                var entry = names.Find(NameIndex.Hash(NameIndex.HashStart, letters.Slice(i, length)));
                if (entry < 0 || HasNowhere(names, entry))
                    continue;
                var meanings = new List<Meaning>(4);
                for (var n = 0; n < MaxMeanings; n++, entry++)
                {
                    meanings.Add(new Meaning(names.PlaceAt(entry), Weight(names.PlaceAt(entry), NameKind.Main), false));
                    if (names.IsLast(entry))
                        break;
                }
                s.Found.Add(new Found(meanings, word == 0, false) { Word = word, Words = 1, Capital = true });
                found++;
                break;
            }
            if (length > 1)
                i += length;
            else
            {
                if (!"市区區县縣郡町村都府県省州道国國共和民人华華中".Contains(letters[i], StringComparison.Ordinal))
                    unknown++;
                i++;
            }
        }
        return found == 0 ? null : unknown > 1 ? MostUnknownWords : 0;
    }
}
