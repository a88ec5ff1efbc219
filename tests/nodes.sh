#!/usr/bin/env bash
# nodes.sh [RUNS]: two nodes of the program on one private PostgreSQL work on 200 queued runs against a local source; one node is killed with -9 in the middle. Prints the
# figures, and fails unless each run was done exactly once and the facts are those of a single node.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/postgres.sh
work=$(mktemp -d); chmod 711 "$work"
trap 'stop_postgres; rm -rf "$work"' EXIT
start_postgres "$work" || { echo "PostgreSQL could not be started (Debian's package postgresql)." >&2; exit 1; }
export INFLUENCESCORE_TEST_POSTGRES="$POSTGRES" INFLUENCESCORE_NODES_RUNS="${1:-200}"
[ "${NO_BUILD:-}" = 1 ] || dotnet build tests/InfluenceScore.Web.Tests -v q --nologo
dotnet test tests/InfluenceScore.Web.Tests --no-build --nologo --logger "console;verbosity=detailed" --filter "FullyQualifiedName~TwoNodesTests" 2>&1 |
  grep -E "node|ended once|facts:|Failed|Passed|Message|Assert" | grep -v "^Test Run"
exit "${PIPESTATUS[0]}"
