using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Places;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Scores.Places;

/// <summary>
/// Works out, for every scored account with a home, where its people live, and stores it beside the scores of the newest run. Of older runs the head-counts of watched
/// accounts are kept, as a trend; places by name only of the newest.
/// </summary>
internal static class LocalReachStore
{
    /// <summary>Places that are stored an account; the others are only in the sums.</summary>
    public const int PlacesPerAccount = 40;

    /// <summary>What several moments that are scored together share: homes and places as they are known at the newest, and who is watched.</summary>
    internal sealed record Ground(AccountPlaces Places, HashSet<int> Watched)
    {
        public static async Task<Ground> ReadAsync(InfluenceDbContext db, DateTime asOf, CancellationToken cancellationToken) =>
            new(await AccountPlaces.ReadAsync(db, asOf, cancellationToken), await db.Accounts.Where(a => a.Tracked).Select(a => a.Id).ToHashSetAsync(cancellationToken));
    }

    /// <summary>Stores the rows of an older moment, for the trend: watched accounts, head-counts and local score.</summary>
    public static void AddWatched(IDbContextTransaction transaction, ScoreRun run, FactArrays facts, ScoringResult result, Ground ground, CancellationToken cancellationToken)
    {
        if (ground.Places.IsEmpty)
            return;
        using var reaches = Reaches(transaction);
        foreach (var score in result.Scores.Where(s => ground.Watched.Contains(facts.AccountIds[s.Account])))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ground.Places.HomeOrNull(facts.AccountIds[score.Account]) is { } home)
                Insert(reaches, null, run.Id, home, score, facts, result, ground.Places);
        }
    }

    /// <summary>Stores the rows of this run. Of the run before it only those of watched accounts stay; places of older runs with the same options, and of runs that are gone, go.</summary>
    public static async Task ReplaceAsync(
        InfluenceDbContext db, IDbContextTransaction transaction, ScoreRun run, FactArrays facts, ScoringResult result, CancellationToken cancellationToken)
    {
        var before = await db.ScoreRuns.Where(r => r.Id != run.Id && r.Model == run.Model && r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays)
            .OrderByDescending(r => r.AsOf).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        await db.LocalReaches.Where(r => r.ScoreRunId == before && !db.Accounts.Any(a => a.Id == r.AccountId && a.Tracked)).ExecuteDeleteAsync(cancellationToken);
        var kept = db.ScoreRuns
            .Where(r => r.Id != run.Id && !(r.Model == run.Model && r.HalfLifeDays == run.HalfLifeDays && r.WindowDays == run.WindowDays)).Select(r => r.Id);
        await db.PlaceContributions.Where(c => !kept.Contains(c.ScoreRunId)).ExecuteDeleteAsync(cancellationToken);

        var locations = await AccountPlaces.ReadAsync(db, run.AsOf, cancellationToken);
        if (locations.IsEmpty)
            return;
        using var reaches = Reaches(transaction);
        using var places = new PreparedInsert(transaction.GetDbTransaction(), "PlaceContributions",
            "ScoreRunId", "AccountId", "Rank", "Label", "Latitude", "Longitude", "Side", "Actors", "People", "Points");
        foreach (var score in result.Scores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (locations.HomeOrNull(facts.AccountIds[score.Account]) is { } home)
                Insert(reaches, places, run.Id, home, score, facts, result, locations);
        }
    }

    private static PreparedInsert Reaches(IDbContextTransaction transaction) => new(transaction.GetDbTransaction(), "LocalReaches",
        "ScoreRunId", "AccountId", "HomeName", "HomeLatitude", "HomeLongitude", "RadiusKilometres", "IsGuessed", "LocalScore",
        "LocalPeople", "FartherPeople", "UnknownPeople", "LocalActors", "FartherActors", "UnknownActors");

    /// <param name="places">Null: places by name are not stored.</param>
    private static void Insert(
        PreparedInsert reaches, PreparedInsert? places, int runId, AccountPlaces.Home home, AccountScore score, FactArrays facts, ScoringResult result, AccountPlaces locations)
    {
        var account = facts.AccountIds[score.Account];
        var sides = new Dictionary<PlaceMatch, PlaceSide>();
        PlaceSide? SideOf(int person)
        {
            if (locations.PlaceOrNull(facts.AccountIds[person]) is not { } place)
                return null;
            if (!sides.TryGetValue(place, out var side))
                sides[place] = side = locations.SideOf(place, home);
            return side;
        }

        var sums = new Sum[4];
        var byPlace = new Dictionary<PlaceMatch, Sum>();
        foreach (var person in PersonReach.Of(result, score.Account))
        {
            var side = SideOf(person.Account);
            var slot = side is { } known ? (int)known : 0;
            sums[slot] = sums[slot].Plus(person);
            if (locations.PlaceOrNull(facts.AccountIds[person.Account]) is { } place)
                byPlace[place] = byPlace.GetValueOrDefault(place).Plus(person);
        }
        var (local, farther) = (sums[(int)PlaceSide.Local], sums[(int)PlaceSide.Farther]);
        var unknown = sums[0].Plus(sums[(int)PlaceSide.Unclear]);
        var near = LocalScore.Over(result, score.Account, person => SideOf(person) == PlaceSide.Local);
        reaches.Row(runId, account, home.Name, home.Latitude, home.Longitude, home.RadiusKilometres, home.IsGuessed, near.Score,
            local.People, farther.People, unknown.People, local.Actors, farther.Actors, unknown.Actors);
        if (places is null)
            return;
        var rank = 0;
        foreach (var (place, sum) in byPlace.OrderByDescending(p => p.Value.People).ThenBy(p => p.Key.Label, StringComparer.Ordinal).Take(PlacesPerAccount))
            places.Row(runId, account, rank++, place.Label, place.Latitude, place.Longitude, (byte)sides[place], sum.Actors, sum.People, sum.Points);
    }

    private readonly record struct Sum(int Actors, double People, double Points)
    {
        public Sum Plus(PersonReach person) => new(Actors + 1, People + person.People, Points + person.Points);

        public Sum Plus(Sum other) => new(Actors + other.Actors, People + other.People, Points + other.Points);
    }
}
