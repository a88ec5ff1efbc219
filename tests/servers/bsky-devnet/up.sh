#!/usr/bin/env bash
# up.sh DIR: starts a private PostgreSQL and the network under DIR (a new one each time), on loopback.
# Needs PostgreSQL's server programs, node >= 20, and `npm install` done here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/tmp"; dir=$(cd "$1" && pwd)
export PLC_PORT=${PLC_PORT:-26582} PDS_PORT=${PDS_PORT:-26583} APPVIEW_PORT=${APPVIEW_PORT:-26584}
pg_port=${PG_PORT:-26432}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1); bin=${bin:-$(pg_config --bindir)}
run_as=(); if [ "$(id -u)" = 0 ]; then run_as=(runuser -u postgres --); chmod a+rx "$dir"; fi   # initdb refuses root

mkdir "$dir/pg"
if [ "$(id -u)" = 0 ]; then chown postgres "$dir/pg"; fi
(cd / && "${run_as[@]}" "$bin/initdb" -D "$dir/pg" -U postgres -A trust -E UTF8 --locale=C) >"$dir/initdb.log"
(cd / && "${run_as[@]}" "$bin/pg_ctl" -D "$dir/pg" -w -l "$dir/pg/server.log" -o "-c listen_addresses=127.0.0.1 -c port=$pg_port -c unix_socket_directories= -c fsync=off" start) >/dev/null

cd "$here"
PG_URL="postgresql://postgres@127.0.0.1:$pg_port/postgres" READY_FILE="$dir/ready.json" TMPDIR="$dir/tmp" LOG_ENABLED=false NODE_ENV=development \
  node network.cjs >"$dir/network.log" 2>&1 &
echo $! >"$dir/network.pid"
for _ in $(seq 240); do
  if [ -f "$dir/ready.json" ]; then exit 0; fi
  if ! kill -0 "$(cat "$dir/network.pid")" 2>/dev/null; then cat "$dir/network.log"; exit 1; fi
  sleep 0.25
done
echo "The network did not start within a minute." >&2; exit 1
