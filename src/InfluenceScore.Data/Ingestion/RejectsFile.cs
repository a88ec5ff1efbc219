using System.Globalization;
using CsvHelper;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// The list of rows that an import could not use, as CSV: file, line, reason. It comes into being with the first of them, replacing
/// what stood there. Names and reasons quote hostile text, and people open such lists in spreadsheets: no cell can be taken for a formula.
/// </summary>
public sealed class RejectsFile(string path) : IDisposable
{
    public const int MostFirst = 200;

    private readonly List<RejectedRow> _first = [];
    private CsvWriter? _writer;

    public string Path => path;

    /// <summary>The first rows, at most <see cref="MostFirst"/>, to be shown without opening the file.</summary>
    public IReadOnlyList<RejectedRow> First => _first;

    /// <summary>Whether anything was rejected, so that there is a file.</summary>
    public bool Exists => _writer is not null;

    /// <exception cref="InfluenceScoreException">The file cannot be written.</exception>
    public void Add(string file, long line, string reason)
    {
        if (_first.Count < MostFirst)
            _first.Add(new RejectedRow(file, line, reason));
        try
        {
            if (_writer is null)
            {
                _writer = CsvWriter.ToFile(path, SpreadsheetCsv.Options);
                _writer.WriteRecord(["file", "line", "reason"]);
            }
            _writer.WriteRecord([SpreadsheetCsv.Safe(file), line.ToString(CultureInfo.InvariantCulture), SpreadsheetCsv.Safe(reason)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CannotWrite(e);
        }
    }

    /// <exception cref="InfluenceScoreException">The file cannot be written.</exception>
    public void Flush()
    {
        try
        {
            _writer?.Flush();
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    public void Dispose()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (IOException)
        {
            // The disk is full: Flush has said so where it matters.
        }
    }

    private InfluenceScoreException CannotWrite(Exception e) => new($"The list of rejected rows {path} cannot be written: {e.Message}", e);
}

/// <summary>A row that did not go in.</summary>
/// <param name="File">The file inside the bundle.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Reason">Why, with what the row said: hostile text.</param>
public sealed record RejectedRow(string File, long Line, string Reason);
