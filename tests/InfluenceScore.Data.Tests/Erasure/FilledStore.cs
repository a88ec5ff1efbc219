using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Erasure;
using InfluenceScore.Data.Scores;
using InfluenceScore.Data.Scores.Patterns;
using InfluenceScore.Data.Tests.Ingestion;
using InfluenceScore.Scoring.Explanations;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Erasure;

/// <summary>A store in which every column of the <see cref="ErasureMap"/> that may name an account names one: made from the map and the model, so that a new column is filled too.</summary>
internal static class FilledStore
{
    public const int VictimId = 1, OtherId = 2;
    public const string Handle = "wanderlune", Name = "Wander Lune Trinkets", UserId = "uid-771300917", PostText = "seventeen lanterns over the weir";

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        db.AddRange(
            new Account { Id = VictimId, Network = "x", Handle = Handle, Name = Name, NetworkUserId = UserId, Tracked = true },
            new Account { Id = OtherId, Network = "x", Handle = "odo", Name = "Odo", Tracked = true });
        await db.SaveChangesAsync();
        db.Add(new Post { Id = 1, Network = "x", NetworkPostId = "own-1", AuthorId = VictimId, CreatedAt = At(0), Kind = PostKind.Original, Text = PostText });
        db.Add(new Post { Id = 2, Network = "x", NetworkPostId = "other-repost", AuthorId = OtherId, CreatedAt = At(1), Kind = PostKind.Repost, RefersToId = 1, Text = $"RT @{Handle}: {PostText}" });
        db.Add(new Post { Id = 3, Network = "x", NetworkPostId = "other-answer", AuthorId = OtherId, CreatedAt = At(2), Kind = PostKind.Reply, RefersToId = 1, Text = $"hello @{Handle}, see https://x.example/{Handle}/1 and @{Handle}ish" });
        await db.SaveChangesAsync();
        var number = 10;
        var rows = ErasureMap.Columns.Where(c => c.Entity != typeof(Account) && c.How is not (Erasing.NamesNobody or Erasing.WithItsRow))
            .Select(c => Row(db, c.Entity, c.Column, c.How, ++number)).ToList();
        foreach (var row in rows)
            AddParents(db, row);
        await db.SaveChangesAsync();
        if (TestEngine.IsPostgres)
            PostgresDatabase.BringNumbersUp(db);
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return database;
    }

    /// <summary>
    /// Whether the store holds a text, in whatever case: on SQLite in any byte of its files. On PostgreSQL in any row of any table, as text or as bytes; what its files
    /// hold in freed space and its log is the server's, and out of our sight.
    /// </summary>
    public static bool Holds(TestDatabase database, string text) => TestEngine.IsPostgres
        ? Rows(database).Any(row => row.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Contains(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal))
        : Directory.EnumerateFiles(database.Folder).Any(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(text, StringComparison.OrdinalIgnoreCase));

    private static List<string> Rows(TestDatabase database)
    {
        using var db = database.Open();
        var tables = db.Database.SqlQuery<string>($"SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')").ToList();
#pragma warning disable EF1002 // names of tables only
        return [.. tables.SelectMany(table => db.Database.SqlQueryRaw<string>($"SELECT CAST(t.* AS text) FROM {table} t").ToList())];
#pragma warning restore EF1002
    }

    /// <summary>The rows that a row points at and that are not there: people, clients, runs, webhooks. They name nobody.</summary>
    private static void AddParents(InfluenceDbContext db, object row)
    {
        foreach (var key in db.Model.FindEntityType(row.GetType())!.GetForeignKeys())
        {
            var (type, property) = (key.PrincipalEntityType.ClrType, key.Properties.Single());
            if (property.PropertyInfo!.GetValue(row) is not int id || db.Find(type, id) is not null)
                continue;
            var parent = Activator.CreateInstance(type)!;
            foreach (var needed in key.PrincipalEntityType.GetProperties().Where(p => p.PropertyInfo is { CanWrite: true }))
            {
                needed.PropertyInfo!.SetValue(parent, needed switch
                {
                    _ when needed.IsPrimaryKey() => id,
                    _ when needed.ClrType == typeof(string) => $"parent {id}",
                    _ when needed.ClrType == typeof(DateTime) => At(id),
                    _ when needed.IsForeignKey() && !needed.IsNullable => id,
                    _ when needed.ClrType.IsEnum => Enum.GetValues(needed.ClrType).GetValue(needed.ClrType == typeof(RunStatus) ? 3 : 0),
                    _ => needed.PropertyInfo.GetValue(parent),
                });
            }
            AddParents(db, parent);
            db.Add(parent);
        }
    }

    private static object Row(InfluenceDbContext db, Type entity, string column, Erasing how, int number)
    {
        var row = Activator.CreateInstance(entity)!;
        var model = db.Model.FindEntityType(entity)!;
        foreach (var property in model.GetProperties())
        {
            var of = ErasureMap.Columns.Where(c => c.Entity == entity && c.Column == property.Name).Select(c => (Erasing?)c.How).FirstOrDefault();
            var isIt = property.Name == column;
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            object? value = type switch
            {
                _ when property.Name == "Id" => null, // made by the store
                _ when type == typeof(int) && of is Erasing.RowOfAccount => isIt ? VictimId : OtherId,
                _ when type == typeof(int) && of is Erasing.RowOfPost or Erasing.Reference => !isIt ? number : entity == typeof(ErasureRequest) ? VictimId : 1,
                _ when type == typeof(int) => number,
                _ when type == typeof(string) && of is Erasing.Foreign or Erasing.Own or Erasing.Emptied or Erasing.RowThatNames => $"of @{Handle} or x:{Handle}, {number}",
                _ when type == typeof(string) && of is Erasing.WithItsRow && how == Erasing.RowOfAccount && !property.IsForeignKey() => $"{Handle} {number}",
                _ when type == typeof(string) => $"text {number}",
                _ when type == typeof(byte[]) && of is Erasing.Packed => StoredCauses.Pack([new StoredCause((ChangeCause)1, 1, 0, 0, 0, 2, [VictimId, OtherId], [new StoredShare(VictimId, .5)], [new StoredShare(1, .5)])]),
                _ when type == typeof(byte[]) => BitConverter.GetBytes(number),
                _ when type == typeof(DateTime) => At(number),
                _ => null,
            };
            if (entity == typeof(Pattern) && property.Name == nameof(Pattern.Figures))
                value = new PatternFigures { PeopleCount = 2, People = [new(VictimId), new(OtherId)] }.ToJson();
            if (entity == typeof(IngestionRun) && property.Name == nameof(IngestionRun.Status))
                value = RunStatus.Done;
            if (entity == typeof(Interaction) && property.Name == nameof(Interaction.Kind))
                value = Scoring.InteractionKind.Like;
            // Another account's row that only speaks of the erased one stays.
            if (value is not null && property.PropertyInfo is { CanWrite: true } info)
                info.SetValue(row, value);
        }
        return row;
    }

    private static DateTime At(int minute) => new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute);
}
