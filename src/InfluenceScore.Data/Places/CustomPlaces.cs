using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Places;

/// <summary>The places that an admin added to this database.</summary>
public static class CustomPlaces
{
    private static volatile Made? _last;

    /// <summary>The shipped gazetteer with the database's own places. Made anew only when they change.</summary>
    public static async Task<Gazetteer> GazetteerAsync(InfluenceDbContext db, CancellationToken cancellationToken = default)
    {
        var rows = await db.CustomPlaces.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return Gazetteer.Load();
        var key = string.Join('\n', rows.Select(p => FormattableString.Invariant($"{p.Name};{p.OtherNames};{p.Latitude};{p.Longitude};{p.Country};{p.Population}")));
        if (_last is { } last && last.Key == key)
            return last.Gazetteer;
        var gazetteer = Gazetteer.LoadWith([.. rows.Select(p => new AddedPlace(
            [p.Name, .. p.OtherNames.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], p.Latitude, p.Longitude, p.Country, p.Population))]);
        _last = new Made(key, gazetteer);
        return gazetteer;
    }

    private sealed record Made(string Key, Gazetteer Gazetteer);
}
