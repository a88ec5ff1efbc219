namespace InfluenceScore.Web.Demo;

/// <summary>What some accounts of the demo world do to look bigger. Leaving one out gives the same world without it, so that its gain can be measured.</summary>
[Flags]
public enum DemoTricks
{
    None = 0,

    /// <summary>Brightmast Growth Studio follows a pile of accounts, drops them nine days later, and starts again.</summary>
    FollowChurn = 1,

    /// <summary>9,800 empty accounts begin to follow Lobsterlace Outfitters within two days.</summary>
    BoughtFollowers = 2,

    /// <summary>Some of the same empty accounts like posts of Lobsterlace Outfitters within minutes.</summary>
    BoughtEngagement = 4,

    /// <summary>Gullgrist Brewery and six friends of the trade repost everything that any of them posts.</summary>
    MutualRing = 8,
}
