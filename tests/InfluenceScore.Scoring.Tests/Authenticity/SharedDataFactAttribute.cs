namespace InfluenceScore.Scoring.Tests.Authenticity;

/// <summary>Runs only where ../shared/data (labelled sets that may not be committed) stands beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public static string? Folder { get; } = Find();

    public SharedDataFactAttribute()
    {
        if (Folder is null) Skip = "needs ../shared/data/fakes and ../shared/data/bots-train beside the repository; they may not be committed";
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(Path.Combine(data, "fakes")) && Directory.Exists(Path.Combine(data, "bots-train"))) return data;
        }

        return null;
    }
}
