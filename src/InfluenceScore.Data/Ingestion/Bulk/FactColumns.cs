using InfluenceScore.Data.Sources.Bundles;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>What a cell of a bundle is, and so how <see cref="RowParser"/> reads it.</summary>
internal enum CellKind
{
    /// <summary>Stored in lower case without @.</summary>
    Handle,
    Id,
    Word,
    Text,
    Time,
    Count,
    Flag,
    PostKind,
    InteractionKind,
    FollowEvent,
}

/// <param name="Name">As the header has it.</param>
internal readonly record struct FactColumn(string Name, CellKind Kind, bool Required = false);

/// <summary>The columns of each file in the order of a block's cells. Cell 0 is the number of the network; the columns follow.</summary>
internal static class FactColumns
{
    public static FactColumn[] Of(BundleTable table) => table switch
    {
        BundleTable.Profiles =>
        [
            new("handle", CellKind.Handle, true), new("observed_at", CellKind.Time), new("id", CellKind.Id), new("name", CellKind.Text), new("created_at", CellKind.Time),
            new("location", CellKind.Text), new("bio", CellKind.Text), new("followers", CellKind.Count), new("following", CellKind.Count), new("posts", CellKind.Count),
            new("likes_given", CellKind.Count), new("listed", CellKind.Count), new("verified", CellKind.Flag), new("default_avatar", CellKind.Flag),
        ],
        BundleTable.Posts =>
        [
            new("id", CellKind.Id, true), new("author", CellKind.Handle, true), new("created_at", CellKind.Time, true), new("kind", CellKind.PostKind),
            new("refers_to", CellKind.Id), new("text", CellKind.Text), new("likes", CellKind.Count), new("reposts", CellKind.Count), new("replies", CellKind.Count),
            new("quotes", CellKind.Count), new("views", CellKind.Count), new("lang", CellKind.Word),
        ],
        BundleTable.Interactions =>
        [
            new("actor", CellKind.Handle, true), new("target", CellKind.Handle, true), new("kind", CellKind.InteractionKind, true), new("post", CellKind.Id),
            new("at", CellKind.Time, true),
        ],
        _ =>
        [
            new("follower", CellKind.Handle, true), new("followee", CellKind.Handle, true), new("event", CellKind.FollowEvent, true), new("at", CellKind.Time, true),
        ],
    };
}
