#!/usr/bin/env bash
# down.sh DIR: ends the snac2 that up.sh started there, and waits until it has: it would answer the next one's clients while it goes.
pid=$(cat "$1/snac.pid" 2>/dev/null) || exit 0
kill "$pid" 2>/dev/null
for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || exit 0; sleep 0.1; done
kill -9 "$pid" 2>/dev/null
exit 0
