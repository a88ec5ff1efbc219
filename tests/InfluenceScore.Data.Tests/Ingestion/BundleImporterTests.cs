using System.Globalization;
using System.IO.Compression;
using System.Text;
using InfluenceScore.Data.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InfluenceScore.Data.Tests.Ingestion;

public sealed class BundleImporterTests : IAsyncLifetime
{
    private const string Profiles = "network,handle,name,followers,observed_at\nx,baker,\"The \"\"Baker\"\"\nof Graz\",12,2026-02-02\nx,eater,,,\n";
    private const string Posts = "id,network,author,created_at,text\n1,x,@Baker,2026-02-02T08:00:00Z,\"fresh, warm\"\n2,x,eater,1770120000,yum\n";
    private const string Interactions = "network,actor,target,kind,post,at\nx,eater,baker,like,1,2026-02-02T09:00:00Z\nx,eater,baker,like,0,2026-02-02T09:00:00Z\n";
    private const string Follows = "network,follower,followee,event,at\nx,eater,baker,follow,2026-02-01\n";

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    private string RejectsPath => Path.Combine(_database.Folder, "rejects.csv");

    [Fact]
    public async Task A_folder_goes_in_whole_and_a_second_time_changes_nothing()
    {
        var folder = Folder(("profiles.csv", Profiles), ("posts.csv", Posts), ("interactions.csv", Interactions), ("follows.csv", Follows), ("readme.txt", "?"));

        Assert.Equal(new ImportSummary(7, 0, 0), await ImportAsync(folder));
        var content = await _database.ContentAsync();
        Assert.Equal(new ImportSummary(0, 7, 0), await ImportAsync(folder));
        Assert.Equal(content, await _database.ContentAsync());
        Assert.False(File.Exists(RejectsPath));

        await using var db = _database.Open();
        Assert.Equal("The \"Baker\"\nof Graz", (await db.Accounts.SingleAsync(a => a.Handle == "baker")).Name);
        Assert.Equal("fresh, warm", (await db.Posts.SingleAsync(p => p.NetworkPostId == "1")).Text);
    }

    [Fact]
    public async Task Zips_gzips_marks_line_ends_and_column_order_make_no_difference()
    {
        var texts = new[] { ("profiles.csv", Profiles), ("posts.csv", Posts), ("interactions.csv", Interactions), ("follows.csv", Follows) };
        await ImportAsync(Folder(texts));
        var expected = await _database.ContentAsync();

        var crlf = texts.Select(t => (t.Item1, "\uFEFF" + t.Item2.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("\"\"\r\nof", "\"\"\nof", StringComparison.Ordinal))).ToArray();
        var gzipped = Folder();
        foreach (var (name, text) in texts)
            await File.WriteAllBytesAsync(Path.Combine(gzipped, name + ".gz"), Gzip(text));
        var single = Path.Combine(Folder(), "what I found");
        await File.WriteAllTextAsync(single, Interactions);
        string[][] forms =
        [
            [Folder(crlf)],
            [gzipped],
            [Zip(texts)],
            [Zip(texts.Select(t => ("my data/" + t.Item1, t.Item2)).Append(("__MACOSX/my data/._posts.csv", "junk")).ToArray())],
            [Zip(texts.Select(t => ("my data\\" + t.Item1, t.Item2)).ToArray())],
            [single, Folder(texts[..2]), Folder(texts[3..])],
        ];
        foreach (var form in forms)
        {
            using var database = await TestDatabase.CreateAsync();
            Assert.Equal(new ImportSummary(7, 0, 0), await ImportAsync(form, database: database));
            Assert.Equal(expected, await database.ContentAsync());
        }
    }

    [Fact]
    public async Task Rows_that_cannot_be_used_are_listed_by_file_line_and_reason_and_the_rest_goes_in()
    {
        var posts = new MemoryStream();
        posts.Write("network,id,author,created_at,text\n"u8);
        posts.Write("x,1,a,2026-02-02,\"two\nlines\"\n"u8);
        posts.Write("x,2,a,9999-12-31T23:59:59Z,year 9999\n"u8);
        posts.Write("x,3,a,2026-02-02,NUL \0\n"u8);
        posts.Write([.. "x,4,a,2026-02-02,invalid "u8, 0xFF, (byte)'\n']);
        posts.Write(Encoding.UTF8.GetBytes($"x,5,{new string('h', 10_000)},2026-02-02,long handle\n"));
        posts.Write(Encoding.UTF8.GetBytes($"x,6,a,2026-02-02,\"{string.Concat(Enumerable.Repeat("10 MB\n", 1_750_000))}\"\n"));
        posts.Write("x,7,a,2026-02-02\n"u8);
        posts.Write("x,8,a,2026-02-02,\"never closed\n"u8);
        posts.Write("x,9,a,2026-02-02,good\n"u8);
        var folder = Folder();
        await File.WriteAllBytesAsync(Path.Combine(folder, "posts.csv"), posts.ToArray());

        Assert.Equal(new ImportSummary(2, 0, 7), await ImportAsync(folder));
        Assert.Equal(
            [
                "file,line,reason",
                "posts.csv,4,created_at 9999-12-31T23:59:59Z is in the future",
                "posts.csv,5,text holds a NUL byte",
                "posts.csv,6,the record is not valid UTF-8",
                "posts.csv,7,\"author is 10,000 characters long, the longest handle has 320\"",
                "posts.csv,8,\"the record holds a field of more than 1,048,576 bytes\"",
                "posts.csv,1750009,\"the record has 4 fields, the header names 5\"",
                "posts.csv,1750010,the record opens a quote that is never closed",
            ],
            await File.ReadAllLinesAsync(RejectsPath));
        await using var db = _database.Open();
        Assert.Equal(["1", "9"], await db.Posts.OrderBy(p => p.Id).Select(p => p.NetworkPostId).ToListAsync());
    }

    [Fact]
    public async Task A_misplaced_quote_far_from_the_next_one_costs_one_row()
    {
        var text = new StringBuilder("network,id,author,created_at,text\nx,0,a,2026-02-02,\"oops\n");
        for (var i = 1; i <= 3_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"x,{i},a,2026-02-02,{new string('t', 1000)}\n");

        Assert.Equal(new ImportSummary(3_000, 0, 1), await ImportAsync(Folder(("posts.csv", text.ToString()))));
    }

    [Fact]
    public async Task A_default_network_stands_in_where_none_is_named()
    {
        const string follows = "follower,followee,event,at\na,b,follow,2026-02-01\n";
        await RefusedAsync("follows.csv has no column 'network'; say with --network which one it comes from", Folder(("follows.csv", follows)));
        await RefusedAsync("--network cannot be used", Folder(("follows.csv", follows)), network: "not one word");
        Assert.Equal(new ImportSummary(1, 0, 0), await ImportAsync([Folder(("follows.csv", follows))], network: "Forum"));
        await using var db = _database.Open();
        Assert.All(await db.Accounts.ToListAsync(), a => Assert.Equal("forum", a.Network));
    }

    [Theory]
    [InlineData("posts.csv", "network,id,author,text\n", "posts.csv has no column 'created_at'.")]
    [InlineData("posts.csv", "network;id;author;created_at\n", "posts.csv has no column 'id'; columns are separated by commas.")]
    [InlineData("posts.csv", "network,id,ID ,author,created_at\n", "posts.csv names the column 'id' twice.")]
    [InlineData("posts.csv", "", "posts.csv is empty")]
    [InlineData("posts.csv", "\"network,id", "posts.csv has no header")]
    [InlineData("notes.txt", "hello\n", "is no bundle: it holds none of profiles.csv, posts.csv, interactions.csv or follows.csv")]
    public async Task A_folder_that_is_not_a_whole_bundle_is_refused_whole(string file, string text, string sentence) =>
        await RefusedAsync(sentence, Folder((file, text), ("follows.csv.bak", Follows)));

    [Fact]
    public async Task A_bad_file_beside_good_ones_is_refused_before_anything_is_stored() =>
        await RefusedAsync("interactions.csv has no column 'at'", Folder(("profiles.csv", Profiles), ("interactions.csv", "network,actor,target,kind\n")));

    [Fact]
    public async Task What_is_not_there_or_no_CSV_is_one_clear_sentence()
    {
        await RefusedAsync("There is no file or folder nowhere.csv.", "nowhere.csv");
        await RefusedAsync("There is no file or folder ''.", "");
        await RefusedAsync("holds posts.csv more than once", Folder(("posts.csv", Posts), ("posts.csv.gz", Posts)));
        await RefusedAsync("is UTF-16 text; save it as UTF-8", FileOf("posts.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Posts)).ToArray()));
        await RefusedAsync("is none of the files of a bundle", FileOf("list.csv", "a,b\n1,2\n"u8.ToArray()));
        await RefusedAsync("cannot be read to its end", FileOf("posts.csv.gz", Gzip(Posts)[..^12]));
    }

    [Fact]
    public async Task A_broken_or_hostile_zip_is_one_clear_sentence()
    {
        var whole = await File.ReadAllBytesAsync(Zip(("posts.csv", Posts)));
        await RefusedAsync("is a broken zip", FileOf("cut.zip", whole[..^30]));
        await RefusedAsync("is a broken zip", FileOf("noise.zip", [.. "PK\x03\x04"u8, .. new byte[500]]));
        await RefusedAsync("is no bundle", Zip(("photo.jpg", "x")));
        await RefusedAsync("points outside the zip", Zip(("posts.csv", Posts), ("../../etc/cron.d/x", "x")));
        await RefusedAsync("points outside the zip", Zip(("posts.csv", Posts), ("C:\\x", "x")));
        await RefusedAsync("more than 1000 entries", Zip([("posts.csv", Posts), .. Enumerable.Range(0, 1_000).Select(i => ($"{i}", ""))]));
        await RefusedAsync("archive of X without its data/account.js", Zip(("data/manifest.js", "x"), ("data/tweets.js", "x")));
        await RefusedAsync("archive of Mastodon without its actor.json", Zip(("outbox.json", "{}")));

        var wrongSize = whole.ToArray();
        var directory = whole.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(wrongSize.AsSpan(directory + 24), Posts.Length + 5);
        await RefusedAsync("cannot be read to its end", FileOf("lies.zip", wrongSize));
    }

    [Fact]
    public async Task A_bomb_is_stopped_and_nothing_of_it_is_stored()
    {
        var megabyte = Encoding.UTF8.GetBytes(new string('t', 1 << 20));
        var path = Path.Combine(_database.Folder, "posts.csv.gz");
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.SmallestSize))
        {
            gzip.Write("network,id,author,created_at,text\nx,1,a,2026-02-02,t\nx,2,a,2026-02-02,"u8);
            for (var i = 0; i < 120; i++)
                gzip.Write(megabyte);
        }
        await RefusedAsync("unpacks to more than 200 times its size", path);
    }

    [Fact]
    public async Task What_is_stopped_in_the_middle_leaves_nothing_behind()
    {
        var text = new StringBuilder("network,follower,followee,event,at\n");
        for (var i = 0; i < 5_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"x,a{i},b,follow,2026-02-01\n");
        var folder = Folder(("profiles.csv", Profiles), ("follows.csv", text.ToString()));
        using var stop = new CancellationTokenSource();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var seen = new List<ImportProgress>();

        await using (var db = _database.Open())
        using (var rejects = new RejectsFile(RejectsPath))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BundleImporter(db, clock).ImportAsync([folder], null, rejects, new Reports(p =>
            {
                seen.Add(p);
                stop.Cancel();
            }), stop.Token));
        }

        Assert.InRange(Assert.Single(seen).RowsRead, 1, 5_000);
        Assert.Equal("", await _database.ContentAsync());
        Assert.Equal(new ImportSummary(5_002, 0, 0), await ImportAsync(folder));
    }

    [Fact]
    public async Task Progress_ends_with_everything_read()
    {
        var folder = Folder(("profiles.csv", Profiles), ("posts.csv", Posts));
        var seen = new List<ImportProgress>();
        await using var db = _database.Open();
        using var rejects = new RejectsFile(RejectsPath);
        await new BundleImporter(db, TimeProvider.System).ImportAsync([folder], null, rejects, new Reports(seen.Add));

        var last = seen[^1];
        Assert.Equal((4, Profiles.Length + Posts.Length, 1.0, TimeSpan.Zero), (last.RowsRead, last.BytesRead, last.Fraction, last.Remaining));
        Assert.Equal(last.BytesTotal, last.BytesRead);
    }

    [Fact]
    public void Rate_and_remaining_time_follow_from_the_pace_so_far()
    {
        var half = new ImportProgress(1_000, 50, 100, TimeSpan.FromSeconds(4));
        Assert.Equal((250.0, TimeSpan.FromSeconds(4)), (half.RowsPerSecond, half.Remaining));
        Assert.Null(new ImportProgress(0, 0, 100, TimeSpan.Zero).Remaining);
    }

    [SqliteFact]
    public async Task A_full_disk_is_one_clear_sentence_and_nothing_is_stored()
    {
        var text = new StringBuilder("network,id,author,created_at,text\n");
        for (var i = 0; i < 2_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"x,{i},a,2026-02-02,{new string('t', 1000)}\n");
        await using (var db = _database.Open())
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 60");
            using var rejects = new RejectsFile(RejectsPath);
            var e = await Assert.ThrowsAsync<InfluenceScoreException>(
                () => new BundleImporter(db, TimeProvider.System).ImportAsync([Folder(("posts.csv", text.ToString()))], null, rejects));
            Assert.Contains("the disk is full", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal("", await _database.ContentAsync());
    }

    [Fact]
    public async Task A_list_of_rejects_that_cannot_be_written_or_would_overwrite_the_data_stops_the_import()
    {
        var folder = Folder(("profiles.csv", "network,handle\nx,\nx,a\n"));
        var inNowhere = Path.Combine(_database.Folder, "nowhere", "r.csv");
        await RefusedAsync("The list of rejected rows", folder, rejectsPath: inNowhere);
        await RefusedAsync("would overwrite", folder, rejectsPath: Path.Combine(folder, "profiles.csv"));
        Assert.Equal("network,handle\nx,\nx,a\n", await File.ReadAllTextAsync(Path.Combine(folder, "profiles.csv")));
    }

    [SharedDataFact("conference")]
    public async Task Real_tweets_of_conferences_go_in_and_a_second_time_change_nothing()
    {
        var folder = SharedDataFactAttribute.PathOf("conference");
        Assert.Equal(new ImportSummary(67_848, 1, 0), await ImportAsync(folder));
        Assert.Equal(new ImportSummary(0, 67_849, 0), await ImportAsync(folder));
    }

    private Task<ImportSummary> ImportAsync(string path) => ImportAsync([path]);

    private async Task<ImportSummary> ImportAsync(string[] paths, string? network = null, TestDatabase? database = null, string? rejectsPath = null)
    {
        await using var db = (database ?? _database).Open();
        using var rejects = new RejectsFile(rejectsPath ?? RejectsPath);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        return await new BundleImporter(db, clock).ImportAsync(paths, network, rejects);
    }

    private async Task RefusedAsync(string sentence, string path, string? network = null, string? rejectsPath = null)
    {
        var before = await _database.ContentAsync();
        var e = await Assert.ThrowsAsync<InfluenceScoreException>(() => ImportAsync([path], network, rejectsPath: rejectsPath));
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Equal(before, await _database.ContentAsync());
    }

    private string Folder(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_database.Folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    private string FileOf(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder(), name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Zip(params (string Name, string Text)[] entries)
    {
        var path = Path.Combine(Folder(), "bundle");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in entries)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return path;
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private sealed class Reports(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
