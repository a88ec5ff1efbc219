using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>Where an account is at home, as somebody set it; without a row it is guessed from the account's own profile.</summary>
public sealed class AccountHome
{
    /// <summary>100 miles: what a regional business calls near.</summary>
    public const double DefaultRadiusKilometres = 100 * Places.Geography.KilometresPerMile;

    public int AccountId { get; set; }

    /// <summary>As shown; null where the home was removed and must not be guessed again.</summary>
    public string? Name { get; set; }

    public double Latitude { get; set; }
    public double Longitude { get; set; }
    public double RadiusKilometres { get; set; }
    public DateTime SetAt { get; set; }
}

/// <summary>A place that the gazetteer lacks, added by an admin or by the demo world.</summary>
public sealed class CustomPlace
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>Other ways to write it, parted by "; ".</summary>
    public string OtherNames { get; set; } = "";

    /// <summary>ISO code, or empty.</summary>
    public string Country { get; set; } = "";

    public double Latitude { get; set; }
    public double Longitude { get; set; }
    public long Population { get; set; }
}

/// <summary>
/// How much of an account's True Reach lives near its home, farther away, and where nobody knows; and the score over the near people alone. Of the newest run of each
/// choice of options for every account with a home, of older runs for watched accounts. The three head-counts sum to the True Reach.
/// </summary>
public sealed class LocalReach
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }
    public required string HomeName { get; set; }
    public double HomeLatitude { get; set; }
    public double HomeLongitude { get; set; }
    public double RadiusKilometres { get; set; }

    /// <summary>The home was read from the account's own profile.</summary>
    public bool IsGuessed { get; set; }

    /// <summary>Score over local people alone, 0–100.</summary>
    public double LocalScore { get; set; }

    public double LocalPeople { get; set; }
    public double FartherPeople { get; set; }
    public double UnknownPeople { get; set; }

    /// <summary>Accounts that acted, counted plainly.</summary>
    public int LocalActors { get; set; }

    public int FartherActors { get; set; }
    public int UnknownActors { get; set; }
}

/// <summary>Which side of the radius a place lies on. Stored: never renumber.</summary>
public enum PlaceSide : byte
{
    Local = 1,
    Farther = 2,

    /// <summary>A region or country that reaches across the radius: too coarse to say.</summary>
    Unclear = 3,
}

/// <summary>A place where people live who act on an account.</summary>
public sealed class PlaceContribution
{
    public int ScoreRunId { get; set; }
    public int AccountId { get; set; }

    /// <summary>0 for the place with the most people.</summary>
    public int Rank { get; set; }

    public required string Label { get; set; }
    public double Latitude { get; set; }
    public double Longitude { get; set; }
    public PlaceSide Side { get; set; }
    public int Actors { get; set; }

    /// <summary>Heads of the True Reach.</summary>
    public double People { get; set; }

    /// <summary>Points of the score, all parts.</summary>
    public double Points { get; set; }
}

internal static class PlaceModel
{
    public static void ConfigurePlaces(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountHome>().HasKey(h => h.AccountId);
        modelBuilder.Entity<AccountHome>().Property(h => h.AccountId).ValueGeneratedNever();
        modelBuilder.Entity<CustomPlace>().HasIndex(p => p.Name).IsUnique();
        modelBuilder.Entity<LocalReach>(e =>
        {
            e.HasKey(r => new { r.ScoreRunId, r.AccountId });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<PlaceContribution>(e =>
        {
            e.HasKey(c => new { c.ScoreRunId, c.AccountId, c.Rank });
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
    }
}
