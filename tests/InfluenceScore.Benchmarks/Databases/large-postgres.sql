-- A PostgreSQL database with as many interactions as wanted, made up inside the server: what the scoring of 100 million is measured on. Accounts are acted on about as 1/rank, posts of one
-- account alike, a few people do most; every thirtieth of those acted on is tracked (1,000 of 30,000); half a year of posts, 85 days of acts before 2026-11-01. Nobody has a profile. Into a database of the program that is empty (`score` makes one):
--   psql -v interactions=100000000 -v people=10000000 -v targets=30000 -v posts=1333 -v tracked=1000 -f large-postgres.sql "…"
\set ON_ERROR_STOP on
\timing on
SELECT setseed(.1);
SET synchronous_commit = off;
ALTER TABLE "Interactions" DROP CONSTRAINT "PK_Interactions";
DROP INDEX "IX_Posts_AuthorId_CreatedAt", "IX_Posts_NetworkPostId_Network", "IX_Accounts_NameInOrder_Id", "IX_Accounts_Network_NetworkUserId";
INSERT INTO "Accounts" ("Id", "Network", "Handle", "Tracked")
SELECT i, 'x', CASE WHEN i <= :targets THEN 'target' ELSE 'person' END || i, i <= :targets AND i % (:targets / :tracked) = 0 FROM generate_series(1, :targets + :people) AS i;
INSERT INTO "Posts" ("Id", "Network", "NetworkPostId", "AuthorId", "CreatedAt", "Kind", "Text")
SELECT (t - 1) * :posts + n, 'x', 'p' || ((t - 1) * :posts + n), t, 1793491200000 - (random() * 180 * 86400000)::bigint, 1, 'a post about ' || md5(n::text) || ' and ' || md5(t::text)
FROM generate_series(1, :targets) AS t, generate_series(1, :posts) AS n;
-- Sorted as the key is: one account's acts lie together.
INSERT INTO "Interactions" ("TargetId", "ActorId", "Kind", "PostId", "At")
SELECT t, :targets + least(:people, 1 + (:people * a * a)::int), k, (t - 1) * :posts + 1 + (p * (:posts - 1))::int, 1793491200000 - 1 - (w * 85 * 86400000)::bigint
FROM (SELECT power(:targets, random())::int AS t, random() AS a, 1 + (random() * 4)::int AS k, random() AS p, random() AS w FROM generate_series(1, :interactions)) AS made
ORDER BY 1, 2, 3, 4, 5;
ALTER TABLE "Interactions" ADD CONSTRAINT "PK_Interactions" PRIMARY KEY ("TargetId", "ActorId", "Kind", "PostId", "At");
CREATE INDEX "IX_Posts_AuthorId_CreatedAt" ON "Posts" ("AuthorId", "CreatedAt");
CREATE UNIQUE INDEX "IX_Posts_NetworkPostId_Network" ON "Posts" ("NetworkPostId", "Network");
CREATE INDEX "IX_Accounts_NameInOrder_Id" ON "Accounts" ("NameInOrder", "Id");
CREATE INDEX "IX_Accounts_Network_NetworkUserId" ON "Accounts" ("Network", "NetworkUserId");
ANALYZE;
SELECT pg_size_pretty(pg_total_relation_size('"Interactions"')) AS interactions, pg_size_pretty(pg_total_relation_size('"Posts"')) AS posts,
    pg_size_pretty(pg_total_relation_size('"Accounts"')) AS accounts, pg_size_pretty(pg_database_size(current_database())) AS database;
