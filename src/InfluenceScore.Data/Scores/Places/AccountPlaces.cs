using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Places;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores.Places;

/// <summary>Where every account says it lives, read once a different text, and where those with a home are at home.</summary>
internal sealed class AccountPlaces
{
    private readonly Dictionary<int, PlaceMatch> _places = [];
    private readonly Dictionary<int, AccountHome> _homes;
    private readonly Gazetteer? _gazetteer;
    private readonly Dictionary<(PlaceMatch, Home), PlaceSide> _coarse = [];

    private AccountPlaces(Gazetteer? gazetteer, Dictionary<int, AccountHome> homes) => (_gazetteer, _homes) = (gazetteer, homes);

    /// <param name="IsGuessed">Read from the account's own profile.</param>
    public sealed record Home(string Name, double Latitude, double Longitude, double RadiusKilometres, bool IsGuessed);

    public bool IsEmpty => _places.Count == 0 && _homes.Count == 0;

    public static async Task<AccountPlaces> ReadAsync(InfluenceDbContext db, DateTime asOf, CancellationToken cancellationToken)
    {
        var homes = await db.AccountHomes.AsNoTracking().ToDictionaryAsync(h => h.AccountId, cancellationToken);
        // The newest profile that says anything; the others are left to the reader below.
        var texts = new Dictionary<int, string>();
        var said = db.Profiles.AsNoTracking().Where(p => p.ObservedAt < asOf && p.Location != null)
            .OrderBy(p => p.AccountId).ThenBy(p => p.ObservedAt).Select(p => new { p.AccountId, p.Location });
        var same = new HashSet<string>(StringComparer.Ordinal); // a million people live in a few thousand texts
        await foreach (var profile in said.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!same.TryGetValue(profile.Location!, out var text))
                same.Add(text = profile.Location!);
            texts[profile.AccountId] = text;
        }

        if (texts.Count == 0)
            return new AccountPlaces(null, homes); // nobody asks where a place lies
        var gazetteer = await CustomPlaces.GazetteerAsync(db, cancellationToken);
        var places = new AccountPlaces(gazetteer, homes);
        var known = new Dictionary<string, PlaceMatch?>(StringComparer.Ordinal);
        // One object a place, however it is written, so that people of one town are counted together.
        var one = new Dictionary<string, PlaceMatch>(StringComparer.Ordinal);
        foreach (var (account, text) in texts)
        {
            if (!known.TryGetValue(text, out var place))
            {
                place = gazetteer.Resolve(text);
                if (place is not null)
                {
                    place = place with { Confidence = 1 };
                    if (!one.TryAdd($"{place.Precision} {place.Label}", place) && place.Precision != PlacePrecision.Point)
                        place = one[$"{place.Precision} {place.Label}"];
                }
                known[text] = place;
            }
            if (place is not null)
                places._places[account] = place;
        }
        return places;
    }

    public PlaceMatch? PlaceOrNull(int account) => _places.GetValueOrDefault(account);

    /// <summary>As set, or guessed where the account's own profile names a town.</summary>
    public Home? HomeOrNull(int account)
    {
        if (_homes.TryGetValue(account, out var set))
            return set.Name is { } name ? new Home(name, set.Latitude, set.Longitude, set.RadiusKilometres, false) : null;
        return PlaceOrNull(account) is { Precision: PlacePrecision.City } town ? new Home(town.Label, town.Latitude, town.Longitude, AccountHome.DefaultRadiusKilometres, true) : null;
    }

    public PlaceSide SideOf(PlaceMatch place, Home home)
    {
        if (place.Precision is PlacePrecision.City or PlacePrecision.Point)
            return Geography.Kilometres(place.Latitude, place.Longitude, home.Latitude, home.Longitude) <= home.RadiusKilometres ? PlaceSide.Local : PlaceSide.Farther;
        var key = (place, home with { Name = "", IsGuessed = false });
        if (!_coarse.TryGetValue(key, out var side))
        {
            _coarse[key] = side = _gazetteer!.IsWithin(place, home.Latitude, home.Longitude, home.RadiusKilometres) switch
            {
                true => PlaceSide.Local,
                false => PlaceSide.Farther,
                null => PlaceSide.Unclear,
            };
        }
        return side;
    }
}
