using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data;

/// <summary>
/// The stamp on SQLite: a random number in the file's header (PRAGMA user_version), written with each transaction of <see cref="SqliteInfluenceDbContext"/>.
/// SQLite's own data_version would also change with every tick of the scheduler, whose tables lie in the same file.
/// </summary>
public sealed class SqliteStoreStamp(string connectionString) : StoreStamp
{
    // One connection for all: a look takes microseconds, an opening does not.
    private readonly SqliteConnection _connection = new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
    private readonly Lock _oneAtATime = new();
    private RowReader? _look;

    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public override long Read()
    {
        lock (_oneAtATime)
        {
            if (_look is null)
            {
                _connection.Open();
                using (var wait = _connection.CreateCommand())
                {
                    wait.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {_connection.DefaultTimeout * 1000}");
                    wait.ExecuteNonQuery();
                }
                _look = RowReader.Open(_connection, "PRAGMA user_version");
            }
            // Begun anew each time, and once more afterwards: a statement that has not ended keeps the moment that it reads.
            _look.Start();
            _look.Next();
            var stamp = _look.Long(0);
            _look.Start();
            return stamp;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _look?.Dispose();
        _connection.Dispose();
    }

    internal sealed class Renewal : StampRenewal
    {
        public static readonly Renewal Instance = new();

        protected override void Renew(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {RandomNumberGenerator.GetInt32(1, int.MaxValue)}");
            command.ExecuteNonQuery();
        }
    }
}
