namespace InfluenceScore.Web.Erasure;

/// <summary>Files outside the database that may hold what somebody imported.</summary>
internal static class LeftFiles
{
    /// <summary>Lists of rejected rows quote names; the verb `import` leaves one beside the database.</summary>
    public static void RemoveRejects(string? database)
    {
        if (database is not null)
            Quietly(() => File.Delete(Path.ChangeExtension(database, ".rejects.csv")));
    }

    // Somebody else's folder, or one that went at the same moment.
    private static void Quietly(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is tried again tomorrow.
        }
    }
}
