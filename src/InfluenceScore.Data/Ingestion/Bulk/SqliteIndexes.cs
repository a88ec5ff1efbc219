using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// Takes the indexes of empty tables away and makes them, from sorted rows, when somebody is about to look for something: a third of what they cost row by row. All in the transaction of
/// an import: others see the indexes as they were, before its commit and after it, and so does whoever comes after a process that was killed.
/// </summary>
internal sealed class SqliteIndexes(SqliteConnection connection)
{
    private readonly List<(string Table, string Sql)> _away = [];

    public void TakeAway(string emptyTable)
    {
        var names = new List<string>();
        using (var indexes = Command("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $table AND sql IS NOT NULL"))
        {
            indexes.Parameters.AddWithValue("$table", emptyTable);
            using var index = indexes.ExecuteReader();
            while (index.Read())
            {
                names.Add(index.GetString(0));
                _away.Add((emptyTable, index.GetString(1)));
            }
        }
        foreach (var name in names)
            Execute($"DROP INDEX \"{name}\"");
    }

    /// <summary>Makes those of one table, or all.</summary>
    public void Make(string? table = null)
    {
        foreach (var index in _away.Where(i => table is null || i.Table == table).ToList())
        {
            Execute(index.Sql);
            _away.Remove(index);
        }
    }

    /// <summary>Runs one or more statements that need no values.</summary>
    public void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Security", "CA2100", Justification = "What SQLite itself keeps of its indexes.")]
    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
