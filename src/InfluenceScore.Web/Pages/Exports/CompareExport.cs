using System.Globalization;
using InfluenceScore.Web.Pages.Compare;

namespace InfluenceScore.Web.Pages.Exports;

/// <summary>The table of the compare page as rows of a file.</summary>
internal static class CompareExport
{
    public static IReadOnlyList<string> Columns { get; } = [.. CompareTable.Heads.Select(h => h.Key), "as_of", "model"];

    public static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(Comparison comparison)
    {
        foreach (var column in comparison.Columns)
            yield return [column.Name, .. CompareTable.Cells(column).Select(Value), Moment(comparison.Run!.AsOf), comparison.Run.Model];
        await Task.CompletedTask;
    }

    internal static string Moment(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static object? Value(CompareTable.Cell cell) => cell switch
    {
        { Plain.Length: 0 } => null,
        { IsNumber: true } => double.Parse(cell.Plain, CultureInfo.InvariantCulture),
        _ => cell.Plain,
    };
}
