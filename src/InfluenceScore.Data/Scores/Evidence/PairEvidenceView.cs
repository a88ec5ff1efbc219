using InfluenceScore.Data.Entities;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Scores.Evidence;

/// <summary>
/// The decayed evidence of every pair and the weight of everybody's posts as set-based SQL: what <c>ActTable</c>, <c>PostTable</c> and <c>PairEvidence</c> of the engine
/// do, where the facts lie. Both views take the moment and the model from the one row of a table, so that the same text runs on every server that keeps a part of the facts
/// (docs/scale.md). Everything is partitioned by the account that was acted on, who is the author of the posts.
/// </summary>
internal static class PairEvidenceView
{
    /// <summary>Names of the views and of the table with their one row. The number goes up whenever a statement changes.</summary>
    public const string Pairs = "PairEvidence1", Posts = "PostWeights1", Moment = "EvidenceMoment";

    /// <summary>Days are counted in milliseconds; exp of less than this would be refused as an underflow, and weighs nothing.</summary>
    private const string Day = "86400000::float8", Deepest = "700";

    /// <summary>Makes what is missing. Harmless where it is there, whoever put it there.</summary>
    public static string Create => $"""
        CREATE TABLE IF NOT EXISTS "{Moment}" (
            "AsOf" bigint NOT NULL, "Rate" float8 NOT NULL, "Floor" float8 NOT NULL, "Span" float8 NOT NULL,
            "PauseDays" float8 NOT NULL, "RhythmDays" float8 NOT NULL, "QuickMilliseconds" bigint NOT NULL);
        {IfMissing(Posts, PostWeights)}
        {IfMissing(Pairs, PairEvidence)}
        """;

    /// <summary>The kinds of interactions as columns: their decayed weights, and those of the acts that were no instant reaction.</summary>
    public static IEnumerable<string> Columns =>
        Enum.GetValues<InteractionKind>().Select(kind => $"\"{kind}\"").Concat(Enum.GetValues<InteractionKind>().Select(kind => $"\"Slow{kind}\""));

    /// <summary>Author → the weight of its posts; <c>PostTable.Totals</c>.</summary>
    private static string PostWeights => $"""
        WITH {Weighted}
        SELECT author AS "AuthorId", sum(weight) AS "Weight" FROM post GROUP BY author
        """;

    /// <summary>
    /// Posts before the moment by author, with the author's clock: <c>ran</c> is how long it ran from the first post to this one, <c>now</c> how long since the last one.
    /// Posts of one day weigh together like log2(1 + n); a repost weighs nothing.
    /// </summary>
    private static string Weighted => $"""
        moment AS (SELECT * FROM "{Moment}" LIMIT 1),
        gap AS (
            SELECT p."Id" AS id, p."AuthorId" AS author, p."CreatedAt" AS t, p."Kind" = {(int)PostKind.Repost} AS repost, m.*,
                (p."CreatedAt" - lag(p."CreatedAt") OVER (PARTITION BY p."AuthorId" ORDER BY p."CreatedAt", p."Id")) / {Day} AS days
            FROM "Posts" p CROSS JOIN moment m
            WHERE p."AuthorId" IS NOT NULL AND p."CreatedAt" < m."AsOf"),
        clock AS (
            SELECT g.*,
                sum(CASE WHEN days IS NULL THEN 0 ELSE least(days, "RhythmDays") + greatest(0, days - greatest("PauseDays", "RhythmDays")) END)
                    OVER (PARTITION BY author ORDER BY t, id ROWS UNBOUNDED PRECEDING) AS ran,
                count(*) FILTER (WHERE NOT repost) OVER (PARTITION BY author, floor(t / {Day})) AS same_day
            FROM gap g),
        author AS (
            SELECT author, min(t) AS first_t, max(t) AS last_t, max(ran) AS ran_last, greatest(0, (min("AsOf") - max(t)) / {Day} - min("PauseDays")) AS now
            FROM clock GROUP BY author),
        post AS (
            SELECT c.id, c.author, c.t, c.ran,
                CASE WHEN c.repost THEN 0 ELSE {Decay("a.now + a.ran_last - c.ran", "c")} * ln(1 + c.same_day::float8) / ln(2::float8) / c.same_day END AS weight
            FROM clock c JOIN author a ON a.author = c.author)
        """;

    /// <summary>
    /// Acts and posts of an account in one order of time, so that every act knows the last post before it; repetitions taken out, summed by pair and post, then by pair.
    /// An act without a time has that of the post it names.
    /// </summary>
    private static string PairEvidence => $"""
        WITH {Weighted},
        act AS (
            SELECT i."TargetId" AS account, i."ActorId" AS actor, i."Kind" AS kind, CASE WHEN p.t < m."AsOf" THEN p.id ELSE 0 END AS named, own.id AS own, own.t AS own_t, own.weight AS own_weight,
                CASE WHEN i."At" = 0 THEN coalesce(p.t, 0) ELSE i."At" END AS t, CASE WHEN i."At" = 0 THEN coalesce(p.t, 0) ELSE i."At" END < m."AsOf" AS known
            FROM "Interactions" i CROSS JOIN moment m
            LEFT JOIN (SELECT "Id" AS id, "CreatedAt" AS t FROM "Posts" WHERE "AuthorId" IS NOT NULL AND "CreatedAt" IS NOT NULL) p ON p.id = i."PostId"
            LEFT JOIN post own ON own.id = i."PostId" AND own.author = i."TargetId"
            WHERE i."ActorId" <> i."TargetId"),
        event AS (
            SELECT author AS account, t, 0 AS is_act, ran, NULL::int AS actor, NULL::smallint AS kind, 0 AS named, NULL::int AS own, NULL::bigint AS own_t, NULL::float8 AS own_weight FROM post
            UNION ALL
            SELECT account, t, 1, NULL, actor, kind, named, own, own_t, own_weight FROM act WHERE known),
        placed AS (
            SELECT e.*, max(CASE WHEN is_act = 0 THEN t END) OVER before AS before_t, max(ran) OVER before AS before_ran
            FROM event e WINDOW before AS (PARTITION BY account ORDER BY t, is_act ROWS UNBOUNDED PRECEDING)),
        aged AS (
            SELECT p.account, p.actor, p.kind, p.t, p.named, p.own, p.own_weight, m."Rate", m."Floor", m."Span",
                p.own IS NULL OR p.t < p.own_t OR p.t - p.own_t > m."QuickMilliseconds" AS slow,
                CASE
                    WHEN a.author IS NULL THEN (m."AsOf" - p.t) / {Day}
                    WHEN p.before_t = a.last_t THEN a.now - greatest(0, (p.t - a.last_t) / {Day} - m."PauseDays")
                    WHEN p.before_t IS NOT NULL THEN a.now + a.ran_last - p.before_ran
                        - least((p.t - p.before_t) / {Day}, m."RhythmDays") - greatest(0, (p.t - p.before_t) / {Day} - greatest(m."PauseDays", m."RhythmDays"))
                    ELSE a.now + a.ran_last + (a.first_t - p.t) / {Day}
                END AS age
            FROM placed p CROSS JOIN moment m LEFT JOIN author a ON a.author = p.account
            WHERE p.is_act = 1),
        single AS (
            SELECT account, actor, own, kind, t, named, max({Decay("age", "aged")}) AS w, max(own_weight) AS own_weight, bool_or(slow) AS slow
            FROM aged GROUP BY account, actor, own, kind, t, named),
        on_post AS (
            SELECT account, actor, own, {Sums(kind => $"sum(w) FILTER (WHERE kind = {(int)kind})", kind => $"sum(w) FILTER (WHERE kind = {(int)kind} AND slow)")},
                CASE WHEN own IS NOT NULL AND bool_or(w > 0) THEN max(own_weight) END AS post, CASE WHEN own IS NOT NULL AND bool_or(w > 0 AND slow) THEN max(own_weight) END AS slow_post,
                CASE WHEN own IS NULL THEN sum(w) FILTER (WHERE kind <> {(int)InteractionKind.Mention}) END AS loose,
                bool_and(kind = {(int)InteractionKind.Mention}) AS only_mentions, min(t) AS first_t, max(t) AS last_t
            FROM single GROUP BY account, actor, own)
        SELECT actor AS "ActorId", account AS "TargetId", bool_and(only_mentions) AS "OnlyMentions",
            {Sums(kind => $"coalesce(sum(\"{kind}\"), 0)", kind => $"coalesce(sum(\"Slow{kind}\"), 0)")},
            coalesce(sum(post), 0) AS "Posts", coalesce(sum(slow_post), 0) AS "SlowPosts", coalesce(sum(loose), 0) AS "Loose", min(first_t) AS "First", max(last_t) AS "Last"
        FROM on_post GROUP BY account, actor
        """;

    private static string Decay(string age, string row) =>
        $"greatest(0, (exp(-least({row}.\"Rate\" * greatest(0, {age}), {Deepest})) - {row}.\"Floor\") / {row}.\"Span\")";

    private static string Sums(Func<InteractionKind, string> all, Func<InteractionKind, string> slow) =>
        string.Join(", ", Enum.GetValues<InteractionKind>().Select(k => $"{all(k)} AS \"{k}\"").Concat(Enum.GetValues<InteractionKind>().Select(k => $"{slow(k)} AS \"Slow{k}\"")));

    /// <summary>A view that somebody made over several servers stays as it is.</summary>
    private static string IfMissing(string view, string statement) => $"""
        DO $make$ BEGIN IF to_regclass('"{view}"') IS NULL THEN CREATE VIEW "{view}" AS {statement}; END IF; END $make$;
        """;
}
