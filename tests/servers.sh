#!/usr/bin/env bash
# servers.sh: tests against real servers, started here on loopback. Skipped (exit 0, with the reason) where node or PostgreSQL is missing.
# 1. A whole Bluesky network, 20 accounts: `ingest` must store exactly what was done there, and a second time nothing.
# 2. snac2, a small real server with the Mastodon API: what the Mastodon source fetches must be what was done there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/tests/servers/snac/run.sh"
net="$root/tests/servers/bsky-devnet"
if ! command -v node >/dev/null; then echo "skipped: node is not installed"; exit 0; fi
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
if ! has_postgres && [ "$(id -u)" -eq 0 ]; then (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql) >/dev/null 2>&1 || true; fi
if ! has_postgres; then echo "skipped: PostgreSQL is not installed (Debian's package postgresql)"; exit 0; fi
if [ ! -d "$net/node_modules" ]; then (cd "$net" && npm install --no-package-lock --no-audit --no-fund >/dev/null); fi

work=$(mktemp -d)
trap '"$net/down.sh" "$work/net" 2>/dev/null; rm -rf "$work"' EXIT
chmod a+rx "$work"
"$net/up.sh" "$work/net"
node "$net/seed.mjs" "$work/net/ready.json" "$work/truth.json" 20

dotnet build "$root/src/InfluenceScore.Web" -v q --nologo -m:2 >/dev/null
app() { dotnet "$(ls -t "$root"/src/InfluenceScore.Web/bin/*/net10.0/InfluenceScore.Web.dll | head -1)" "$@" --database "Data Source=$work/influence.db"; }
export Sources__Bluesky__BaseUrl="http://127.0.0.1:${APPVIEW_PORT:-26584}" Sources__Bluesky__PdsUrl="http://127.0.0.1:${PDS_PORT:-26583}"
accounts=$(node -e 'for (const a of JSON.parse(require("fs").readFileSync(process.argv[1])).accounts) console.log("bluesky:" + a.handle)' "$work/truth.json")

echo "== ingest, first time"
app ingest $accounts
node "$net/compare.mjs" "$work/truth.json" "$work/influence.db"

echo "== ingest, second time"
app ingest $accounts | tee "$work/second.txt"
if grep -qv ' stored 0,' <(grep '^bluesky:' "$work/second.txt"); then echo "failed: the second run stored something new"; exit 1; fi
node "$net/compare.mjs" "$work/truth.json" "$work/influence.db"
echo "== after one has unfollowed and one is deactivated"
node "$net/change.mjs" "$work/net/ready.json" "$work/truth.json" "$work/change.json"
app ingest "$(echo "$accounts" | head -1)"
app ingest "$(echo "$accounts" | head -1)"
node "$net/check-change.mjs" "$work/change.json" "$work/influence.db"
echo "servers: passed"
