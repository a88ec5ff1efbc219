namespace InfluenceScore.Web.Demo.Cast;

/// <summary>Everybody whom the demo world watches, and who listens to whom among them.</summary>
internal static class DemoCast
{
    public static readonly CastMember[] All =
    [
        Newsroom.Lantern, Newsroom.LanternOnBluesky, Newsroom.Ottoline,
        Bakers.Crumbtide, Bakers.CrumbtideOnBluesky, Bakers.CrumbtideOnMastodon, Bakers.Sheafmoor,
        Shops.Ropequill, Shops.Barnaquill, Shops.Kelpwick, Shops.Lobsterlace, Shops.Gullgrist,
        Waterfront.Tidewright, Waterfront.Pellworm, Waterfront.Fennick, Waterfront.Ternwatch,
        Marketers.Brightmast, Marketers.HarbourDeals,
    ];

    /// <summary>Chance that the first acts on a post of the second; in the last week, the second number.</summary>
    public static readonly (CastMember Actor, CastMember Target, double Usual, double LastWeek)[] Ties =
    [
        (Newsroom.Lantern, Bakers.Crumbtide, .06, .30),
        (Shops.Ropequill, Bakers.Crumbtide, .10, .16),
        (Waterfront.Tidewright, Bakers.Crumbtide, .06, 0),
        (Shops.Gullgrist, Bakers.Crumbtide, .04, .10),
        (Bakers.Crumbtide, Newsroom.Lantern, .02, .02),
        (Bakers.Crumbtide, Shops.Ropequill, .09, .09),
        (Newsroom.Lantern, Shops.Ropequill, .05, .05),
        (Newsroom.Lantern, Waterfront.Tidewright, .10, 0),
        (Shops.Ropequill, Newsroom.Lantern, .02, .02),
        (Bakers.Crumbtide, Shops.Gullgrist, .04, .04),
        (Bakers.Crumbtide, Waterfront.Tidewright, .08, 0),
        (Newsroom.LanternOnBluesky, Bakers.CrumbtideOnBluesky, .08, .15),
        (Newsroom.LanternOnBluesky, Shops.Barnaquill, .06, .20),
        (Newsroom.LanternOnBluesky, Waterfront.Fennick, .12, .05),
        (Waterfront.Fennick, Bakers.CrumbtideOnBluesky, .08, .08),
        (Shops.Barnaquill, Waterfront.Fennick, .10, .10),
        (Shops.Barnaquill, Shops.Kelpwick, .08, .08),
        (Bakers.CrumbtideOnBluesky, Shops.Barnaquill, .07, .07),
        (Newsroom.Ottoline, Bakers.CrumbtideOnMastodon, .12, .20),
        (Newsroom.Ottoline, Waterfront.Pellworm, .10, .30),
        (Bakers.CrumbtideOnMastodon, Newsroom.Ottoline, .06, .06),
        (Waterfront.Pellworm, Newsroom.Ottoline, .06, .06),
    ];
}
