namespace InfluenceScore.Data.Sources.Bundles;

/// <summary>The four files of a bundle, in the order in which they are read.</summary>
internal enum BundleTable
{
    Profiles,
    Posts,
    Interactions,
    Follows,
}

/// <summary>What each file is called and which columns it must have. The optional ones stand in <see cref="BundleMapper"/>, which reads them.</summary>
internal static class BundleTables
{
    public const string NetworkColumn = "network";

    public static readonly IReadOnlyList<BundleTable> All = Enum.GetValues<BundleTable>();

    public static string FileName(this BundleTable table) => table switch
    {
        BundleTable.Profiles => "profiles.csv",
        BundleTable.Posts => "posts.csv",
        BundleTable.Interactions => "interactions.csv",
        _ => "follows.csv",
    };

    /// <summary>The required columns without <see cref="NetworkColumn"/>, which --network may stand in for.</summary>
    public static IReadOnlyList<string> RequiredColumns(this BundleTable table) => table switch
    {
        BundleTable.Profiles => ["handle"],
        BundleTable.Posts => ["id", "author", "created_at"],
        BundleTable.Interactions => ["actor", "target", "kind", "at"],
        _ => ["follower", "followee", "event", "at"],
    };

    /// <summary>The table that a file of this name holds ("posts.csv", "Posts.CSV.gz"), or null.</summary>
    public static BundleTable? OfFileNameOrNull(string fileName)
    {
        var name = fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName;
        foreach (var table in All)
        {
            if (name.Equals(table.FileName(), StringComparison.OrdinalIgnoreCase))
                return table;
        }
        return null;
    }

    /// <summary>The table whose required columns a header has, or null; the richest match, as every file with an id and an author may also have a handle.</summary>
    public static BundleTable? OfHeaderOrNull(CsvHeader header)
    {
        BundleTable? found = null;
        foreach (var table in All)
        {
            var required = table.RequiredColumns();
            if (required.All(header.Columns.ContainsKey) && (found is null || required.Count > found.Value.RequiredColumns().Count))
                found = table;
        }
        return found;
    }
}
