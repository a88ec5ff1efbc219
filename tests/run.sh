#!/usr/bin/env bash
# Runs the whole test suite on a fresh Debian or Ubuntu machine that has the .NET 10 SDK.
# Installs what the tests need if it is missing, by package name: Chromium (browser tests), PostgreSQL. The tests of the store and of the pages run on both engines:
# all of them on SQLite, then those again on a private PostgreSQL that is started here and ended afterwards.
# Ends with the line "N passed, N failed, N skipped" and with dotnet test's exit code.
set -u
cd "$(dirname "$0")/.."

# Chromium for the browser tests; CHROMIUM names another one.
find_chromium() { for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do [ -n "$c" ] && command -v "$c" && return 0; done; return 1; }
if ! find_chromium >/dev/null; then
  sudo=""; [ "$(id -u)" -ne 0 ] && sudo="sudo"
  echo "Installing Chromium for the browser tests ..."
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq chromium >/dev/null \
    || { echo "Chromium could not be installed: install the package 'chromium', or set CHROMIUM to a browser." >&2; exit 1; }
fi
CHROMIUM=$(find_chromium); export CHROMIUM

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Playwright drives the machine's Chromium: it must not fetch browsers of its own.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
log=$(mktemp); server=$(mktemp -d); chmod 711 "$server"
. tests/postgres.sh
trap 'stop_postgres; rm -rf "$log" "$server"' EXIT
if start_postgres "$server"; then export INFLUENCESCORE_TEST_POSTGRES="$POSTGRES"
else echo "PostgreSQL could not be started: its tests are skipped (Debian's package postgresql)." >&2; fi

dotnet build InfluenceScore.sln -v q || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
dotnet format InfluenceScore.sln --verify-no-changes --no-restore --severity warn
style=$?
dotnet test InfluenceScore.sln --no-build --logger "console;verbosity=minimal" "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# The same tests on the other engine: what touches the store, without files, processes, browsers and pure arithmetic.
again() { dotnet test "tests/InfluenceScore.$1.Tests" --no-build --logger "console;verbosity=minimal" --filter "$2" 2>&1; }
data='FullyQualifiedName!~.Places.&FullyQualifiedName!~.Backups.&FullyQualifiedName!~.Sources.'
web='FullyQualifiedName~Web.Tests.Pages|FullyQualifiedName~OutputCaching|FullyQualifiedName~Web.Tests.Security|FullyQualifiedName~Web.Tests.Api'
if [ $# -eq 0 ] && [ -n "${INFLUENCESCORE_TEST_POSTGRES:-}" ]; then
  export INFLUENCESCORE_TEST_ENGINE=PostgreSql
  for part in "Data $data" "Web $web"; do
    echo "== on PostgreSQL: ${part%% *}"
    again "${part%% *}" "${part#* }" | tee -a "$log"
    code=${PIPESTATUS[0]}; [ "$status" -eq 0 ] && status=$code
  done
elif [ $# -eq 0 ]; then
  for part in "Data $data" "Web $web"; do
    n=$(dotnet test "tests/InfluenceScore.${part%% *}.Tests" --no-build --list-tests --filter "${part#* }" 2>/dev/null | grep -c '^    ')
    echo "Skipped!  - Failed:     0, Passed:     0, Skipped: $n on PostgreSQL" | tee -a "$log"
  done
fi
[ $style -ne 0 ] && echo "Style: 'dotnet format' would change files (counted as one failure)." && [ "$status" -eq 0 ] && status=1

# Each project closes with "Passed!  - Failed:     0, Passed:     9, Skipped:     1, ...".
awk -v style="$style" '
  /Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+/ {
    match($0, /Failed: +[0-9]+/);  f += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Passed: +[0-9]+/);  p += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Skipped: +[0-9]+/); s += substr($0, RSTART + 8, RLENGTH - 8)
  }
  END { printf "%d passed, %d failed, %d skipped\n", p, f + (style != 0), s }' "$log"
exit "$status"
