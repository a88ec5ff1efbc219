using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Ingestion.Bulk;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace InfluenceScore.Data;

/// <summary>
/// The store on PostgreSQL, and every quirk of that engine. Texts compare by their bytes (collation C), so that names sort and match as on the other engine, whatever the
/// server's own language is.
/// </summary>
/// <param name="sumsInStore">Registered where the store sums up the interactions of every pair (Database__SumInStore).</param>
public sealed class PostgresInfluenceDbContext(DbContextOptions<PostgresInfluenceDbContext> options, SumsInStore? sumsInStore = null) : InfluenceDbContext(options)
{
    private const long MakesScores = 0x696E666C7565_03;

    private protected override bool ComputedColumnsAreStored => true;

    public override DbTransaction BeginReadSnapshot() => ((NpgsqlConnection)Database.GetDbConnection()).BeginTransaction(IsolationLevel.RepeatableRead);

    internal override StoreSums? PrepareSums(CancellationToken cancellationToken)
    {
        if (sumsInStore is null)
            return null;
        var connectionString = Database.GetConnectionString()!;
        EvidenceInStore.Prepare(connectionString);
        return (options, accounts, numberOf) => EvidenceInStore.Sum(connectionString, options, accounts, numberOf, cancellationToken);
    }

    internal override IQueryable<int>? MayHoldOrNull(IReadOnlyCollection<string> texts) => PostgresSearchIndex.MayHoldOrNull(this, texts);

    internal override FactWriter BeginFacts(DbTransaction transaction) => new PostgresFactWriter((NpgsqlConnection)transaction.Connection!);

    internal override BulkWriter? BeginBulkOrNull(Ingestor ingestor, Networks networks) => PostgresBulkWriter.BeginOrNull(this, (NpgsqlConnection)Database.GetDbConnection(), ingestor, networks);

    internal override async Task<IAsyncDisposable> HoldScoresAsync(CancellationToken cancellationToken) =>
        await PostgresLock.HoldAsync(Database.GetConnectionString()!, MakesScores, cancellationToken);

    // FULL writes the tables anew; a plain one leaves the bytes of what was deleted until somebody needs the room. It takes as long as it takes. Only the product's own tables: with
    // the server's catalogues two at once would wait for each other. Statistics of columns quote frequent values, so they are made anew and rewritten as well.
    public override async Task ForgetDeletedAsync(CancellationToken cancellationToken = default)
    {
        Database.SetCommandTimeout(TimeSpan.Zero);
        var tables = await Database.SqlQueryRaw<string>(
            "SELECT format('%I.%I', schemaname, tablename) AS \"Value\" FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1").ToListAsync(cancellationToken);
#pragma warning disable EF1002, CA2100 // names that the server has quoted
        await Database.ExecuteSqlRawAsync($"VACUUM (FULL, ANALYZE) {string.Join(", ", tables)}", cancellationToken);
#pragma warning restore EF1002, CA2100
        await Database.ExecuteSqlRawAsync("VACUUM (FULL) pg_catalog.pg_statistic", cancellationToken);
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.AddInterceptors(FactsWatch.Instance, PostgresStoreStamp.Renewal.Instance, LikeWithoutCase.Instance);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        PostgresStoreStamp.Configure(modelBuilder);
        // Acts without a time are few, and looked for with every act that has one.
        modelBuilder.Entity<Interaction>().HasIndex(i => new { i.TargetId, i.ActorId }, "IX_Interactions_Untimed").HasFilter("\"At\" = 0");
    }

    /// <summary>SQLite's LIKE takes A–Z and a–z as the same; here both sides become lower-case, which under collation C means just these letters as well, and can be looked up in an index.</summary>
    private sealed class LikeWithoutCase : ExpressionVisitor, IQueryExpressionInterceptor
    {
        public static readonly LikeWithoutCase Instance = new();

        private static readonly MethodInfo ToLower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
        private static readonly MethodInfo Collate = typeof(RelationalDbFunctionsExtensions).GetMethod(nameof(RelationalDbFunctionsExtensions.Collate))!.MakeGenericMethod(typeof(string));

        public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) => Visit(queryExpression);

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method is not { Name: nameof(DbFunctionsExtensions.Like) } method || method.DeclaringType != typeof(DbFunctionsExtensions))
                return base.VisitMethodCall(node);
            var (functions, text, pattern) = (node.Arguments[0], Visit(node.Arguments[1]), Visit(node.Arguments[2]));
            // A text that comes with the query has no column's collation.
            return node.Update(null, [functions, Expression.Call(text, ToLower), Expression.Call(Expression.Call(Collate, functions, pattern, Expression.Constant("C")), ToLower), .. node.Arguments.Skip(3)]);
        }
    }
}

/// <summary>Says that interactions of every pair are summed up where they lie.</summary>
public sealed record SumsInStore;

/// <summary>Used by `dotnet ef migrations add`; connects to nothing.</summary>
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresInfluenceDbContext>
{
    public PostgresInfluenceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresInfluenceDbContext>().UseNpgsql("Host=design-time").Options);
}
