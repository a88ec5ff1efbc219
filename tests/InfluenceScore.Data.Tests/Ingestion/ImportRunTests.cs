using System.Globalization;
using System.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Ingestion;
using InfluenceScore.Data.Sources;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Tests.Ingestion;

/// <summary>Imports as runs: what is told while they go on, how they are stopped, and that their files never stay.</summary>
public sealed class ImportRunTests : IAsyncLifetime
{
    private const int Rows = 2000;

    private readonly WatchedClock _clock = new();
    private readonly RunningImports _running = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task While_an_import_goes_on_its_row_can_be_shown_with_what_has_been_counted()
    {
        var shown = new List<IngestionRun>();
        var run = await QueueAsync();
        _clock.OnLook = () =>
        {
            using var db = _database.Open();
            var row = db.IngestionRuns.AsNoTracking().Single(r => r.Id == run.Id);
            _running.Show(row);
            if (row.Progress is not null)
                shown.Add(row);
        };
        await ExecuteAsync(run.Id);

        Assert.NotEmpty(shown);
        Assert.All(shown, r => Assert.Equal(RunStatus.Running, r.Status));
        Assert.Equal(shown.Select(r => r.Progress).Order(), shown.Select(r => r.Progress));
        // On PostgreSQL the last look may come before the last batch.
        Assert.InRange(shown[^1].RowsRead!.Value, TestEngine.IsPostgres ? 1 : Rows + 2, Rows + 2);
        Assert.Equal(TestEngine.IsPostgres ? 0 : 1, shown[^1].FactsStored); // the acts wait for their batch
        var done = await RowAsync(run.Id);
        Assert.Equal((RunStatus.Done, Rows + 1, 0, 1), (done.Status, done.FactsStored, done.FactsKnown, done.FactsRejected));
        Assert.Null(_running.FindOrNull(run.Id));
    }

    [PostgresFact]
    public async Task Where_the_engine_takes_several_writers_the_row_itself_tells_other_nodes()
    {
        using var database = await TestDatabase.CreateAsync(onPostgres: true);
        var run = await QueueAsync(database: database);
        var seen = new List<IngestionRun>();
        _clock.OnLook = () =>
        {
            if (_running.FindOrNull(run.Id) is not { } progress)
                return;
            using var db = database.Open();
            RunningImports.WriteAsync(db.IngestionRuns.Where(r => r.Id == run.Id), progress, DateTime.UtcNow, CancellationToken.None).GetAwaiter().GetResult();
            seen.Add(db.IngestionRuns.AsNoTracking().Single(r => r.Id == run.Id));
        };
        await ExecuteAsync(run.Id, database: database);

        Assert.NotEmpty(seen);
        Assert.Equal((RunStatus.Running, true), (seen[^1].Status, seen[^1].Progress > 0));
        await using var after = database.Open();
        var done = await after.IngestionRuns.AsNoTracking().SingleAsync(r => r.Id == run.Id);
        Assert.Equal((RunStatus.Done, Rows + 1, 1, 1.0), (done.Status, done.FactsStored, done.FactsRejected, done.Progress));
        // One that comes late changes nothing any more.
        Assert.Equal(0, await RunningImports.WriteAsync(after.IngestionRuns.Where(r => r.Id == run.Id), default, DateTime.UtcNow, CancellationToken.None));
    }

    [Fact]
    public async Task Stop_ends_an_import_in_the_middle_and_nothing_of_it_is_stored()
    {
        var run = await QueueAsync();
        _clock.OnLook = () =>
        {
            if (_running.FindOrNull(run.Id) is not null)
                _running.Stop(run.Id);
        };
        await ExecuteAsync(run.Id);

        var row = await RowAsync(run.Id);
        Assert.Equal((RunStatus.Cancelled, 0, 0, 0), (row.Status, row.FactsStored, row.FactsKnown, row.FactsRejected));
        Assert.Null(row.Progress);
        await using var db = _database.Open();
        Assert.False(await db.Posts.AnyAsync());
        Assert.Equal("Stopped on request; nothing of it was stored.", await db.IngestionRunLines.OrderBy(l => l.Id).Select(l => l.Sentence).LastAsync());
        Assert.False(Directory.Exists(FolderOf(run.Id)));
    }

    [Fact]
    public async Task An_import_that_the_end_of_the_program_interrupts_begins_again()
    {
        var run = await QueueAsync();
        using var ends = new CancellationTokenSource();
        _clock.OnLook = () =>
        {
            if (_running.FindOrNull(run.Id) is not null)
                ends.Cancel();
        };
        await ExecuteAsync(run.Id, ends: ends.Token);
        var waiting = await RowAsync(run.Id);
        Assert.Equal((RunStatus.Queued, 0, null), (waiting.Status, waiting.FactsStored, waiting.Progress));
        Assert.True(Directory.Exists(FolderOf(run.Id)));

        _clock.OnLook = null;
        await ExecuteAsync(run.Id);
        Assert.Equal((RunStatus.Done, Rows + 1), ((await RowAsync(run.Id)).Status, (await RowAsync(run.Id)).FactsStored));
        Assert.False(Directory.Exists(FolderOf(run.Id)));
    }

    [Fact]
    public async Task An_import_that_is_taken_out_of_the_queue_leaves_no_file()
    {
        var run = await QueueAsync();
        await using var db = _database.Open();
        await RunQueue.CancelAsync(db, run.Id, TimeProvider.System, default);
        Assert.Equal(RunStatus.Cancelled, (await RowAsync(run.Id)).Status);
        Assert.False(Directory.Exists(FolderOf(run.Id)));
    }

    [Fact]
    public async Task A_node_that_does_not_see_the_files_leaves_the_import_to_another_and_says_so_when_there_is_none()
    {
        var run = await QueueAsync();
        Directory.Move(FolderOf(run.Id), FolderOf(run.Id) + "-elsewhere");
        await using var db = _database.Open();
        Assert.Null(await RunQueue.ClaimNextOrNullAsync(db, UploadQueue.Network, TimeProvider.System, default));

        Directory.Move(FolderOf(run.Id) + "-elsewhere", FolderOf(run.Id));
        Assert.Equal(run.Id, (await RunQueue.ClaimNextOrNullAsync(db, UploadQueue.Network, TimeProvider.System, default))?.Id);

        var lost = await QueueAsync();
        Directory.Delete(FolderOf(lost.Id), recursive: true);
        await db.IngestionRuns.Where(r => r.Id == lost.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.QueuedAt, DateTime.UtcNow.AddMinutes(-11)));
        Assert.Equal(lost.Id, (await RunQueue.ClaimNextOrNullAsync(db, UploadQueue.Network, TimeProvider.System, default))?.Id);
        await db.IngestionRuns.Where(r => r.Id == lost.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.LeaseOwner, (string?)null));
        await ExecuteAsync(lost.Id);
        Assert.Equal((RunStatus.Failed, true), ((await RowAsync(lost.Id)).Status, (await RowAsync(lost.Id)).Failure!.Contains("Imports__Folder is not shared")));
    }

    /// <summary>A bundle in two files; one of its rows cannot be used.</summary>
    private async Task<IngestionRun> QueueAsync(TestDatabase? database = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_database.Folder, Guid.NewGuid().ToString("N"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "upload1.csv"), "network,handle,name\nx,anna,Anna\n");
        var acts = new StringBuilder("network,actor,target,kind,at\nx,anna,bert,wave,2026-10-01T00:00:00Z\n");
        for (var i = 0; i < Rows; i++)
            acts.Append(CultureInfo.InvariantCulture, $"x,a{i},anna,repost,2026-10-01T00:00:00Z\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "upload2.csv"), acts.ToString());
        await using var db = (database ?? _database).Open();
        return await UploadQueue.EnqueueAsync(db, new ImportUpload { Folder = folder, FileNames = "town.zip", Bytes = acts.Length }, "a test", TimeProvider.System, default);
    }

    private async Task ExecuteAsync(int id, TestDatabase? database = null, CancellationToken ends = default)
    {
        await using var db = (database ?? _database).Open();
        Assert.True(await RunQueue.TryClaimAsync(db, id, TimeProvider.System, CancellationToken.None));
        await new RunExecutor(db, new SourceCatalog([]), _clock, _running).ExecuteAsync(await db.IngestionRuns.SingleAsync(r => r.Id == id, CancellationToken.None), null, ends);
    }

    private async Task<IngestionRun> RowAsync(int id)
    {
        await using var db = _database.Open();
        return await db.IngestionRuns.AsNoTracking().SingleAsync(r => r.Id == id);
    }

    private string FolderOf(int id)
    {
        using var db = _database.Open();
        return db.ImportUploads.Single(u => u.RunId == id).Folder;
    }

    /// <summary>A second passes between any two looks at it, and somebody else gets a turn at each.</summary>
    private sealed class WatchedClock : TimeProvider
    {
        private long _looks;

        public Action? OnLook { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            OnLook?.Invoke();
            return ++_looks;
        }
    }
}
