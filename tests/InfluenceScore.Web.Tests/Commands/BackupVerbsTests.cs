using System.Globalization;
using InfluenceScore.Web.Commands;
using Microsoft.Data.Sqlite;

namespace InfluenceScore.Web.Tests.Commands;

/// <summary>The verbs `backup` and `restore` as a user types them.</summary>
public sealed class BackupVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("influence-backup-").FullName;

    private string Database => Path.Combine(_folder, "test.db");

    private string Backup => Path.Combine(_folder, "backup.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_backed_up_comes_back_and_what_was_replaced_is_kept()
    {
        await ImportAsync(1, 10);
        var backup = await RunAsync("backup", Backup, "--database", Database);
        Assert.True(backup.Exit == 0, backup.Error);
        Assert.Matches(@"^backed up .*test\.db to .*backup\.db: 0\.\d MB, checked\n$", backup.Output);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        await ImportAsync(11, 30);
        Assert.Equal(30, Interactions(Database));

        var restore = await RunAsync("restore", Backup, "--database", Database);

        Assert.True(restore.Exit == 0, restore.Error);
        Assert.Contains("what it replaced is kept as", restore.Output);
        Assert.Equal(10, Interactions(Database));
        Assert.Equal(30, Interactions(Database + ".before-restore"));
        Assert.Equal(0, (await RunAsync("restore", Backup, "--database", Database)).Exit);
        Assert.Equal((30, 10), (Interactions(Database + ".before-restore"), Interactions(Database + ".before-restore-2")));
        Assert.Equal(0, (await RunAsync("score", "--database", Database)).Exit);
    }

    [Fact]
    public async Task A_file_that_exists_is_replaced_by_force_only()
    {
        await ImportAsync(1, 3);
        await File.WriteAllTextAsync(Backup, "mine");

        var refused = await RunAsync("backup", Backup, "--database", Database);
        Assert.Equal((1, "mine"), (refused.Exit, await File.ReadAllTextAsync(Backup)));
        Assert.Contains("--force", refused.Error);
        Assert.Equal(0, (await RunAsync("backup", Backup, "--force", "--database", Database)).Exit);
        Assert.Equal(3, Interactions(Backup));
    }

    [Fact]
    public async Task Nothing_is_created_where_there_is_no_database_and_nothing_changes_where_the_backup_is_none()
    {
        var none = await RunAsync("backup", Backup, "--database", Database);
        Assert.Equal((1, false, false), (none.Exit, File.Exists(Database), File.Exists(Backup)));
        Assert.Contains("There is no database", none.Error);
        await ImportAsync(1, 3);
        var before = Interactions(Database);

        var letter = Path.Combine(_folder, "letter.db");
        await File.WriteAllTextAsync(letter, "Dear reader");
        var foreign = Path.Combine(_folder, "foreign.db");
        Execute(foreign, "CREATE TABLE Songs (Name TEXT)");
        var newer = Path.Combine(_folder, "newer.db");
        Assert.Equal(0, (await RunAsync("backup", newer, "--database", Database)).Exit);
        Execute(newer, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99')");
        foreach (var (file, reason) in new[] { (letter, "not a database"), (foreign, "not one of InfluenceScore"), (newer, "newer version"), (Path.Combine(_folder, "nowhere"), "There is no backup"), (Database, "the database itself") })
        {
            var restore = await RunAsync("restore", file, "--database", Database);
            Assert.Equal(1, restore.Exit);
            Assert.Contains(reason, restore.Error);
            Assert.Single(restore.Error.TrimEnd().Split('\n'));
        }

        Assert.Equal(before, Interactions(Database));
        Assert.Empty(Directory.GetFiles(_folder, "*restor*"));
    }

    [Fact]
    public async Task A_damaged_database_is_named_at_start_and_replaced_by_its_backup()
    {
        await ImportAsync(1, 3000);
        Assert.Equal(0, (await RunAsync("backup", Backup, "--database", Database)).Exit);
        Damage(Database);

        using (var server = new AppProcess("serve", "--urls", "http://127.0.0.1:0", "--database", Database))
        {
            var (code, output) = await server.RunAsync();
            Assert.Equal(1, code);
            Assert.Contains("is damaged", output);
            Assert.Contains("restore FILE", output);
        }

        Assert.Equal(0, (await RunAsync("restore", Backup, "--database", Database)).Exit);
        Assert.Equal(3000, Interactions(Database));
    }

    private async Task ImportAsync(int first, int last)
    {
        var bundle = Path.Combine(_folder, "interactions.csv");
        await File.WriteAllLinesAsync(bundle, Enumerable.Range(first, last - first + 1).Select(i => $"x,actor{i},target,repost,{1_760_000_000 + i}").Prepend("network,actor,target,kind,at"));
        var import = await RunAsync("import", bundle, "--database", Database);
        Assert.True(import.Exit == 0, import.Error);
    }

    private static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var noise = new byte[64];
        new Random(7).NextBytes(noise);
        for (var at = 4096L * 3; at < stream.Length; at += 4096)
        {
            stream.Position = at;
            stream.Write(noise);
        }
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static int Interactions(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = new SqliteCommand("SELECT count(*) FROM Interactions", connection);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var exit = await CommandLine.RunAsync(args, stdout, stderr);
        return (exit, stdout.ToString(), stderr.ToString());
    }
}
