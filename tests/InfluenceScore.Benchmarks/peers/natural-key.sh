#!/bin/sh
# The peer of the verb `import`: the interactions of a bundle alone, into a table keyed by their natural key. Usage: natural-key.sh BUNDLE DATABASE
sqlite3 "$2" "CREATE TABLE interactions (network TEXT, actor TEXT, target TEXT, kind TEXT, post TEXT, at TEXT, PRIMARY KEY (network, actor, target, kind, post, at)) WITHOUT ROWID"
sqlite3 "$2" ".import --csv --skip 1 $1/interactions.csv interactions" || true # it says a line for each duplicate, and then that it failed
