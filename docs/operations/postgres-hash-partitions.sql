-- Cuts the interactions of an InfluenceScore database into 4 hash partitions by the account that was acted on.
-- Run it once, while nothing imports or fetches: psql -d influence -f postgres-hash-partitions.sql. It needs room for a second copy until it commits.
BEGIN;

ALTER TABLE "Interactions" RENAME TO "InteractionsBefore";
CREATE TABLE "Interactions" (LIKE "InteractionsBefore") PARTITION BY HASH ("TargetId");
CREATE TABLE "Interactions_0" PARTITION OF "Interactions" FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE "Interactions_1" PARTITION OF "Interactions" FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE "Interactions_2" PARTITION OF "Interactions" FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE "Interactions_3" PARTITION OF "Interactions" FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO "Interactions" SELECT * FROM "InteractionsBefore";
-- The views look at the new table when they are made again, at the next scoring.
DROP VIEW IF EXISTS "PairEvidence1";
DROP TABLE "InteractionsBefore";
ALTER TABLE "Interactions" ADD CONSTRAINT "PK_Interactions" PRIMARY KEY ("TargetId", "ActorId", "Kind", "PostId", "At");
CREATE INDEX "IX_Interactions_Untimed" ON "Interactions" ("TargetId", "ActorId") WHERE "At" = 0;

COMMIT;
ANALYZE "Interactions";
