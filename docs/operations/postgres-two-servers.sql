-- Lets the interactions and posts of an InfluenceScore database live on two more PostgreSQL servers, in hash partitions by the account that was acted on, who is the author of
-- the posts. Each server sums up its own interactions; pairs come back. For scoring what is there: no import or fetch can write to such a database, for no unique key spans servers
-- (Citus has such keys: docs/scale.md). Before it: setting Database__SumInStore, 'score' once (it makes the views), then on each of the two servers a database with the same shape:
--   pg_dump --schema-only --no-owner -t '"Interactions"' -t '"Posts"' -t '"EvidenceMoment"' -t '"PostWeights1"' -t '"PairEvidence1"' influence | psql -h SERVER -d DATABASE
-- Then, once: psql -v one="host 'SERVER', port '5432', dbname 'DATABASE'" -v two="…" -v login="user 'influence', password '…'" -d influence -f postgres-two-servers.sql
BEGIN;

CREATE EXTENSION IF NOT EXISTS postgres_fdw;
CREATE SERVER one FOREIGN DATA WRAPPER postgres_fdw OPTIONS (:one, fetch_size '10000', async_capable 'true');
CREATE SERVER two FOREIGN DATA WRAPPER postgres_fdw OPTIONS (:two, fetch_size '10000', async_capable 'true');
CREATE USER MAPPING FOR CURRENT_USER SERVER one OPTIONS (:login);
CREATE USER MAPPING FOR CURRENT_USER SERVER two OPTIONS (:login);

-- The views and the moment of each server, under names of their own.
CREATE SCHEMA one;
CREATE SCHEMA two;
IMPORT FOREIGN SCHEMA public LIMIT TO ("EvidenceMoment", "PostWeights1", "PairEvidence1") FROM SERVER one INTO one;
IMPORT FOREIGN SCHEMA public LIMIT TO ("EvidenceMoment", "PostWeights1", "PairEvidence1") FROM SERVER two INTO two;

-- The rows move.
DROP VIEW "PairEvidence1";
DROP VIEW "PostWeights1";
ALTER TABLE "Interactions" RENAME TO "InteractionsBefore";
ALTER TABLE "Posts" RENAME TO "PostsBefore";
CREATE TABLE "Interactions" (LIKE "InteractionsBefore") PARTITION BY HASH ("TargetId");
CREATE FOREIGN TABLE one."Interactions" PARTITION OF "Interactions" FOR VALUES WITH (MODULUS 2, REMAINDER 0) SERVER one OPTIONS (schema_name 'public', batch_size '1000');
CREATE FOREIGN TABLE two."Interactions" PARTITION OF "Interactions" FOR VALUES WITH (MODULUS 2, REMAINDER 1) SERVER two OPTIONS (schema_name 'public', batch_size '1000');
CREATE TABLE "Posts" (LIKE "PostsBefore") PARTITION BY HASH ("AuthorId");
CREATE FOREIGN TABLE one."Posts" PARTITION OF "Posts" FOR VALUES WITH (MODULUS 2, REMAINDER 0) SERVER one OPTIONS (schema_name 'public', batch_size '1000');
CREATE FOREIGN TABLE two."Posts" PARTITION OF "Posts" FOR VALUES WITH (MODULUS 2, REMAINDER 1) SERVER two OPTIONS (schema_name 'public', batch_size '1000');
INSERT INTO "Interactions" SELECT * FROM "InteractionsBefore";
INSERT INTO "Posts" SELECT * FROM "PostsBefore";
DROP TABLE "InteractionsBefore";
DROP TABLE "PostsBefore";

-- Both servers scan at the same time; what they give is put together here.
CREATE VIEW "PairEvidence1" AS SELECT * FROM one."PairEvidence1" UNION ALL SELECT * FROM two."PairEvidence1";
CREATE VIEW "PostWeights1" AS SELECT * FROM one."PostWeights1" UNION ALL SELECT * FROM two."PostWeights1";

-- The moment of a scoring goes to both servers; it is seen by the scoring's transaction alone, there too.
CREATE FUNCTION tell_the_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM one."EvidenceMoment";
    DELETE FROM two."EvidenceMoment";
    INSERT INTO one."EvidenceMoment" SELECT NEW.*;
    INSERT INTO two."EvidenceMoment" SELECT NEW.*;
    RETURN NEW;
END $$;
CREATE TRIGGER tell_the_moment AFTER INSERT ON "EvidenceMoment" FOR EACH ROW EXECUTE FUNCTION tell_the_moment();

COMMIT;
