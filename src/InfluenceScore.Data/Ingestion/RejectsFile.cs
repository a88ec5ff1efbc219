using System.Globalization;
using System.Text;

namespace InfluenceScore.Data.Ingestion;

/// <summary>
/// The list of rows that an import could not use, as CSV: file, line, reason. It comes into being with the first of them, replacing
/// what stood there. Names and reasons quote hostile text, and people open such lists in spreadsheets: no cell can be taken for a formula.
/// </summary>
public sealed class RejectsFile(string path) : IDisposable
{
    private StreamWriter? _writer;

    public string Path => path;

    /// <summary>Whether anything was rejected, so that there is a file.</summary>
    public bool Exists => _writer is not null;

    /// <exception cref="InfluenceScoreException">The file cannot be written.</exception>
    public void Add(string file, long line, string reason)
    {
        try
        {
            if (_writer is null)
            {
                _writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
                _writer.WriteLine("file,line,reason");
            }
            _writer.WriteLine($"{Cell(file)},{line.ToString(CultureInfo.InvariantCulture)},{Cell(reason)}");
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

    // A leading =, +, -, @, tab or return makes a formula (owasp.org/www-community/attacks/CSV_Injection); an apostrophe makes it text.
    private static string Cell(string text)
    {
        var oneLine = text.AsSpan().ContainsAny("\r\n\0") ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
        var harmless = oneLine.Length > 0 && "=+-@\t".Contains(oneLine[0], StringComparison.Ordinal) ? "'" + oneLine : oneLine;
        return harmless.AsSpan().ContainsAny(",\"") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
