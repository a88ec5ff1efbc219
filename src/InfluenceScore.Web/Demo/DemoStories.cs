using InfluenceScore.Data;
using InfluenceScore.Data.People;
using InfluenceScore.Web.Demo.Cast;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Web.Demo;

/// <summary>Where to look first in the demo world.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="Path">Address of the page that shows it.</param>
/// <param name="Sentence">What there is to see.</param>
public sealed record DemoStory(string Name, string Path, string Sentence)
{
    private static readonly DemoStory[] All =
    [
        Of(Bakers.Crumbtide, "rose this week: its harbour-market posts drew people of the town who had not acted before."),
        Of(Bakers.Sheafmoor, "has four times the bakery’s followers and stands far below it: followers who never act are nobody influenced.", "/compare?account=x:crumbtide&account=x:sheafmoor"),
        Of(Marketers.Brightmast, "followed a pile of people seven times and dropped them nine days later each time. Its score gained nothing.", "/patterns/x/brightmastgrowth"),
        Of(Shops.Lobsterlace, "bought 9,800 followers in two days and likes that come within minutes. Neither moved the line.", "/patterns/x/lobsterlace"),
        Of(Shops.Gullgrist, "and six friends repost whatever any of them posts. Favours returned do not count as influence.", "/patterns/x/gullgrist"),
        Of(Waterfront.Tidewright, "has been silent for a month: while it rests, its evidence does not fade."),
    ];

    /// <returns>The stories where the store holds the demo world, none where it does not, or the viewer does not see all of them.</returns>
    public static async Task<IReadOnlyList<DemoStory>> ListAsync(InfluenceDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        // Nobody's real data has all of these made-up handles among its tracked accounts.
        // Asked by handle: the unique index answers, where a list of all tracked accounts would be read row by row.
        var handles = Cast.Select(m => m.Account.Handle).ToList();
        return await db.Accounts.VisibleTo(db, viewer).CountAsync(a => a.Network == "x" && handles.Contains(a.Handle) && a.Tracked, cancellationToken) == handles.Count ? All : [];
    }

    private static readonly CastMember[] Cast = [Bakers.Crumbtide, Bakers.Sheafmoor, Marketers.Brightmast, Shops.Lobsterlace, Shops.Gullgrist, Waterfront.Tidewright];

    private static DemoStory Of(CastMember member, string sentence, string? path = null) =>
        new(member.Name, path ?? $"/accounts/{member.Account.Key.Replace(':', '/')}", sentence);
}
