#!/usr/bin/env bash
# run.sh: starts snac2 on loopback, lets eight users do things there, and compares what the Mastodon source fetches with what was done.
# Skipped (exit 0, with the reason) where node or Debian's package is not to be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../../.." && pwd); port=${SNAC_PORT:-26801}
command -v node >/dev/null || { echo "skipped: node is not installed"; exit 0; }
command -v apt-get >/dev/null || { echo "skipped: snac2 comes as a Debian package"; exit 0; }
work=$(mktemp -d)
trap '"$here/down.sh" "$work"; rm -rf "$work"' EXIT
"$here/up.sh" "$work" 8 "$port" || { echo "skipped: snac2 could not be had or started"; exit 0; }
node "$here/seed.mjs" "http://127.0.0.1:$port" "$work"
SNAC_TRUTH="$work/truth.json" dotnet test "$root/tests/InfluenceScore.Data.Tests" --nologo -v q -m:2 --filter "FullyQualifiedName~SnacTests" "$@"
