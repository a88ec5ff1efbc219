#!/usr/bin/env bash
# Scores of tracked accounts where two more PostgreSQL servers keep the interactions (docs/scale.md, "Past one machine's memory"): equal to those of the program alone, to 1e-9.
#   tests/shards.sh [BUNDLE-FOLDER]     default: the conference of ../shared/data
# Starts three private servers on loopback and ends them. Ends with "shards: passed", "shards: failed" or "skipped: why".
set -u
cd "$(dirname "$0")/.."
root=$PWD; . tests/postgres.sh
bundle="${1:-../shared/data/conference}"
[ -d "$bundle" ] || { echo "skipped: no bundle at $bundle"; exit 0; }
program="src/InfluenceScore.Web/bin/Debug/net10.0/InfluenceScore.Web.dll"
[ -f "$program" ] || dotnet build src/InfluenceScore.Web -v q || exit 1
work=$(mktemp -d); chmod 711 "$work"; pids=()
end() { for pid in "${pids[@]}"; do kill -INT "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; done; rm -rf "$work"; }
trap end EXIT
server() { start_postgres "$work/$1" || { echo "skipped: PostgreSQL cannot be started"; exit 0; }; pids+=("$postgres_pid"); port=$(sed 's/.*Port=\([0-9]*\).*/\1/' <<<"$POSTGRES"); }
server coordinator; main=$port; server one; one=$port; server two; two=$port
bin=$(postgres_bin)
sql() { "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -U influence -p "$@"; }
for port in "$main" "$one" "$two"; do sql "$port" -d postgres -c 'CREATE DATABASE influence' || exit 1; done
# The standard extension lies in Debian's package of the server.
run() { dotnet "$program" "$@" --database "Host=127.0.0.1;Port=$main;Username=influence;Database=influence"; }

run import "$bundle" | tail -1 || exit 1
sql "$main" -d influence -c 'UPDATE "Accounts" SET "Tracked" = true WHERE "Id" % 3 = 0' || exit 1
sql "$main" -d influence -At -c 'SELECT "Network" || '"'|'"' || "Handle" FROM "Accounts" WHERE "Tracked"' >"$work/tracked"
as_of=$(sql "$main" -d influence -At -c "SELECT to_char(to_timestamp(max(\"At\") / 1000.0 + 1) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM \"Interactions\"")
run score --as-of "$as_of" && run export scores --out "$work/alone.csv" || exit 1

export Database__SumInStore=true
run score --as-of "$as_of" && run export scores --out "$work/one.csv" || exit 1
pairs=$(sql "$main" -d influence -At -c 'SELECT count(*) FROM (SELECT DISTINCT "TargetId", "ActorId" FROM "Interactions") p')
acts=$(sql "$main" -d influence -At -c 'SELECT count(*) FROM "Interactions"')
for port in "$one" "$two"; do
  "$bin/pg_dump" -h 127.0.0.1 -U influence -p "$main" --schema-only --no-owner -t '"Interactions"' -t '"Posts"' -t '"EvidenceMoment"' -t '"PostWeights1"' -t '"PairEvidence1"' influence \
    | sql "$port" -d influence >/dev/null || exit 1
done
sql "$main" -d influence -v one="host '127.0.0.1', port '$one', dbname 'influence'" -v two="host '127.0.0.1', port '$two', dbname 'influence'" -v login="user 'influence'" \
  -f docs/operations/postgres-two-servers.sql || exit 1
for port in "$one" "$two"; do echo "on a server: $(sql "$port" -d influence -At -c 'SELECT count(*) FROM "Interactions"') interactions, $(sql "$port" -d influence -At -c 'SELECT count(*) FROM "Posts"') posts"; done
run score --as-of "$as_of" && run export scores --out "$work/two.csv" || exit 1
echo "$acts interactions stay where they are, $pairs pairs come back"
sql "$main" -d influence -At -c 'EXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM "PairEvidence1"' | grep -E 'Append|Foreign Scan'

# Accounts that are tracked, column by column.
compare() {
  awk -F, -v name="$2" 'FILENAME == ARGV[1] { tracked[$0] = 1; next }
    FILENAME == ARGV[2] { was[$1 "|" $2] = $0; next }
    FNR > 1 && ($1 "|" $2) in tracked {
      n++; split(was[$1 "|" $2], w, ",")
      for (i = 3; i <= NF; i++) {
        if ($i ~ /^-?[0-9.]+(E-?[0-9]+)?$/ && w[i] != "") { d = $i - w[i]; if (d < 0) d = -d; if (d > worst) worst = d; if (d > 1e-9) bad++ } else if ($i != w[i]) bad++
      } }
    END { printf "%s: %d tracked accounts, largest difference in any column %g, %d unequal\n", name, n, worst, bad; exit (bad > 0 || n < 100) }' "$work/tracked" "$work/alone.csv" "$work/$1.csv"
}
compare one "one PostgreSQL" && compare two "two more PostgreSQL servers" && echo "shards: passed" && exit 0
echo "shards: failed"; exit 1
