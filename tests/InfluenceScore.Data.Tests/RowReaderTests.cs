using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Data.Tests;

public sealed class RowReaderTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly DbTransaction _transaction;

    public RowReaderTests()
    {
        _connection.Open();
        _transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.CommandText = """CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, 'Größe 🥐'), (-9007199254740993, NULL), (3, 'a RoBoT'), (4, '')""";
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    [Fact]
    public void Rows_are_counted_and_read_in_order()
    {
        var rows = new List<(long, string?)>();
        RowReader.Each(_transaction, "SELECT a, b FROM t ORDER BY rowid", row => rows.Add((row.Long(0), row.TextOrNull(1))));

        Assert.Equal(4, RowReader.Count(_transaction, "FROM t"));
        Assert.Equal(1, RowReader.Count(_transaction, "FROM t WHERE b IS NULL"));
        Assert.Equal([(1, "Größe 🥐"), (-9007199254740993, null), (3, "a RoBoT"), (4, "")], rows);
    }

    [Fact]
    public void Texts_follow_each_other_in_an_array_that_grows()
    {
        var (chars, bytes, charEnd, byteEnd) = (Array.Empty<char>(), Array.Empty<byte>(), 0, 0);
        RowReader.Each(_transaction, "SELECT b FROM t ORDER BY rowid", row =>
        {
            charEnd += row.AppendText(0, ref chars, charEnd);
            byteEnd += row.AppendUtf8(0, ref bytes, byteEnd);
        });

        Assert.Equal("Größe 🥐a RoBoT", new string(chars.AsSpan(0, charEnd)));
        Assert.Equal("Größe 🥐a RoBoT", System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, byteEnd)));
    }

    [Fact]
    public void A_statement_starts_anew_with_other_values_and_finds_letters_of_any_case()
    {
        using var rows = RowReader.Open(_transaction, "SELECT b FROM t WHERE a = @p0", parameters: 1);
        foreach (var (value, says) in new[] { (3, true), (1, false), (4, false) })
        {
            rows.Start(value);
            Assert.True(rows.Next());
            Assert.Equal(says, rows.Contains(0, "bot"u8));
            Assert.False(rows.Next());
        }
    }
}
