using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>
/// One row: a random number that every transaction replaces which changed what scores are made of (accounts, profiles, posts, interactions), whichever process made it. Random, so that a
/// database that was restored is never taken for a state that it is not. See <see cref="FactsWatch"/>.
/// </summary>
public sealed class FactsVersion
{
    public int Id { get; set; }

    public long Token { get; set; }
}

internal static class FactsVersionModel
{
    public static void ConfigureFactsVersion(this ModelBuilder modelBuilder) => modelBuilder.Entity<FactsVersion>(e =>
    {
        e.ToTable("FactsVersions");
        e.Property(v => v.Id).ValueGeneratedNever();
        e.HasData(new FactsVersion { Id = 1, Token = 0 });
    });
}
