using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Archives;
using InfluenceScore.Data.Sources.Bluesky;
using InfluenceScore.Data.Sources.Bundles;
using InfluenceScore.Data.Sources.MastodonArchive;
using InfluenceScore.Data.Sources.X;

namespace InfluenceScore.Data.Tests.Sources;

/// <summary>What fuzzing found, one by one.</summary>
public sealed class HostileTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("influence-hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Half_a_surrogate_pair_is_no_text_and_no_crash()
    {
        var record = JsonSerializer.Deserialize<JsonElement>("""{"text":"\ud800","langs":["\udfff","en"]}""");

        Assert.Null(record.Text("text"));
        Assert.Equal("en", BlueskyRecords.Lang(record));
        var activity = JsonSerializer.Deserialize<ApActivity>("""{"type":"Announce","id":"a","published":"2025-05-01T13:00:00Z","to":["as:Public","\ud800"],"object":"\ud800"}""", ActivityJson.Options)!;
        Assert.Empty(new MastodonArchiveMapper("https://tea.example/users/ada", "ada@tea.example").Records(activity));
    }

    [Theory]
    [InlineData("\\\\\\\\\\\\\\\\\u202e\\\\\\\\\ufffd")]
    [InlineData("https://[::1")]
    [InlineData("//x.com/kit/status/5")]
    [InlineData("file:///x.com/kit/status/5")]
    public void An_address_that_is_none_is_refused(string text)
    {
        Assert.False(WebAddress.TryParse(text, out _));
        Assert.Null(XMapper.QuotedByAddressOrNull(text));
        _ = WebAddress.TryResolve(new Uri("https://tea.example/a"), text, out _);
    }

    [Theory]
    [InlineData("-100000000000")]
    [InlineData("-62135596801")]
    [InlineData("250000000001")]
    public void A_time_before_the_year_1_or_after_all_others_is_a_problem_of_its_row(string seconds)
    {
        var reader = new CsvRecordReader(new MemoryStream(Encoding.UTF8.GetBytes($"network,actor,target,kind,at\nx,a,b,like,{seconds}\n")));
        var header = CsvHeader.Read(reader, "test.csv");
        Assert.True(reader.Read());

        Assert.Contains("is not a time", BundleMapper.Interaction(new BundleRow(reader, header, null)).Problem);
    }

    [Fact]
    public void A_zip_whose_inner_header_is_damaged_is_refused_in_words()
    {
        var path = Path.Combine(_folder, "bundle.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(zip.CreateEntry("posts.csv").Open());
            writer.Write("network,id,author,created_at\n");
        }
        var bytes = File.ReadAllBytes(path);
        bytes[26] = 0xFF; // length of the name, in the local header only
        bytes[27] = 0xFF;
        File.WriteAllBytes(path, bytes);

        using var bundle = BundleReader.Open(path);
        Assert.Throws<InfluenceScoreException>(() => bundle.Files[0].ReadHeader());
    }

    [Fact]
    public void A_tar_with_an_impossible_length_is_no_archive_and_no_crash()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Gnu, leaveOpen: true))
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "actor.json") { DataStream = new MemoryStream([1, 2, 3]) });
        var bytes = tar.ToArray();
        // Base 256, all bits: sizes and dates of GNU tars may be written so (field at 124, 12 bytes).
        bytes[124] = 0x80;
        bytes.AsSpan(125, 11).Fill(0xFF);
        var sum = bytes.Take(512).Select((b, i) => i is >= 148 and < 156 ? 32 : b).Sum();
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, 148);
        var path = Path.Combine(_folder, "archive.tar.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write(bytes);

        Assert.Null(SourceArchive.OpenOrNull(path));
    }

    [Fact]
    public void Nulls_in_the_lists_of_a_stranger_are_left_out()
    {
        var tweet = System.Text.Json.JsonSerializer.Deserialize<Data.Sources.XArchive.XaTweet>(
            """{"id_str":"1999999999999999999","created_at":"Sat Dec 06 18:20:30 +0000 2025","in_reply_to_user_id_str":"7","entities":{"urls":[null],"user_mentions":[null,{"screen_name":"odo"}]}}""",
            Data.Sources.XArchive.XArchiveJson.Options)!;

        Assert.Equal("odo", Assert.Single(Data.Sources.XArchive.XArchiveMapper.Acts(tweet, "marlow")).Target);
        Assert.NotNull(Data.Sources.XArchive.XArchiveMapper.PostOrNull(tweet, "marlow"));
    }
}
