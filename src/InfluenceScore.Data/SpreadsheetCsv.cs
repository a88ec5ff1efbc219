using System.Globalization;
using CsvHelper;

namespace InfluenceScore.Data;

/// <summary>
/// CSV that people open in spreadsheets, where a cell that begins like a formula may be run as one. The one guard of every list that the program writes, workbooks included; the files of
/// a bundle are the exception, because they must be read back exactly.
/// </summary>
public static class SpreadsheetCsv
{
    /// <summary>The writer's own guard is off: it knows no wide forms of the signs.</summary>
    public static CsvWriterOptions Options { get; } = new() { NewLine = "\n", Injection = CsvInjection.None };

    public static CsvWriter Create(TextWriter writer) => CsvWriter.Create(writer, Options, leaveOpen: true);

    /// <summary>The text, behind an apostrophe where it begins with a sign that a spreadsheet takes for a formula (OWASP: = + - @, tab, line ends, and their wide forms), also behind blanks and invisible signs.</summary>
    public static string? Safe(string? text)
    {
        foreach (var c in text ?? "")
        {
            if (c is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠')
                return "'" + text;
            if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                break;
        }
        return text;
    }

    /// <summary>Writes a cell: texts guarded, numbers as they are (−0.4 is no formula), null empty.</summary>
    public static void WriteCell(this CsvWriter csv, object? value) => csv.WriteField(value switch
    {
        null => null,
        string text => Safe(text),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    });
}
