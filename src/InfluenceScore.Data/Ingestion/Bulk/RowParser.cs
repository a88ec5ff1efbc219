using System.Buffers.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources.Bundles;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// The quick way to read a bundle: bytes to numbers, without making a string. It takes only rows that are plain beyond doubt (names of printable ASCII, times as
/// most programs write them, counts of digits) and leaves all others to <see cref="BundleMapper"/> and <see cref="RecordRules"/>, which alone know the rules and
/// the reasons. So it may know less than they do, but must never take what they would refuse, nor read it differently: the tests hold the two ways against each other.
/// </summary>
/// <param name="now">Times from a moment near it on are left to the rules.</param>
internal sealed class RowParser(BundleTable table, Networks networks, DateTime now)
{
    private static readonly long Earliest = Milliseconds(new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private readonly FactColumn[] _columns = FactColumns.Of(table);
    private readonly int[] _places = new int[FactColumns.Of(table).Length];
    private readonly long _latest = Milliseconds(now);
    private BundleRow? _row;
    private int _networkPlace;

    /// <summary>Cells of a row.</summary>
    public int Columns => 1 + _columns.Length;

    /// <summary>Adds a row to a block that is not full.</summary>
    public void Add(BundleRow row, FactBlock block)
    {
        if (row != _row)
            Find(row);
        if (row.Problem is null && TryRead(row, block))
            block.EndRow();
        else
            AddOther(row, block);
    }

    private void Find(BundleRow row)
    {
        _row = row;
        _networkPlace = row.PlaceOrMinus1(BundleTables.NetworkColumn);
        for (var i = 0; i < _columns.Length; i++)
            _places[i] = row.PlaceOrMinus1(_columns[i].Name);
    }

    private bool TryRead(BundleRow row, FactBlock block)
    {
        var cells = block.Cells(block.Count);
        var hashes = block.Hashes(block.Count);
        var named = _networkPlace < 0 ? [] : Trimmed(row.Bytes(_networkPlace, out _));
        if (!networks.TryNumber(named, row.DefaultNetwork, out var network))
            return false;
        cells[0] = network;
        for (var i = 0; i < _columns.Length; i++)
        {
            ref readonly var column = ref _columns[i];
            var escaped = false;
            var bytes = _places[i] < 0 ? [] : row.Bytes(_places[i], out escaped);
            if (column.Kind == CellKind.Text)
            {
                if (!TryText(bytes, escaped, block, out cells[i + 1]))
                    return false;
                continue;
            }
            bytes = Trimmed(bytes);
            cells[i + 1] = FactBlock.Empty;
            if (bytes.IsEmpty ? column.Required : !TryValue(column.Kind, bytes, network, block, out cells[i + 1], out hashes[i + 1]))
                return false;
        }
        return table != BundleTable.Posts || !RefersToItself(block, cells);
    }

    private static bool RefersToItself(FactBlock block, Span<long> post) => post[5] != FactBlock.Empty && block.Text(post[1]).SequenceEqual(block.Text(post[5]));

    private bool TryValue(CellKind kind, ReadOnlySpan<byte> bytes, int network, FactBlock block, out long value, out int hash)
    {
        hash = 0;
        switch (kind)
        {
            case CellKind.Handle:
                return TryHandle(bytes, network, block, out value, out hash);
            case CellKind.Id or CellKind.Word:
                value = FactBlock.Empty;
                if (bytes.Length > RecordRules.MaxIdLength || !IsPlain(bytes))
                    return false;
                value = block.Append(bytes);
                hash = NameTable.Hash(network, bytes);
                return true;
            case CellKind.Time:
                return PlainTime.TryRead(bytes, out value) && value >= Earliest && value < _latest;
            case CellKind.Count:
                return bytes.Length <= 18 & Utf8Parser.TryParse(bytes, out value, out var used) && used == bytes.Length && bytes[0] is >= (byte)'0' and <= (byte)'9';
            case CellKind.Flag:
                value = bytes.SequenceEqual("true"u8) || bytes.SequenceEqual("1"u8) ? 1 : 0;
                return value == 1 || bytes.SequenceEqual("false"u8) || bytes.SequenceEqual("0"u8);
            case CellKind.PostKind:
                value = bytes.SequenceEqual("original"u8) ? (long)PostKind.Original
                    : bytes.SequenceEqual("reply"u8) ? (long)PostKind.Reply
                    : bytes.SequenceEqual("repost"u8) ? (long)PostKind.Repost
                    : bytes.SequenceEqual("quote"u8) ? (long)PostKind.Quote : 0;
                return value > 0;
            case CellKind.InteractionKind:
                value = bytes.SequenceEqual("like"u8) ? (long)InteractionKind.Like
                    : bytes.SequenceEqual("repost"u8) ? (long)InteractionKind.Repost
                    : bytes.SequenceEqual("reply"u8) ? (long)InteractionKind.Reply
                    : bytes.SequenceEqual("mention"u8) ? (long)InteractionKind.Mention
                    : bytes.SequenceEqual("quote"u8) ? (long)InteractionKind.Quote : 0;
                return value > 0;
            default:
                value = bytes.SequenceEqual("follow"u8) ? (long)FollowEventKind.Follow : bytes.SequenceEqual("unfollow"u8) ? (long)FollowEventKind.Unfollow : 0;
                return value > 0;
        }
    }

    private static bool TryHandle(ReadOnlySpan<byte> bytes, int network, FactBlock block, out long place, out int hash)
    {
        (place, hash) = (FactBlock.Empty, 0);
        if (bytes[0] == '@')
            bytes = bytes[1..];
        if (bytes.Length is 0 or > AccountKey.MaxHandleLength || !IsPlain(bytes))
            return false;
        var lower = block.Room(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
            lower[i] = bytes[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(bytes[i] | 0x20) : bytes[i];
        hash = NameTable.Hash(network, lower);
        place = block.Keep(bytes.Length);
        return true;
    }

    /// <summary>A text as it stands in the file; the reader has seen to it that it is UTF-8 and not too long.</summary>
    private static bool TryText(ReadOnlySpan<byte> bytes, bool escaped, FactBlock block, out long place)
    {
        place = FactBlock.Empty;
        if (bytes.IsEmpty)
            return true;
        if (bytes.Contains((byte)0))
            return false;
        if (!escaped)
        {
            place = block.Append(bytes);
            return true;
        }
        var room = block.Room(bytes.Length);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            room[length++] = bytes[i];
            if (bytes[i] == '"')
                i++;
        }
        place = block.Keep(length);
        return true;
    }

    private void AddOther(BundleRow row, FactBlock block)
    {
        var (record, problem) = BundleMapper.Of(table, row);
        block.EndOther(row.Line, problem is null ? record : null, problem);
    }

    /// <summary>Without blanks round it. Other white space is not plain, and left to the rules.</summary>
    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> bytes) => bytes.Trim((byte)' ');

    /// <summary>Printable ASCII without blanks; a quote may be half of an escaped one.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !bytes.Contains((byte)'"');

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeMilliseconds();
}
