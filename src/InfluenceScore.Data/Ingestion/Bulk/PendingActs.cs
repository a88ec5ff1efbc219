using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>An interaction whose accounts and post have their ids.</summary>
/// <param name="Post"><see cref="Facts.NoPost"/> = unknown.</param>
/// <param name="At">Unix milliseconds.</param>
internal readonly record struct PendingAct(int Target, int Actor, byte Kind, int Post, long At)
{
    /// <summary>Only these two kinds are ever told without their time, and one account does them once to a post.</summary>
    public bool MayBeKnownWithoutTime => Post != Facts.NoPost && (InteractionKind)Kind is InteractionKind.Repost or InteractionKind.Like;

    /// <summary>The beginning of the key.</summary>
    public long Pair => (long)Target << 32 | (uint)Actor;
}

/// <summary>
/// Interactions that wait to be stored in the order of their table's key: a table that grows from left to right is written once, one that grows everywhere is torn apart.
/// What does not fit into memory may be put aside in a file that nobody else sees and that ends with the process.
/// </summary>
/// <param name="most">Interactions in memory, 24 bytes each and, while they are sorted, 8 more.</param>
internal sealed class PendingActs(int most = 2_000_000) : IDisposable
{
    private readonly List<(long Start, int Count)> _aside = [];
    private PendingAct[] _acts = new PendingAct[1 << 10];
    private FileStream? _file;
    private int _sorted;

    public long Count => InMemory + _aside.Sum(a => (long)a.Count);

    public bool IsFull => InMemory == most;

    private int InMemory { get; set; }

    public void Add(PendingAct act)
    {
        if (InMemory == _acts.Length)
            Array.Resize(ref _acts, Math.Min(most, 2 * _acts.Length));
        _acts[InMemory++] = act;
        _sorted = 0;
    }

    /// <summary>Makes room in memory.</summary>
    /// <exception cref="InfluenceScoreException">The folder of temporary files is full, or cannot be written.</exception>
    public void PutAside()
    {
        try
        {
            _file ??= new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            });
            var start = _file.Length;
            _file.Position = start;
            _file.Write(MemoryMarshal.AsBytes<PendingAct>(Sorted()));
            _aside.Add((start, InMemory));
            InMemory = 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfluenceScoreException($"Interactions that wait to be stored cannot be put aside in {Path.GetTempPath()} (TMPDIR names another folder): {e.Message}", e);
        }
    }

    /// <summary>Gives each, in order, and forgets it.</summary>
    public void Empty(Action<PendingAct> store)
    {
        if (_aside.Count == 0)
        {
            foreach (var act in Sorted())
                store(act);
        }
        else
        {
            PutAside();
            foreach (var act in Merged())
                store(act);
            _aside.Clear();
            _file!.SetLength(0);
        }
        InMemory = 0;
    }

    public void Dispose() => _file?.Dispose();

    private IEnumerable<PendingAct> Merged()
    {
        var runs = _aside.Select(a => new Run(_file!, a.Start, a.Count)).ToList();
        var queue = new PriorityQueue<Run, PendingAct>(Comparer<PendingAct>.Create(Order));
        foreach (var run in runs.Where(r => r.MoveNext()))
            queue.Enqueue(run, run.Current);
        while (queue.TryPeek(out var first, out var act))
        {
            yield return act;
            if (first.MoveNext())
                queue.DequeueEnqueue(first, first.Current);
            else
                queue.Dequeue();
        }
    }

    /// <summary>Sorts those in memory, which <see cref="Empty"/> would do otherwise.</summary>
    public void Sort() => Sorted();

    /// <summary>By the pair first, which is one number and tells most of them apart.</summary>
    private Span<PendingAct> Sorted()
    {
        var acts = _acts.AsSpan(0, InMemory);
        if (_sorted == InMemory)
            return acts;
        var pairs = new long[acts.Length];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = acts[i].Pair;
        pairs.AsSpan().Sort(acts);
        for (int start = 0, end; start < pairs.Length; start = end)
        {
            for (end = start + 1; end < pairs.Length && pairs[end] == pairs[start]; end++)
            {
            }
            if (end - start > 1)
                acts[start..end].Sort(Order);
        }
        _sorted = InMemory;
        return acts;
    }

    private static int Order(PendingAct x, PendingAct y) =>
        x.Pair != y.Pair ? x.Pair.CompareTo(y.Pair)
        : x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind)
        : x.Post != y.Post ? x.Post.CompareTo(y.Post)
        : x.At.CompareTo(y.At);

    /// <summary>Acts that were put aside, read piece by piece.</summary>
    private sealed class Run(FileStream file, long start, int count)
    {
        private const int Piece = 1 << 13;

        private readonly PendingAct[] _piece = new PendingAct[Piece];
        private int _read, _place, _length;

        public PendingAct Current { get; private set; }

        public bool MoveNext()
        {
            if (_place == _length)
            {
                _length = Math.Min(Piece, count - _read);
                if (_length == 0)
                    return false;
                file.Position = start + (long)_read * Unsafe.SizeOf<PendingAct>();
                file.ReadExactly(MemoryMarshal.AsBytes(_piece.AsSpan(0, _length)));
                (_read, _place) = (_read + _length, 0);
            }
            Current = _piece[_place++];
            return true;
        }
    }
}
