namespace InfluenceScore.Data.Tests;

/// <summary>A test on real data that are not part of the repository: skipped, saying so, where the folder ../shared/data is absent.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string name)
    {
        if (!Directory.Exists(PathOf(name)))
            Skip = $"needs the data set ../shared/data/{name}, which is not part of the repository";
    }

    public static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "InfluenceScore.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", "..", "shared", "data", name);
    }
}
