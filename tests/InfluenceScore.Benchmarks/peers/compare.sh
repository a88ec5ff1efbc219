#!/bin/sh
# import and score against their peers, one after the other so that both meet the same machine: sqlite3's .import of the interactions alone, and pandas with igraph.
# Usage: compare.sh BUNDLE AS_OF [TIMES]   from the root, after dotnet build -c Release. Needs sqlite3, /usr/bin/time, python3-pandas, python3-igraph.
set -eu
bundle=$1 as_of=$2 times=${3:-3}
here=$(dirname "$0")
app=src/InfluenceScore.Web/bin/Release/net10.0/InfluenceScore.Web.dll
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

measure() { # label, command…: wall seconds, processor seconds, KiB at the peak
    label=$1
    shift
    /usr/bin/time -f "$label %e s, processor %U + %S s, %M KiB" -o "$work/time" "$@" >/dev/null 2>"$work/errors" || { cat "$work/errors" >&2; exit 1; }
    tail -n 1 "$work/time"
}

for i in $(seq "$times"); do
    rm -f "$work"/*.db*
    measure "import         " dotnet "$app" import "$bundle" --database "Data Source=$work/own.db"
    measure "sqlite3 .import" sh "$here/natural-key.sh" "$bundle" "$work/peer.db"
    measure "score          " dotnet "$app" score --as-of "$as_of" --database "Data Source=$work/own.db"
    measure "pandas, igraph " /usr/bin/python3 "$here/pandas_igraph.py" "$bundle" "$as_of" "$work/peer.csv"
done
