using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>
/// Rows to records. Pure: the same row gives the same record. Only what cannot be understood is a problem here;
/// whether a value can be right (an empty handle, a date in the future) is for the Ingestor to say, for all sources alike.
/// </summary>
internal static class BundleMapper
{
    private static readonly Dictionary<string, PostKind> PostKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["original"] = PostKind.Original,
        ["reply"] = PostKind.Reply,
        ["repost"] = PostKind.Repost,
        ["quote"] = PostKind.Quote,
    };

    private static readonly Dictionary<string, InteractionKind> InteractionKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["repost"] = InteractionKind.Repost,
        ["quote"] = InteractionKind.Quote,
        ["reply"] = InteractionKind.Reply,
        ["mention"] = InteractionKind.Mention,
        ["like"] = InteractionKind.Like,
    };

    private static readonly Dictionary<string, FollowEventKind> FollowEvents = new(StringComparer.OrdinalIgnoreCase)
    {
        ["follow"] = FollowEventKind.Follow,
        ["unfollow"] = FollowEventKind.Unfollow,
    };

    /// <inheritdoc cref="Profile"/>
    public static (object Record, string? Problem) Of(BundleTable table, BundleRow row) => table switch
    {
        BundleTable.Profiles => Profile(row),
        BundleTable.Posts => Post(row),
        BundleTable.Interactions => Interaction(row),
        _ => Follow(row),
    };

    /// <summary>Returns the record, and null or what is wrong with the row; then the record means nothing.</summary>
    public static (ProfileRecord Record, string? Problem) Profile(BundleRow row)
    {
        var cells = new CellReader(row);
        var record = new ProfileRecord(
            cells.Network(),
            cells.RequiredWord("handle"),
            cells.Time("observed_at"),
            cells.Word("id"),
            cells.Text("name"),
            cells.Time("created_at"),
            cells.Text("location"),
            cells.Text("bio"),
            cells.Count("followers"),
            cells.Count("following"),
            cells.Count("posts"),
            cells.Count("likes_given"),
            cells.Count("listed"),
            cells.Flag("verified"),
            cells.Flag("default_avatar"));
        return (record, cells.Problem);
    }

    /// <inheritdoc cref="Profile"/>
    public static (PostRecord Record, string? Problem) Post(BundleRow row)
    {
        var cells = new CellReader(row);
        var record = new PostRecord(
            cells.Network(),
            cells.RequiredWord("id"),
            cells.RequiredWord("author"),
            cells.RequiredTime("created_at"),
            cells.Choice("kind", PostKinds) ?? PostKind.Unknown,
            cells.Word("refers_to"),
            cells.Text("text"),
            cells.Count("likes"),
            cells.Count("reposts"),
            cells.Count("replies"),
            cells.Count("quotes"),
            cells.Count("views"),
            cells.Word("lang"));
        return (record, cells.Problem);
    }

    /// <inheritdoc cref="Profile"/>
    public static (InteractionRecord Record, string? Problem) Interaction(BundleRow row)
    {
        var cells = new CellReader(row);
        var record = new InteractionRecord(
            cells.Network(),
            cells.RequiredWord("actor"),
            cells.RequiredWord("target"),
            cells.RequiredChoice("kind", InteractionKinds),
            cells.RequiredTime("at"),
            cells.Word("post"));
        return (record, cells.Problem);
    }

    /// <inheritdoc cref="Profile"/>
    public static (FollowRecord Record, string? Problem) Follow(BundleRow row)
    {
        var cells = new CellReader(row);
        var record = new FollowRecord(
            cells.Network(),
            cells.RequiredWord("follower"),
            cells.RequiredWord("followee"),
            cells.RequiredChoice("event", FollowEvents),
            cells.RequiredTime("at"));
        return (record, cells.Problem);
    }
}
