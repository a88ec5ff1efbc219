#!/usr/bin/env bash
# 1,000 people of every role look at the pages and the API while an import of a million rows writes: every answer must be 200, whole and made for whoever asked, and the import whole.
# READERS and READERS_ROWS change the numbers.
set -eu
cd "$(dirname "$0")/.."
export READERS="${READERS:-1000}" READERS_ROWS="${READERS_ROWS:-1000000}"
ulimit -n 8192
dotnet test tests/InfluenceScore.Web.Tests --filter FullyQualifiedName~ReadersDuringImport "$@" --logger "console;verbosity=detailed" | grep -E 'readers,|Passed|Failed|Error|answered'
