#!/bin/sh
# The peer of the verb `import` on PostgreSQL: the interactions of a bundle alone, by psql's \copy into a table keyed by their natural key. One duplicate row
# refuses the whole COPY: leave them out before, in their order (awk '!seen[$0]++'). Usage: natural-key-postgres.sh BUNDLE HOST PORT USER DATABASE
psql -q -h "$2" -p "$3" -U "$4" -d "$5" -v ON_ERROR_STOP=1 <<SQL
CREATE TABLE natural_key (network text COLLATE "C", actor text COLLATE "C", target text COLLATE "C", kind text COLLATE "C", post text COLLATE "C", at text COLLATE "C",
    PRIMARY KEY (network, actor, target, kind, post, at));
\copy natural_key FROM '$1/interactions.csv' (FORMAT csv, HEADER, FORCE_NOT_NULL (post))
SQL
