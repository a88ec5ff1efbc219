namespace InfluenceScore.Data.Places;

/// <summary>The last step: which of the meanings that are left is meant, if one clearly is.</summary>
internal sealed partial class PlaceReader
{
    /// <summary>The likeliest of several meanings must weigh this share of them all; below it the text is ambiguous.</summary>
    private const double ClearShare = .6;

    /// <summary>The same for an institution that says no country: it stands in a small town as often as in the large one of that name (Durham University).</summary>
    private const double ClearShareOfInstitution = .9;

    /// <summary>Same-named towns nearer than this are one for our purpose.</summary>
    private const double SameKilometres = 30;

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
        var clear = support == 0 && first.NamesInstitution ? ClearShareOfInstitution : ClearShare;
        if (share < clear && others && InTheCountriesOf(s, meanings, best) is { } only)
            (best, share) = (only, clear);
        if (share < clear)
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
}
