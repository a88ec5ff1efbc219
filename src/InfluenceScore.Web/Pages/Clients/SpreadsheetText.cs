namespace InfluenceScore.Web.Pages.Clients;

/// <summary>Texts for spreadsheets, where a cell that begins like a formula may be run as one.</summary>
public static class SpreadsheetText
{
    /// <summary>The text, behind an apostrophe where it begins with a sign that a spreadsheet takes for a formula (OWASP: = + - @, tab, carriage return, and their wide forms).</summary>
    public static string? Safe(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
        ? "'" + text
        : text;
}
