using InfluenceScore.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfluenceScore.Tests.Engines;

/// <summary>
/// Which engine the tests of the store run on. The same tests run on both: once on SQLite and, where INFLUENCESCORE_TEST_POSTGRES names a server (tests/run.sh starts one), a
/// second time with INFLUENCESCORE_TEST_ENGINE=PostgreSql. A test about one engine's own ways says so by its attribute.
/// </summary>
public static class TestEngine
{
    /// <summary>Connection string of a superuser of a server for tests; null where there is none.</summary>
    public static readonly string? Server = Environment.GetEnvironmentVariable("INFLUENCESCORE_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    public static readonly bool IsPostgres = Environment.GetEnvironmentVariable("INFLUENCESCORE_TEST_ENGINE") is "PostgreSql"
        && (Server is not null ? true : throw new InvalidOperationException("INFLUENCESCORE_TEST_POSTGRES must name the server to test on."));
}

/// <summary>About files, pragmas or pools of SQLite.</summary>
public sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute() => Skip = TestEngine.IsPostgres ? "is about SQLite" : null;
}

/// <inheritdoc cref="SqliteFactAttribute"/>
public sealed class SqliteTheoryAttribute : TheoryAttribute
{
    public SqliteTheoryAttribute() => Skip = TestEngine.IsPostgres ? "is about SQLite" : null;
}

/// <summary>About PostgreSQL, or about both engines at once; runs wherever there is a server.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = TestEngine.Server is null ? "needs PostgreSQL: tests/run.sh starts one, or INFLUENCESCORE_TEST_POSTGRES names one" : null;
}

/// <summary>A database of its own on the test server, of the current schema: a copy of one that was migrated once, which takes milliseconds. Dropped when disposed of.</summary>
public sealed class PostgresDatabase : IDisposable
{
    private static readonly Lazy<string> Template = new(MakeTemplate);

    /// <param name="migrated">False: an empty database.</param>
    public PostgresDatabase(bool migrated = true)
    {
        var template = migrated ? Template.Value : "template0";
        Name = $"test_{Guid.NewGuid():N}";
        Administer($"""CREATE DATABASE "{Name}" TEMPLATE "{template}" """);
    }

    public string Name { get; }

    // No pool: its idle connections would outnumber the server's.
    public string ConnectionString => On(Name);

    public PostgresInfluenceDbContext Open() => Open(ConnectionString);

    /// <summary>With the setting Database__SumInStore.</summary>
    public PostgresInfluenceDbContext OpenSummingInStore() => Open(ConnectionString, new SumsInStore());

    /// <summary>After rows were stored with numbers of their own: the next number is behind the highest.</summary>
    public static void BringNumbersUp(InfluenceDbContext db)
    {
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var key = entity.FindPrimaryKey();
            if (key is not { Properties: [{ ValueGenerated: Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd } id] } || id.ClrType == typeof(string) || id.ClrType == typeof(Guid))
                continue;
            var (table, column) = (entity.GetTableName()!, id.GetColumnName());
#pragma warning disable EF1002 // names of tables only
            db.Database.ExecuteSqlRaw($"""SELECT setval(pg_get_serial_sequence('"{table}"', '{column}'), greatest(1, (SELECT max("{column}") FROM "{table}")))""");
#pragma warning restore EF1002
        }
    }

    public void Dispose() => Administer($"""DROP DATABASE IF EXISTS "{Name}" WITH (FORCE)""");

    private static string MakeTemplate()
    {
        var name = $"template_{Environment.ProcessId}_{Guid.NewGuid():N}";
        Administer($"""CREATE DATABASE "{name}" """);
        using var db = Open(On(name));
        DatabaseSetup.CreateOrMigrateAsync(db).GetAwaiter().GetResult();
        return name;
    }

    private static PostgresInfluenceDbContext Open(string connectionString, SumsInStore? sums = null) =>
        new(new DbContextOptionsBuilder<PostgresInfluenceDbContext>().UseNpgsql(connectionString).Options, sums);

    private static string On(string database) => new NpgsqlConnectionStringBuilder(TestEngine.Server) { Database = database, Pooling = false, IncludeErrorDetail = true }.ToString();

#pragma warning disable CA2100 // names made here
    private static void Administer(string sql)
    {
        using var connection = new NpgsqlConnection(On("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
