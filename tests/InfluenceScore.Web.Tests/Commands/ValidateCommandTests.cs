using System.Text.Json;
using InfluenceScore.Data;
using InfluenceScore.Web.Commands;

namespace InfluenceScore.Web.Tests.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("influence-validate-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Validate_writes_the_whole_report_and_says_where()
    {
        await using var store = await Store.OpenAsync(Path.Combine(_folder, "v.db"), default);
        var output = new StringWriter();

        await ValidateCommand.RunAsync(store.Db, new ValidateOptions { OutFolder = Path.Combine(_folder, "out"), Seeds = [5], WorldAccounts = 150 }, output, default);

        Assert.Contains("attacks inside their limits", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["coverage.svg", "gaming.svg", "report.json", "report.md"],
            Directory.GetFiles(Path.Combine(_folder, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "out", "report.json")));
        Assert.Equal(5, json.RootElement.GetProperty("seeds")[0].GetInt32());
    }

    [Fact]
    public async Task Labels_that_cannot_be_used_are_refused_in_a_sentence_and_nothing_is_written()
    {
        await using var store = await Store.OpenAsync(Path.Combine(_folder, "v.db"), default);
        var labels = Path.Combine(_folder, "labels.csv");
        await File.WriteAllTextAsync(labels, "handle,fake\nbakery,maybe\n");

        var refused = await Assert.ThrowsAsync<InfluenceScoreException>(() => ValidateCommand.RunAsync(store.Db,
            new ValidateOptions { OutFolder = Path.Combine(_folder, "out"), LabelFiles = [labels] }, new StringWriter(), default));

        Assert.Contains("labels.csv, line 2: a label is a handle and 0 or 1", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "out")));
    }
}
