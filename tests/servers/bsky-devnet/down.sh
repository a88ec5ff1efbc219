#!/usr/bin/env bash
# down.sh DIR: ends what up.sh DIR started.
set -u
dir=$(cd "$1" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1); bin=${bin:-$(pg_config --bindir)}
run_as=(); if [ "$(id -u)" = 0 ]; then run_as=(runuser -u postgres --); fi
if [ -f "$dir/network.pid" ]; then
  pid=$(cat "$dir/network.pid")
  kill "$pid" 2>/dev/null
  for _ in $(seq 40); do kill -0 "$pid" 2>/dev/null || break; sleep 0.25; done
fi
cd / && "${run_as[@]}" "$bin/pg_ctl" -D "$dir/pg" -m immediate stop >/dev/null
