using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;
using InfluenceScore.Scoring.Authenticity;
using Microsoft.EntityFrameworkCore;

namespace InfluenceScore.Data.Scores;

/// <summary>Who acted on one account inside a run's window, counted by the calendar (the score fades them by the activity clock; a head either acted or did not).</summary>
/// <param name="Genuine">Ids of the accounts that are more likely genuine than not, ascending.</param>
/// <param name="Doubtful">How many others acted: more likely bots or bought accounts.</param>
public sealed record Audience(int[] Genuine, int Doubtful)
{
    /// <summary>Probability from which an actor counts as a person here. A profile that tells nothing has the prior, 0.7, and counts.</summary>
    public const double GenuineFrom = .5;

    /// <summary>Reads it from the interactions themselves, which lie in the order of the target: one range of the table, and a profile for each actor.</summary>
    public static async Task<Audience> ReadAsync(InfluenceDbContext db, ScoreRun run, int accountId, CancellationToken cancellationToken = default)
    {
        var until = new DateTimeOffset(run.AsOf).ToUnixTimeMilliseconds();
        var from = until - (long)(run.WindowDays * TimeSpan.MillisecondsPerDay);
        // An act of unknown time (0) is as old as its post, as in the score.
        var actors = db.Database.SqlQuery<Actor>($"""
            SELECT i."ActorId" AS "Id", a."Handle", p."Name", p."Bio", p."Followers", p."Following", p."Posts", p."LikesGiven", p."Listed", p."DefaultAvatar", p."ObservedAt"
            FROM (
                SELECT DISTINCT "ActorId" FROM "Interactions"
                WHERE "TargetId" = {accountId} AND "ActorId" <> {accountId} AND (("At" >= {from} AND "At" < {until}) OR ("At" = 0 AND EXISTS (
                    SELECT 1 FROM "Posts" o WHERE o."Id" = "PostId" AND o."CreatedAt" >= {from} AND o."CreatedAt" < {until})))
            ) i
            JOIN "Accounts" a ON a."Id" = i."ActorId"
            LEFT JOIN "Profiles" p ON p."AccountId" = i."ActorId" AND p."ObservedAt" = (
                SELECT MAX(n."ObservedAt") FROM "Profiles" n WHERE n."AccountId" = i."ActorId" AND n."ObservedAt" < {until})
            """);
        var genuine = new List<int>();
        var doubtful = 0;
        await foreach (var actor in actors.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (AuthenticityModel.Estimate(actor.Profile).Probability >= GenuineFrom)
                genuine.Add(actor.Id);
            else
                doubtful++;
        }
        genuine.Sort();
        return new Audience([.. genuine], doubtful);
    }

    private sealed class Actor
    {
        public int Id { get; set; }
        public string Handle { get; set; } = "";
        public string? Name { get; set; }
        public string? Bio { get; set; }
        public long? Followers { get; set; }
        public long? Following { get; set; }
        public long? Posts { get; set; }
        public long? LikesGiven { get; set; }
        public long? Listed { get; set; }
        public bool? DefaultAvatar { get; set; }
        public long? ObservedAt { get; set; }

        public ProfileSnapshot? Profile => ObservedAt is null ? null : new(Handle, Name, Bio, Followers, Following, Posts, LikesGiven, Listed, DefaultAvatar);
    }
}
