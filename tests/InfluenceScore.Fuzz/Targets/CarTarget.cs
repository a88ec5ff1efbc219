using System.Security.Cryptography;

namespace InfluenceScore.Fuzz.Targets;

/// <summary>
/// A Bluesky repository. Plain damage ends at the first hash that does not fit, so most inputs are damaged inside a block and then named anew: that block, and every block above
/// it that names it, up to the header. So the damage reaches the CBOR reader, the tree and the records.
/// </summary>
internal sealed class CarTarget : FileTarget
{
    private const int CidLength = 36;
    private static readonly byte[] CidStart = [0x01, 0x71, 0x12, 0x20];

    private readonly byte[] _sample;
    private readonly byte[] _header;
    private readonly List<(byte[] Cid, byte[] Block)> _blocks = [];

    public CarTarget()
    {
        _sample = Corpus("car").Single(f => f.Name.EndsWith(".car", StringComparison.Ordinal)).Bytes;
        var at = 0;
        var length = Length(_sample, ref at);
        _header = _sample[at..(at + length)];
        for (at += length; at < _sample.Length; at += length)
        {
            length = Length(_sample, ref at);
            _blocks.Add((_sample[at..(at + CidLength)], _sample[(at + CidLength)..(at + length)]));
        }
    }

    public override IEnumerable<(string Name, byte[] Input)> Nasties
    {
        get
        {
            yield return ("the sample", _sample);
            yield return ("huge varint", [.. _sample[..100], 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, .. _sample[100..]]);
            var commit = _blocks.FindIndex(b => _header.AsSpan().IndexOf(b.Cid) >= 0);
            foreach (var (name, block) in new (string, byte[])[]
            {
                ("deep arrays", [.. Enumerable.Repeat((byte)0x81, 1_000_000), 0xF6]),
                ("deep maps", [.. Enumerable.Repeat(new byte[] { 0xA1, 0x61, 0x61 }, 300_000).SelectMany(b => b), 0xF6]),
                ("endless arrays", [.. Enumerable.Repeat((byte)0x9F, 1_000_000)]),
                ("array of 2^64", [0x9B, 255, 255, 255, 255, 255, 255, 255, 255]),
                ("text of 2^63", [0x7B, 127, 255, 255, 255, 255, 255, 255, 255]),
                ("map of 2^62", [0xBB, 63, 255, 255, 255, 255, 255, 255, 255]),
                ("tags on tags", [.. Enumerable.Repeat(new byte[] { 0xD8, 0x2A }, 500_000).SelectMany(b => b), 0xF6]),
                ("keys twice", [0xA2, 0x61, 0x61, 1, 0x61, 0x61, 2]),
                ("bignum", [0xC2, 0x5A, 0, 0x0F, 0x42, 0x40, .. new byte[1_000_000]]),
            })
                yield return ($"commit of {name}", With(commit, block));
        }
    }

    public override byte[] Make(Mutator mutator)
    {
        if (mutator.OneIn(4))
            return mutator.Damage(_sample, _sample);
        var index = mutator.Below(_blocks.Count);
        return With(index, mutator.Damage(_blocks[index].Block, mutator.One(_blocks).Block));
    }

    /// <summary>The repository with one block exchanged, and all names put right.</summary>
    private byte[] With(int index, byte[] block)
    {
        var header = _header.ToArray();
        var blocks = _blocks.Select(b => (Cid: b.Cid.ToArray(), Block: b.Block.ToArray())).ToList();
        blocks[index] = (blocks[index].Cid, block);
        var toName = new Queue<int>([index]);
        for (var steps = 0; toName.TryDequeue(out var i) && steps < 200; steps++)
        {
            var old = blocks[i].Cid;
            byte[] cid = [.. CidStart, .. SHA256.HashData(blocks[i].Block)];
            blocks[i] = (cid, blocks[i].Block);
            Replace(header, old, cid);
            for (var j = 0; j < blocks.Count; j++)
            {
                if (j != i && Replace(blocks[j].Block, old, cid))
                    toName.Enqueue(j);
            }
        }
        using var car = new MemoryStream();
        Write(car, header);
        foreach (var (cid, bytes) in blocks)
            Write(car, [.. cid, .. bytes]);
        return car.ToArray();
    }

    private static bool Replace(byte[] bytes, byte[] old, byte[] by)
    {
        var found = false;
        for (var at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
        {
            by.CopyTo(bytes, at);
            found = true;
            if (old.AsSpan().SequenceEqual(by))
                break;
        }
        return found;
    }

    private static void Write(MemoryStream car, byte[] bytes)
    {
        for (var length = (uint)bytes.Length; ; length >>= 7)
        {
            car.WriteByte((byte)(length < 0x80 ? length : length | 0x80));
            if (length < 0x80)
                break;
        }
        car.Write(bytes);
    }

    private static int Length(byte[] bytes, ref int at)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[at++];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }
}
