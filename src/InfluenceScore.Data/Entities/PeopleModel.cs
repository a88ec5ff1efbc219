using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Entities;

/// <summary>
/// Keys and indexes of people, what they may see, and how they prove who they are. Written out instead of inherited from Identity's own context:
/// of its tables these three are used, and no option of the running program changes the model.
/// </summary>
internal static class PeopleModel
{
    private const int MaxName = 256, MaxLoginKey = 256;

    public static void ConfigurePeople(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>(e =>
        {
            e.ToTable("Users");
            e.HasIndex(u => u.NormalizedUserName).IsUnique();
            e.HasIndex(u => u.NormalizedEmail).IsUnique();
            e.Property(u => u.UserName).HasMaxLength(MaxName);
            e.Property(u => u.NormalizedUserName).HasMaxLength(MaxName);
            e.Property(u => u.Email).HasMaxLength(MaxName);
            e.Property(u => u.NormalizedEmail).HasMaxLength(MaxName);
            e.Property(u => u.Name).HasMaxLength(User.MaxName);
            e.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
            // The one DateTimeOffset of Identity, under the one convention for time.
            e.Property(u => u.LockoutEnd).HasConversion(t => t!.Value.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
            e.Ignore(u => u.PhoneNumber);
            e.Ignore(u => u.PhoneNumberConfirmed);
            e.HasOne<User>().WithMany().HasForeignKey(u => u.InvitedById).OnDelete(DeleteBehavior.SetNull);
        });
        modelBuilder.Entity<IdentityUserLogin<int>>(e =>
        {
            e.ToTable("UserLogins");
            e.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            e.Property(l => l.LoginProvider).HasMaxLength(MaxLoginKey);
            e.Property(l => l.ProviderKey).HasMaxLength(MaxLoginKey);
            e.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        });
        modelBuilder.Entity<IdentityUserToken<int>>(e =>
        {
            e.ToTable("UserTokens");
            e.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            e.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
        });
        modelBuilder.Entity<UserAccount>(e =>
        {
            e.HasKey(a => new { a.UserId, a.AccountId });
            e.HasIndex(a => a.AccountId);
            e.HasOne<User>().WithMany().HasForeignKey(a => a.UserId);
            e.HasOne<User>().WithMany().HasForeignKey(a => a.GivenById).OnDelete(DeleteBehavior.SetNull);
            e.HasAnnotation(InfluenceDbContext.ClusteredByKey, true);
        });
        modelBuilder.Entity<PasswordLink>(e =>
        {
            e.HasIndex(l => l.TokenHash).IsUnique();
            e.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<User>().WithMany().HasForeignKey(l => l.CreatedById).OnDelete(DeleteBehavior.SetNull);
        });
    }
}
