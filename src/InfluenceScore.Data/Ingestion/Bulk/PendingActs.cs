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
}

/// <summary>
/// Interactions that wait to be stored in the order of their table's key: a table that grows from left to right is written once, one that grows everywhere is torn apart.
/// </summary>
internal sealed class PendingActs
{
    /// <summary>24 bytes each.</summary>
    private const int Most = 2_000_000;

    private PendingAct[] _acts = new PendingAct[1 << 12];

    public int Count { get; private set; }

    public bool IsFull => Count == Most;

    public void Add(PendingAct act)
    {
        if (Count == _acts.Length)
            Array.Resize(ref _acts, Math.Min(Most, 2 * _acts.Length));
        _acts[Count++] = act;
    }

    /// <summary>Gives each, in order, and forgets it.</summary>
    public void Empty(Action<PendingAct> store)
    {
        var acts = _acts.AsSpan(0, Count);
        acts.Sort(Order);
        for (; Count > 0; Count--)
            store(acts[^Count]);
    }

    private static int Order(PendingAct x, PendingAct y) =>
        x.Target != y.Target ? x.Target.CompareTo(y.Target)
        : x.Actor != y.Actor ? x.Actor.CompareTo(y.Actor)
        : x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind)
        : x.Post != y.Post ? x.Post.CompareTo(y.Post)
        : x.At.CompareTo(y.At);
}
