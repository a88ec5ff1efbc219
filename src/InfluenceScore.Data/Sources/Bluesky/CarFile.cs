using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InfluenceScore.Data.Sources.Bluesky;

/// <summary>
/// A repository as a CAR v1 file, as Bluesky exports it (Settings, Account, Export; com.atproto.sync.getRepo): a header that names the commit, then blocks of DAG-CBOR in
/// any order. The commit names the account and the root of a Merkle search tree whose keys, collection/key, come in strict order (atproto.com/specs/repository).
/// Every block is checked against the hash in its name before it is believed.
/// </summary>
internal sealed class CarFile
{
    /// <summary>The largest file that is read, bytes: it is held in memory. Repositories of years of daily posting are below 100 MB.</summary>
    public const int MaxBytes = 512 << 20;

    private const int CidLength = 36;
    private const int MaxDepth = 64;
    private const ulong CidTag = 42;

    // CID version 1, DAG-CBOR, sha-256 of 32 bytes: the only kind in a repository.
    private static readonly byte[] CidStart = [0x01, 0x71, 0x12, 0x20];

    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int Start, int Length)> _blocks = [];
    private string _lastKey = "";

    private CarFile(byte[] bytes) => _bytes = bytes;

    /// <summary>The account that the repository belongs to.</summary>
    public string Did { get; private set; } = "";

    /// <summary>Whether a file begins like a CAR: a CBOR map with "roots" and "version".</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> first) => first.Length > 10 && first[1] == 0xA2 && first.IndexOf("roots"u8) is >= 0 and < 20;

    /// <summary>Every record with its collection and key, in order.</summary>
    /// <exception cref="InfluenceScoreException">The file is damaged or no repository.</exception>
    public static IEnumerable<(string Did, string Collection, string Key, JsonElement Record)> Records(byte[] bytes, string name)
    {
        var car = new CarFile(bytes);
        using var records = car.Walk().GetEnumerator();
        while (true)
        {
            (string Key, JsonElement Record) current;
            try
            {
                if (!records.MoveNext())
                    yield break;
                current = records.Current;
            }
            catch (Exception e) when (e is CborContentException or InvalidOperationException or InvalidDataException or ArgumentException or OverflowException or FormatException or JsonException)
            {
                throw new InfluenceScoreException($"{name} is not a whole Bluesky repository: {e.Message}", e);
            }
            var slash = current.Key.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0)
                yield return (car.Did, current.Key[..slash], current.Key[(slash + 1)..], current.Record);
        }
    }

    private IEnumerable<(string Key, JsonElement Record)> Walk()
    {
        var root = ReadBlocks();
        var commit = Json(Block(root));
        Did = commit.Text("did") is { } did && BlueskyRecords.IsDid(did) ? did : throw new InvalidDataException("its commit names no account");
        var tree = commit.Text("data") ?? throw new InvalidDataException("its commit names no tree");
        foreach (var (key, cid) in Entries(tree, 0))
            yield return (key, Json(Block(cid)));
    }

    /// <returns>The CID of the commit.</returns>
    private string ReadBlocks()
    {
        var at = 0;
        var headerLength = Length(ref at);
        var header = Json(_bytes.AsMemory(at, headerLength));
        at += headerLength;
        while (at < _bytes.Length)
        {
            var length = Length(ref at);
            if (length < CidLength || !_bytes.AsSpan(at, 4).SequenceEqual(CidStart))
                throw new InvalidDataException("a block has a name of an unknown kind");
            _blocks[Name(_bytes.AsSpan(at, CidLength))] = (at + CidLength, length - CidLength);
            at += length;
        }
        return header.Property("roots") is { ValueKind: JsonValueKind.Array } roots && roots.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } root
            ? root.GetString()!
            : throw new InvalidDataException("its header names no commit");
    }

    // LEB128.
    private int Length(ref int at)
    {
        var value = 0L;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (at >= _bytes.Length)
                break;
            var b = _bytes[at++];
            value |= (long)(b & 0x7F) << shift;
            if ((b & 0x80) == 0)
                return value <= _bytes.Length - at ? (int)value : throw new InvalidDataException("it ends in the middle of a block");
        }
        throw new InvalidDataException("a length in it cannot be read");
    }

    private ReadOnlyMemory<byte> Block(string cid)
    {
        if (!_blocks.TryGetValue(cid, out var place))
            throw new InvalidDataException("a block is missing");
        var block = _bytes.AsMemory(place.Start, place.Length);
        return Convert.ToHexString(SHA256.HashData(block.Span)) == cid[(CidStart.Length * 2)..] ? block : throw new InvalidDataException("a block does not match its hash");
    }

    private IEnumerable<(string Key, string Cid)> Entries(string node, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException("its tree is too deep");
        var tree = Json(Block(node));
        if (tree.Text("l") is { } left)
        {
            foreach (var entry in Entries(left, depth + 1))
                yield return entry;
        }
        var previous = Array.Empty<byte>();
        if (tree.Property("e") is not { ValueKind: JsonValueKind.Array } entries)
            throw new InvalidDataException("a node of its tree has no entries");
        foreach (var entry in entries.EnumerateArray())
        {
            var shared = entry.Property("p") is { ValueKind: JsonValueKind.Number } p && p.TryGetInt32(out var n) ? n : -1;
            if (shared < 0 || shared > previous.Length || entry.Text("k") is not { } rest || entry.Text("v") is not { } value)
                throw new InvalidDataException("an entry of its tree is incomplete");
            byte[] key = [.. previous[..shared], .. Convert.FromHexString(rest)];
            previous = key;
            var text = Encoding.UTF8.GetString(key);

            // In a DAG one subtree may hang in many places; in strict order no key can come twice, so the walk ends.
            if (string.CompareOrdinal(text, _lastKey) <= 0)
                throw new InvalidDataException("its keys are out of order");
            _lastKey = text;
            yield return (text, value);
            if (entry.Text("t") is { } right)
            {
                foreach (var below in Entries(right, depth + 1))
                    yield return below;
            }
        }
    }

    /// <summary>DAG-CBOR as JSON: CIDs and byte strings become hexadecimal text, which the record mapper does not look at.</summary>
    private static JsonElement Json(ReadOnlyMemory<byte> cbor)
    {
        var reader = new CborReader(cbor, CborConformanceMode.Lax);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Copy(reader, writer, 0);
        return JsonSerializer.Deserialize<JsonElement>(stream.ToArray());
    }

    private static void Copy(CborReader reader, Utf8JsonWriter writer, int depth)
    {
        if (depth > MaxDepth - 2)
            throw new InvalidDataException("a record is nested too deep");
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                reader.ReadStartMap();
                writer.WriteStartObject();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    writer.WritePropertyName(reader.ReadTextString());
                    Copy(reader, writer, depth + 1);
                }
                reader.ReadEndMap();
                writer.WriteEndObject();
                break;
            case CborReaderState.StartArray:
                reader.ReadStartArray();
                writer.WriteStartArray();
                while (reader.PeekState() != CborReaderState.EndArray)
                    Copy(reader, writer, depth + 1);
                reader.ReadEndArray();
                writer.WriteEndArray();
                break;
            case CborReaderState.Tag:
                if ((ulong)reader.ReadTag() != CidTag || reader.ReadByteString() is not [0x00, .. var cid])
                    throw new InvalidDataException("a record holds a tag that is no link");
                writer.WriteStringValue(Name(cid));
                break;
            case CborReaderState.TextString:
                writer.WriteStringValue(reader.ReadTextString());
                break;
            case CborReaderState.ByteString:
                writer.WriteStringValue(Convert.ToHexString(reader.ReadByteString()));
                break;
            case CborReaderState.UnsignedInteger:
                writer.WriteNumberValue(reader.ReadUInt64());
                break;
            case CborReaderState.NegativeInteger:
                writer.WriteNumberValue(reader.ReadInt64());
                break;
            case CborReaderState.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            case CborReaderState.Null:
                reader.ReadNull();
                writer.WriteNullValue();
                break;
            default:
                reader.SkipValue();
                writer.WriteNullValue();
                break;
        }
    }

    private static string Name(ReadOnlySpan<byte> cid) => Convert.ToHexString(cid);
}
