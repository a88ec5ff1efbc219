#!/usr/bin/env bash
# down.sh DIR: ends what up.sh DIR started.
[ -f "$1/snac.pid" ] && kill "$(cat "$1/snac.pid")" 2>/dev/null
exit 0
