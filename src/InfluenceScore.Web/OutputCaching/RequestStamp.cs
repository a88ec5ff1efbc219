using InfluenceScore.Data;

namespace InfluenceScore.Web.OutputCaching;

/// <summary>The stamp of the store as it was when a request came: who asks and which page is kept for them are judged by the same one, which is read once.</summary>
internal static class RequestStamp
{
    private static readonly object Key = new();

    public static long ReadOnce(this StoreStamp stamp, HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out var known))
            return (long)known!;
        var now = stamp.Read();
        context.Items[Key] = now;
        return now;
    }
}
