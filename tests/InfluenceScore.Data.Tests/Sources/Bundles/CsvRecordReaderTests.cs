using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Tests.Sources.Bundles;

public sealed class CsvRecordReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b", "2:c|d")]
    [InlineData("a,b\r\nc,d", "1:a|b", "2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b", "2:c|d")]
    [InlineData("\n\r\n\ra,b\n\n", "4:a|b")]
    [InlineData("a,,\n,,\n", "1:a||", "2:||")]
    [InlineData("\"a\nb\r\nc\rd\",e\nf\n", "1:a\nb\r\nc\rd|e", "5:f")]
    [InlineData("\"say \"\"hi\"\"\",\"\"\n", "1:say \"hi\"|")]
    [InlineData("\"\"\n", "1:")]
    [InlineData("5\" disk,it's\n", "1:5\" disk|it's")]
    [InlineData("\"a,b\"", "1:a,b")]
    [InlineData("")]
    public void Records_are_read_as_RFC_4180_has_them(string csv, params string[] expected) => Assert.Equal(expected, Read(csv));

    [Theory]
    // A quote that was never meant to open a field costs one line, wherever the next quote stands.
    [InlineData("a,\"b\nc,d\ne,f\n", "1!the record opens a quote that is never closed", "2:c|d", "3:e|f")]
    [InlineData("a,\"b\nc,\"d\"\ne,f\n", "1!the record has text after a closing quote", "2:c|d", "3:e|f")]
    [InlineData("\"a\"b,c\nd\n", "1!the record has text after a closing quote", "2:d")]
    [InlineData("a,\"\r\n\r\nb\r\n", "1!the record opens a quote that is never closed", "3:b")]
    // A field of more than 20 bytes is passed over to its proper end.
    [InlineData("a,bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,c\nd\n", "1!the record holds a field of more than 20 bytes", "2:d")]
    [InlineData("a,\"bbbbbbbbbbbbbbbb\nbbbbbbbbbbbbbb\"\"\nbbbb\",c\nd\n", "1!the record holds a field of more than 20 bytes", "4:d")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1!the record holds a field of more than 20 bytes")]
    [InlineData("a,\"bbbbbbbbbbbbbbbbbbbbbbbbbbb\nc\nd", "1!the record opens a quote that is never closed (read again)")]
    [InlineData("a,\"bbbbbbbbbbbbbbbbbbbbbbbbbbb\nc,\"d\"\ne\n", "1!the record has text after a closing quote (read again)", "3:e")]
    public void What_is_wrong_with_one_record_does_not_touch_the_next(string csv, params string[] expected) => Assert.Equal(expected, Read(csv, maxFieldBytes: 20));

    [Fact]
    public void A_record_of_very_many_fields_is_refused_without_being_kept() =>
        Assert.Equal(["1!the record has more than 160 bytes", "2:a"], Read(new string(',', 5_000) + "\na\n", maxFieldBytes: 20));

    [Fact]
    public void Invalid_UTF8_is_not_replaced_but_refuses_the_record()
    {
        byte[] csv = [.. "a,b\nc,"u8, 0xC3, 0x28, .. "\nd,\uFFFD\ne,"u8, 0xED, 0xA0, 0x80, .. "\n"u8];
        Assert.Equal(["1:a|b", "2!the record is not valid UTF-8", "3:d|\uFFFD", "4!the record is not valid UTF-8"], Read(csv, 1000, 7));
    }

    [Fact]
    public void Fields_longer_than_the_buffer_are_read_whole()
    {
        var field = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i} 🥐\n"));
        Assert.Equal(["1:a|" + field, "60002:b"], Read($"a,\"{field}\"\nb\n"));
    }

    [Fact]
    public void What_CsvHelper_writes_is_read_back_the_same_however_the_bytes_arrive()
    {
        var character = Gen.OneOf("ab,\"\n\r é\u3042;'=".ToCharArray());
        var field = character.Array[0, 8].Select(c => new string(c));
        Gen.Select(field.Array[2, 4].Array[1, 6], Gen.Int[1, 9], Gen.OneOf("\n", "\r\n")).Sample((records, bytesAtATime, newLine) =>
        {
            using var text = new StringWriter();
            using (var writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = newLine, ValidateFieldCount = false }, leaveOpen: true))
            {
                foreach (var record in records)
                {
                    foreach (var value in record)
                        writer.WriteField(value);
                    writer.EndRecord();
                }
            }
            var expected = records.Select(r => string.Join('|', r));
            var actual = Read(Encoding.UTF8.GetBytes(text.ToString()), 1000, bytesAtATime).Select(r => r[(r.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(expected, actual);
        }, iter: 3_000);
    }

    [Fact]
    public void No_bytes_whatever_make_it_throw_or_lose_count() => Gen.OneOf("a,b\"\n\r\"\"\u00e9"u8.ToArray()).Array[0, 60].Sample(bytes =>
    {
        var lines = Read(bytes, 10, 3).Select(r => int.Parse(r[..r.IndexOfAny([':', '!'])], CultureInfo.InvariantCulture)).ToList();
        var breaks = Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
        Assert.Equal(lines.Distinct().Order(), lines);
        Assert.All(lines, line => Assert.InRange(line, 1, breaks + 1));
    }, iter: 20_000);

    private static List<string> Read(string csv, int maxFieldBytes = 1 << 20) => Read(Encoding.UTF8.GetBytes(csv), maxFieldBytes, int.MaxValue);

    /// <summary>Every record as line, sign and fields, or its problem.</summary>
    private static List<string> Read(byte[] csv, int maxFieldBytes, int bytesAtATime)
    {
        var reader = new CsvRecordReader(new TrickleStream(csv, bytesAtATime), maxFieldBytes);
        var records = new List<string>();
        while (reader.Read())
        {
            records.Add(reader.Problem is null
                ? $"{reader.Line}:{string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.Field))}"
                : $"{reader.Line}!{reader.Problem}{(reader.DroppedLines ? " (read again)" : "")}");
        }
        return records;
    }

    /// <summary>Gives few bytes at a time, as a slow or unpacking source does.</summary>
    private sealed class TrickleStream(byte[] bytes, int atATime) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atATime));
    }
}
