using System.Data.Common;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Scores;

/// <summary>The interactions, by ids, as they lie in their table.</summary>
internal sealed class StoredActs
{
    public int[] Actors, Targets, Posts;
    public InteractionKind[] Kinds;
    public long[] Times;

    private StoredActs(int count) =>
        (Actors, Targets, Posts, Kinds, Times) = (new int[count], new int[count], new int[count], new InteractionKind[count], new long[count]);

    public static StoredActs Read(DbTransaction snapshot, bool ofTracked, CancellationToken cancellationToken)
    {
        // Counted first: arrays that grow would lie in memory twice.
        var from = $"FROM \"Interactions\" {(ofTracked ? $"WHERE \"TargetId\" IN {ScoringInputLoader.TrackedIds}" : "")}";
        var acts = new StoredActs(RowReader.Count(snapshot, from));
        var act = 0;
        RowReader.Each(snapshot, $"""SELECT "ActorId", "TargetId", "Kind", "PostId", "At" {from}""", row =>
        {
            (acts.Actors[act], acts.Targets[act], acts.Kinds[act]) = (row.Int(0), row.Int(1), (InteractionKind)row.Long(2));
            (acts.Posts[act], acts.Times[act++]) = (row.Int(3), row.Long(4));
        }, cancellationToken);
        return acts;
    }
}
