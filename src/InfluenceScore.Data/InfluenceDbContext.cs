using System.Data.Common;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Ingestion.Bulk;
using InfluenceScore.Data.Scores;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace InfluenceScore.Data;

/// <summary>
/// The store. Abstract: each engine has its own derived context with its own migrations (<see cref="SqliteInfluenceDbContext"/>, <see cref="PostgresInfluenceDbContext"/>).
/// Facts (accounts, profiles, posts, interactions, follow events) are written by the Ingestor only, scores by the ScoringService only.
/// </summary>
public abstract class InfluenceDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>Marks tables that lie in the order of their primary key (SQLite: WITHOUT ROWID).</summary>
    public const string ClusteredByKey = "InfluenceScore:ClusteredByKey";

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Profile> Profiles => Set<Profile>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Interaction> Interactions => Set<Interaction>();
    public DbSet<FollowEvent> FollowEvents => Set<FollowEvent>();
    public DbSet<ScoreRun> ScoreRuns => Set<ScoreRun>();
    public DbSet<Score> Scores => Set<Score>();
    public DbSet<PersonContribution> PersonContributions => Set<PersonContribution>();
    public DbSet<PostContribution> PostContributions => Set<PostContribution>();
    public DbSet<ScoreChange> ScoreChanges => Set<ScoreChange>();
    public DbSet<IngestionRun> IngestionRuns => Set<IngestionRun>();
    public DbSet<IngestionRunLine> IngestionRunLines => Set<IngestionRunLine>();
    public DbSet<IngestionSchedule> IngestionSchedules => Set<IngestionSchedule>();
    public DbSet<SourceSecret> SourceSecrets => Set<SourceSecret>();
    public DbSet<FollowListing> FollowListings => Set<FollowListing>();
    public DbSet<FollowList> FollowLists => Set<FollowList>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<ClientAccount> ClientAccounts => Set<ClientAccount>();
    public DbSet<ClientScore> ClientScores => Set<ClientScore>();
    public DbSet<ClientShare> ClientShares => Set<ClientShare>();
    public DbSet<ClientReport> ClientReports => Set<ClientReport>();
    public DbSet<Letterhead> Letterheads => Set<Letterhead>();
    public DbSet<ShareLink> ShareLinks => Set<ShareLink>();
    public DbSet<AccountAudience> AccountAudiences => Set<AccountAudience>();
    public DbSet<AudiencePerson> AudiencePeople => Set<AudiencePerson>();
    public DbSet<PersonActedOn> PeopleActedOn => Set<PersonActedOn>();
    public DbSet<Pattern> Patterns => Set<Pattern>();
    public DbSet<PatternNote> PatternNotes => Set<PatternNote>();

    public DbSet<AccountHome> AccountHomes => Set<AccountHome>();
    public DbSet<CustomPlace> CustomPlaces => Set<CustomPlace>();
    public DbSet<LocalReach> LocalReaches => Set<LocalReach>();
    public DbSet<PlaceContribution> PlaceContributions => Set<PlaceContribution>();

    public DbSet<User> Users => Set<User>();
    public DbSet<UserAccount> UserAccounts => Set<UserAccount>();
    public DbSet<PasswordLink> PasswordLinks => Set<PasswordLink>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<ErasedName> ErasedNames => Set<ErasedName>();
    public DbSet<ErasureRequest> ErasureRequests => Set<ErasureRequest>();

    /// <summary>The keys behind cookies, forms and stored secrets: with the data, so that every node has the same.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<ImportUpload> ImportUploads => Set<ImportUpload>();

    /// <summary>Whether a row can be written while another connection has a long transaction of writing open.</summary>
    internal virtual bool TakesSeveralWriters => true;

    /// <summary>Whether computed columns take room in the row (PostgreSQL before 18 knows no others).</summary>
    private protected virtual bool ComputedColumnsAreStored => false;

    /// <summary>A transaction on the open connection in which every read sees the same moment and which keeps no writer waiting.</summary>
    public abstract DbTransaction BeginReadSnapshot();

    /// <summary>Waits until nobody else makes scores, on any node, and keeps others from it until disposed of. Without it two would do the same work, and replace the same rows.</summary>
    internal abstract Task<IAsyncDisposable> HoldScoresAsync(CancellationToken cancellationToken);

    /// <summary>Has commits of the open connection move nothing from the engine's log into its tables, which waits for the disk: the next commit of another does.</summary>
    internal virtual Task LeaveInLogAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>How the store sums up the interactions of every pair for a scoring; null where they are read instead.</summary>
    internal virtual StoreSums? PrepareSums(CancellationToken cancellationToken) => null;

    /// <summary>A writer of facts in this transaction, which takes the database's one place for it.</summary>
    internal abstract FactWriter BeginFacts(DbTransaction transaction);

    /// <summary>The engine's quick way for the plain rows of a bundle, in the transaction of the ingestor; null where it cannot be gone.</summary>
    internal abstract BulkWriter? BeginBulkOrNull(Ingestor ingestor, Networks networks);

    /// <summary>Ids of accounts whose handle, name or newest known place may hold one of the texts, case aside: all that do, and perhaps more. Null where no index can tell.</summary>
    internal abstract IQueryable<int>? MayHoldOrNull(IReadOnlyCollection<string> texts);

    /// <summary>Makes indexes anew from which a name cannot be taken out by deleting its row. Inside the transaction that did so.</summary>
    internal virtual Task ForgetIndexedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>From here on the engine overwrites what is deleted through this context, where it can. Keeps the connection open.</summary>
    public virtual Task OverwriteDeletedAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Rewrites the files without what was deleted from them, in free pages and logs too. Outside any transaction.</summary>
    /// <exception cref="InfluenceScoreException">It could not be done now; nothing is lost, and it may be tried again.</exception>
    public virtual Task ForgetDeletedAsync(CancellationToken cancellationToken = default) => Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);

    // Whether the migrations say what the model says is asked by a test, and not by each process that makes a database.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // One convention for time on every engine: UTC, stored as Unix milliseconds (sorts, compares, needs no Kind).
        configurationBuilder.Properties<DateTime>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ConfigureIngestion();
        modelBuilder.ConfigureScoreChanges();
        modelBuilder.ConfigureClients();
        modelBuilder.ConfigureAudience();
        modelBuilder.ConfigurePatterns();
        modelBuilder.ConfigurePlaces();
        modelBuilder.ConfigurePeople();
        modelBuilder.ConfigureApi();
        modelBuilder.ConfigureAudit();
        modelBuilder.ConfigureErasure();
        modelBuilder.ConfigureFactsVersion();
        modelBuilder.Entity<Account>(e =>
        {
            e.HasIndex(a => new { a.Network, a.Handle }).IsUnique();
            e.HasIndex(a => a.Tracked).HasFilter("\"Tracked\"");
            // SQL's lower(), which knows no culture.
            e.Property(a => a.NameInOrder).HasComputedColumnSql("lower(coalesce(\"Name\", \"Handle\"))", stored: ComputedColumnsAreStored);
            e.HasIndex(a => new { a.NameInOrder, a.Id });
        });
        modelBuilder.Entity<Profile>(e =>
        {
            e.HasKey(p => new { p.AccountId, p.ObservedAt });
            e.HasAnnotation(ClusteredByKey, true);
        });
        modelBuilder.Entity<Post>(e =>
        {
            e.HasIndex(p => new { p.NetworkPostId, p.Network }).IsUnique();
            e.HasIndex(p => new { p.AuthorId, p.CreatedAt });
        });
        modelBuilder.Entity<Interaction>(e =>
        {
            e.HasKey(i => new { i.TargetId, i.ActorId, i.Kind, i.PostId, i.At });
            e.HasAnnotation(ClusteredByKey, true);
        });
        modelBuilder.Entity<FollowEvent>(e =>
        {
            e.HasKey(f => new { f.FollowerId, f.FolloweeId, f.Event, f.At });
            e.HasAnnotation(ClusteredByKey, true);
        });
        modelBuilder.Entity<ScoreRun>().HasIndex(r => new { r.AsOf, r.Model, r.HalfLifeDays, r.WindowDays }).IsUnique();
        modelBuilder.Entity<Score>(e =>
        {
            e.HasKey(s => new { s.AccountId, s.ScoreRunId });
            // Ordered by score; the other columns that lists sort by stand in it, so that sorting a run reads this index alone.
            e.HasIndex(s => new { s.ScoreRunId, s.Value, s.AccountId, s.TrueReach, s.Amplification, s.NetworkImpactIndex });
            e.HasAnnotation(ClusteredByKey, true);
        });
        modelBuilder.Entity<PersonContribution>(e =>
        {
            e.HasKey(c => new { c.ScoreRunId, c.AccountId, c.ActorId });
            e.HasAnnotation(ClusteredByKey, true);
        });
        modelBuilder.Entity<PostContribution>(e =>
        {
            e.HasKey(c => new { c.ScoreRunId, c.AccountId, c.PostId });
            e.HasAnnotation(ClusteredByKey, true);
        });
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTime, long>(
        t => new DateTimeOffset(DateTime.SpecifyKind(t, DateTimeKind.Utc)).ToUnixTimeMilliseconds(),
        ms => DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime);
}
