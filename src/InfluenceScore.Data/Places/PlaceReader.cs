namespace InfluenceScore.Data.Places;

/// <summary>
/// Turns words into a place. Three steps: the longest known names of each segment (<see cref="Find"/>); names that fit into each other become one place, so that
/// "London, Ontario" is no English town (<see cref="Join"/>); the first place is taken, if it is clearly one (<see cref="Decide"/>).
/// </summary>
internal sealed class PlaceReader(NameIndex names, NameIndex? added, GazetteerFile file, TownMap map)
{
    /// <summary>Words of one name at most; names found in one text; meanings of one name.</summary>
    private const int MaxNameWords = 7, MaxFound = 12, MaxMeanings = 160;

    /// <summary>The likeliest of several meanings must weigh this share of them all; below it the text is ambiguous.</summary>
    private const double ClearShare = .6;

    /// <summary>A suburb is named with its city: this near, and the city so many times as large.</summary>
    private const double SuburbKilometres = 45, CityTimesSuburb = 2, CityAtLeast = 150_000;

    /// <summary>Same-named towns nearer than this are one for our purpose.</summary>
    private const double SameKilometres = 30;

    /// <summary>Beside words that the gazetteer does not know, only a town of so many people is believed, and only beside so few words.</summary>
    private const long WellKnown = 100_000;

    private const int MostUnknownWords = 3;

    /// <summary>With its region or country named elsewhere in the text a smaller one will do.</summary>
    private const long BorneOut = 20_000;

    private const long TownOfInstitution = 90_000, WellKnownRegion = 1_000_000;

    private const long GreatCity = 1_000_000;

    [ThreadStatic]
    private static Scratch? _scratch;

    public PlaceReading Read(string text)
    {
        if (Coordinates.TryRead(text.AsSpan(0, Math.Min(text.Length, PlaceText.MaxLength)), out var latitude, out var longitude))
            return new PlaceReading(At(latitude, longitude), []);
        var s = _scratch ??= new Scratch();
        s.Text.Read(text);
        Find(s);
        return s.Found.Count == 0 ? PlaceReading.Nothing : Join(s);
    }

    private PlaceMatch At(double latitude, double longitude)
    {
        var town = map.NearestOrNull(latitude, longitude);
        return (town?.ToMatch(.98) ?? new PlaceMatch("", "", "", "", "", 0, 0, PlacePrecision.Point, .98)) with { Latitude = latitude, Longitude = longitude };
    }

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
                s.Found.RemoveAt(i);
            else if (s.Found[i].Meanings.TrueForAll(m => m.Place.IsTown && m.Place.Population < TownOfInstitution))
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

    private static PlaceReading Join(Scratch s)
    {
        PlaceReading? unclear = null;
        var places = 0;
        for (var i = 0; i < s.Found.Count;)
        {
            var (meanings, support) = (s.Found[i].Meanings, 0);
            var first = s.Found[i];
            for (i++; i < s.Found.Count; i++)
            {
                if (FitOrNull(meanings, s.Found[i].Meanings) is { } fitting)
                    (meanings, support) = (fitting, support + 1);
                else if (support == 0 && IsLargerAround(meanings, s.Found[i], s))
                    (first, meanings, support) = (s.Found[i], s.Found[i].Meanings, 0);
                else
                    break;
            }
            places++;
            var others = i < s.Found.Count || places > 1;
            var reading = Decide(first, meanings, support, s, others);
            if (reading.Match is not null)
                return places > 1 ? reading with { Match = reading.Match with { Confidence = .8 * reading.Match.Confidence } } : reading;
            unclear ??= reading.Candidates.Count > 0 ? reading : null;
        }
        return unclear ?? PlaceReading.Nothing;
    }

    /// <summary>
    /// "Abingdon, MD" where the gazetteer has no Abingdon in Maryland: the region is right, and the town elsewhere that bears the name is not. A great city before the comma
    /// is believed all the same.
    /// </summary>
    private static bool IsLargerAround(List<Meaning> meanings, Found next, Scratch s) =>
        next.Word > 0 && !s.Text.Words[next.Word].Alternative && meanings.TrueForAll(m => m.Place.IsTown ? m.Place.Population < (next.IsCode ? 3 * GreatCity : GreatCity) : m.Place.Precision == PlacePrecision.Region && next.Meanings[0].Place.Precision == PlacePrecision.Country && !next.IsCode)
        && next.Meanings.TrueForAll(m => !m.Place.IsTown || next.Meanings.Exists(o => !o.Place.IsTown && o.Weight >= m.Weight));

    /// <summary>The meanings of two names that fit into each other: a town in its region or country, a suburb in its city. Null where none do.</summary>
    private static List<Meaning>? FitOrNull(List<Meaning> left, List<Meaning> right)
    {
        List<Meaning>? fitting = null;
        // One name inside the other says more than one name twice: "Tunis, Tunisia" is the town, though Tunisia is called Tunis in some languages.
        var narrows = left.Exists(a => right.Exists(b => !ReferenceEquals(a.Place, b.Place) && (a.Place.Contains(b.Place) || b.Place.Contains(a.Place))));
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                if ((narrows && ReferenceEquals(a.Place, b.Place) && !a.Place.IsTown) || Finer(a.Place, b.Place) is not { } finer)
                    continue;
                // Both names say it: the weight of the finer place, less where a code could mean something else.
                var meaning = ReferenceEquals(finer, a.Place) ? a : b;
                fitting ??= new List<Meaning>(4);
                if (!fitting.Exists(m => ReferenceEquals(m.Place, finer)))
                    fitting.Add(meaning with { ByCode = a.ByCode && b.ByCode });
            }
        }
        return fitting;
    }

    private static Place? Finer(Place a, Place b)
    {
        if (ReferenceEquals(a, b) || b.Contains(a))
            return a;
        if (a.Contains(b))
            return b;
        if (!a.IsTown || !b.IsTown || a.CountryCode != b.CountryCode)
            return null;
        var (small, large) = a.Population <= b.Population ? (a, b) : (b, a);
        return large.Population >= CityAtLeast && large.Population >= CityTimesSuburb * small.Population
            && Math.Abs(a.Latitude - b.Latitude) < 1 && Geography.Kilometres(a, b) < SuburbKilometres ? small : null;
    }

    private static PlaceReading Decide(Found first, List<Meaning> meanings, int support, Scratch s, bool others)
    {
        // A town that stands alone needs to be more than a word of everyday speech.
        if (support == 0 && !first.IsCode)
            meanings = meanings.FindAll(m => !m.Place.IsTown || IsBelievableAlone(first, m.Place));
        if (meanings.Count == 0 || (support == 0 && first.IsCode && !IsCodeAlone(first, s)))
            return PlaceReading.Nothing;
        var best = Best(meanings, first, support);
        var (all, rivals) = (0.0, 0);
        foreach (var m in meanings)
        {
            if (Agrees(m.Place, best.Place) || (first.IsCode && support == 0 && best.Place.CountryCode == "US" && m.Place.CountryCode != "US"))
                continue;
            all += m.Weight;
            rivals++;
        }
        var share = best.Weight / (best.Weight + all);
        if (share < ClearShare && others && InTheCountriesOf(s, meanings, best) is { } only)
            (best, share) = (only, ClearShare);
        if (share < ClearShare)
            return new PlaceReading(null, [.. meanings.OrderByDescending(m => m.Weight).Take(5).Select(m => m.Place.ToMatch(Math.Round(m.Weight / (best.Weight + all), 2)))]);
        var confidence = (support > 0 ? .97 : rivals == 0 ? .93 : .9) * Math.Sqrt(share) * (first.Weak ? .7 : 1) * (first.IsCode && support == 0 ? .85 : 1);
        return new PlaceReading(best.Place.ToMatch(Math.Round(confidence, 2)), []);
    }

    private static bool IsBelievableAlone(Found first, Place town) =>
        !(first.IsCommon && town.Population < 1_000_000) && (first.Words > 1 || first.Capital || town.Population >= 15_000);

    /// <summary>"TX" alone is Texas; "IN", "OR" and their like are words, and lower-case letters are nothing.</summary>
    private static bool IsCodeAlone(Found first, Scratch s) =>
        s.Text.Words[first.Word].Flag is not null || (first.Word > 0 && s.Text.Words[first.Word].Upper) || (s.Text.Words[first.Word].Upper && s.Text.Of(first.Word) is not ("in" or "or" or "me" or "ok" or "hi" or "id" or "am" or "as" or "at" or "be" or "by" or "is" or "it" or "my" or "no" or "so" or "to" or "re" or "st" or "ms" or "pm" or "tv" or "pa" or "ma" or "ai" or "io" or "md" or "pr" or "cv" or "dj" or "bw" or "ad" or "mc" or "mt" or "sh" or "oh" or "al" or "de" or "la" or "ps" or "go" or "ac" or "es"));

    /// <summary>The meaning with the most people; of a region and a town in it that share a name, what people mean by it.</summary>
    private static Meaning Best(List<Meaning> meanings, Found first, int support)
    {
        var best = meanings[0];
        foreach (var m in meanings)
        {
            if (Preferred(m, best))
                best = m;
        }
        return best;

        bool Preferred(Meaning m, Meaning over)
        {
            if (over.Place.Contains(m.Place))
                return TownIsMeant(m.Place, over.Place);
            if (m.Place.Contains(over.Place))
                return !TownIsMeant(over.Place, m.Place);
            // "CA" is California rather than Canada, "MA" Massachusetts rather than Morocco.
            if (first.IsCode && support == 0 && m.Place.CountryCode != over.Place.CountryCode && (m.Place.CountryCode == "US" || over.Place.CountryCode == "US"))
                return m.Place.CountryCode == "US";
            return m.Weight > over.Weight;
        }
    }

    /// <summary>Madrid and New York are towns first; Quebec is a province, Mexico a country, Singapore both.</summary>
    private static bool TownIsMeant(Place town, Place whole)
    {
        if (!town.IsTown)
            return false;
        if (whole.Precision == PlacePrecision.Country)
            return whole.Code is "SG" or "HK" or "MO" or "MC" or "GI";
        return whole.CountryCode is not ("US" or "CA" or "AU" or "GB" or "IE") || town.Population >= .25 * whole.Population;
    }

    private static bool Agrees(Place a, Place b) => ReferenceEquals(a, b) || a.Contains(b) || b.Contains(a) || (a.IsTown && b.IsTown && Math.Abs(a.Latitude - b.Latitude) < 1 && Geography.Kilometres(a, b) < SameKilometres);

    /// <summary>Of several meanings the only one in a country that the rest of the text names: "Cambridge and London, UK".</summary>
    private static Meaning? InTheCountriesOf(Scratch s, List<Meaning> meanings, Meaning best)
    {
        Meaning? only = null;
        foreach (var m in meanings.Where(m => s.Found.Exists(f => f.Meanings.Exists(o => !o.Place.IsTown && o.Place.CountryCode == m.Place.CountryCode && !ReferenceEquals(o.Place, m.Place)))))
        {
            if (only is null || m.Weight > only.Value.Weight)
                only = m;
        }
        return only ?? (best.Place.IsTown ? null : best);
    }

    /// <summary>One thing that a name may mean, and how likely before anything else is known.</summary>
    private readonly record struct Meaning(Place Place, double Weight, bool ByCode);

    /// <summary>A name found in the text.</summary>
    private sealed class Found(List<Meaning> meanings, bool opens, bool isCode)
    {
        public List<Meaning> Meanings { get; } = meanings;
        public bool Opens { get; } = opens;
        public bool IsCode { get; } = isCode;
        public int Word { get; init; }
        public int Words { get; init; } = 1;
        public bool Capital { get; init; }
        public bool IsCommon { get; init; }

        /// <summary>Words that nobody knows stand beside it.</summary>
        public bool Weak { get; set; }

        public bool IsInstitution { get; set; }
    }

    private sealed class Scratch
    {
        public PlaceText Text { get; } = new();
        public List<Found> Found { get; } = new(MaxFound);
    }
}
