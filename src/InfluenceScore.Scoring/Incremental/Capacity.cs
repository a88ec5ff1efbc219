namespace InfluenceScore.Scoring.Incremental;

/// <summary>Arrays that grow at their end, rarely.</summary>
internal static class Capacity
{
    public static void Ensure<T>(ref T[] array, int length)
    {
        if (length > array.Length) Array.Resize(ref array, length + length / 64 + 1024);
    }
}
