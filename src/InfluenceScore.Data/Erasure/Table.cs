using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace InfluenceScore.Data.Erasure;

/// <summary>A table of the model with its names as the engine writes them.</summary>
internal sealed class Table
{
    private readonly InfluenceDbContext _db;
    private readonly IEntityType _entity;
    private readonly StoreObjectIdentifier _store;
    private readonly ISqlGenerationHelper _sql;

    private Table(InfluenceDbContext db, IEntityType entity)
    {
        (_db, _entity, _sql) = (db, entity, db.GetService<ISqlGenerationHelper>());
        _store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        Quoted = _sql.DelimitIdentifier(Name);
        Key = [.. entity.FindPrimaryKey()!.Properties.Select(p => Column(p.Name))];
    }

    public string Name => _entity.GetTableName()!;

    public string Quoted { get; }

    public IReadOnlyList<string> Key { get; }

    public static Table Of(InfluenceDbContext db, Type entity) => new(db, db.Model.FindEntityType(entity)!);

    public string Column(string property) => _sql.DelimitIdentifier(_entity.FindProperty(property)!.GetColumnName(_store)!);

    public bool MayBeNull(string property) => _entity.FindProperty(property)!.IsNullable;

    /// <summary>Keys and texts of the rows whose text holds one of these lower-case ASCII words anywhere.</summary>
    public async Task<List<(object[] Key, string Text)>> ReadAsync(string property, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        await using var command = _db.Database.GetDbConnection().CreateCommand();
        command.Transaction = _db.Database.CurrentTransaction?.GetDbTransaction();
        var text = Column(property);
        for (var i = 0; i < words.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@w{i}", "%" + words[i].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
            command.Parameters.Add(parameter);
        }
        var holds = words.Count == 0 ? "1 = 1" : string.Join(" OR ", words.Select((_, i) => $"lower({text}) LIKE @w{i} ESCAPE '\\'"));
        command.CommandText = $"SELECT {text}, {string.Join(", ", Key)} FROM {Quoted} WHERE {text} IS NOT NULL AND ({holds})";
        List<(object[], string)> found = [];
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(([.. Enumerable.Range(1, Key.Count).Select(rows.GetValue)], rows.GetString(0)));
        return found;
    }
}
