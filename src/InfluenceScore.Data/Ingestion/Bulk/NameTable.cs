using System.Runtime.InteropServices;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>
/// Name → row id in plain memory: a hash table over UTF-8 bytes in one array, 24 bytes and the name itself an entry. Bounded: when it is full it forgets everything,
/// and <see cref="KnowsAll"/> no longer holds; a forgotten name costs a look-up in the database.
/// </summary>
/// <param name="knowsAll">The table of the database is empty, so what is not here is nowhere.</param>
/// <param name="mostNames">Entries; 8 million take some 400 MB.</param>
internal sealed class NameTable(bool knowsAll, int mostNames = 8_000_000)
{
    private const int MostBytes = 1 << 29;

    private int[] _slots = new int[1 << 12];
    private Entry[] _entries = new Entry[1 << 11];
    private byte[] _names = new byte[1 << 16];
    private int _count;
    private int _namesEnd;

    /// <summary>Whether a name that is not found has no row in the database either.</summary>
    public bool KnowsAll { get; private set; } = knowsAll;

    /// <summary>Seeded anew in each process: nobody can send names that collide.</summary>
    public static int Hash(int network, ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.Add(network);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    /// <summary>The value of a name; a null reference where it is not known. Valid until the next <see cref="Add"/>.</summary>
    public ref int FindOrNull(int network, ReadOnlySpan<byte> name, int hash)
    {
        for (var slot = hash & (_slots.Length - 1); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            ref var entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && entry.Network == network && name.SequenceEqual(_names.AsSpan(entry.Start, entry.Length)))
                return ref entry.Value;
        }
        return ref System.Runtime.CompilerServices.Unsafe.NullRef<int>();
    }

    /// <summary>Whether that many names and bytes can be added without anything being forgotten.</summary>
    public bool HasRoom(int names, int bytes) => _count + (long)names <= mostNames && _namesEnd + (long)bytes <= MostBytes;

    /// <summary>Adds a name that is not known.</summary>
    public void Add(int network, ReadOnlySpan<byte> name, int hash, int value)
    {
        if (_count == mostNames || _namesEnd + (long)name.Length > MostBytes)
            Forget();
        if (_count == _entries.Length)
            Grow();
        while (_namesEnd + name.Length > _names.Length)
            Array.Resize(ref _names, _names.Length * 2);
        name.CopyTo(_names.AsSpan(_namesEnd));
        _entries[_count] = new Entry { Hash = hash, Value = value, Network = network, Start = _namesEnd, Length = name.Length };
        _namesEnd += name.Length;
        Place(hash, ++_count);
    }

    public void Forget()
    {
        Array.Clear(_slots);
        (_count, _namesEnd, KnowsAll) = (0, 0, false);
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < _count; i++)
            Place(_entries[i].Hash, i + 1);
    }

    private void Place(int hash, int entry)
    {
        var slot = hash & (_slots.Length - 1);
        while (_slots[slot] != 0)
            slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = entry;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Hash, Value, Network, Start, Length;
    }
}
