using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace InfluenceScore.Data.Ingestion;

/// <summary>Statements with positional parameters on one connection.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Names and constants of this program only; values are parameters.")]
internal sealed class PostgresStatements(NpgsqlConnection connection)
{
    private Task _busy = Task.CompletedTask;

    /// <summary>The connection, once it is free.</summary>
    public NpgsqlConnection Connection
    {
        get
        {
            Wait();
            return connection;
        }
    }

    /// <summary>Statements take as long as they take, whatever Command Timeout says.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Uses the connection on another thread; whoever wants it next waits, and is told of what went wrong.</summary>
    public void Begin(Action<NpgsqlConnection> work)
    {
        Wait();
        _busy = Task.Run(() => work(connection));
    }

    public void Wait()
    {
        var busy = _busy;
        _busy = Task.CompletedTask;
        busy.GetAwaiter().GetResult();
    }

    /// <returns>Rows written.</returns>
    public int Execute(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public object? Scalar(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    public Rows Query(string sql, params object[] values) => new(Command(sql, values));

    /// <summary>New values of a table's identity, ascending.</summary>
    public int[] NewIds(string table, int count)
    {
        var ids = new int[count];
        using var rows = Query($"""SELECT nextval(pg_get_serial_sequence('"{table}"', 'Id'))::int FROM generate_series(1, $1)""", count);
        for (var i = 0; rows.Read(); i++)
            ids[i] = rows.GetInt32(0);
        return ids;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        if (IsPatient)
            command.CommandTimeout = 0;
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>A reader that takes its command with it.</summary>
    internal sealed class Rows(NpgsqlCommand command) : IDisposable
    {
        private readonly NpgsqlDataReader _reader = command.ExecuteReader();

        public bool Read() => _reader.Read();

        public int GetInt32(int column) => _reader.GetInt32(column);

        public long GetInt64(int column) => _reader.GetInt64(column);

        public short GetInt16(int column) => _reader.GetInt16(column);

        public string GetString(int column) => _reader.GetString(column);

        public bool GetBoolean(int column) => _reader.GetBoolean(column);

        public void Dispose()
        {
            _reader.Dispose();
            command.Dispose();
        }
    }
}
