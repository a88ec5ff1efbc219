namespace InfluenceScore.Data.Entities;

/// <summary>Stand-ins for "unknown" inside natural keys, where SQL's NULL would make every row different from every other.</summary>
public static class Facts
{
    /// <summary>A moment that the source does not tell.</summary>
    public static readonly DateTime UnknownTime = DateTime.UnixEpoch;

    /// <summary>An interaction whose post the source does not tell.</summary>
    public const int NoPost = 0;
}
