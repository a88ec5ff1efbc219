#!/usr/bin/env bash
# Server time of every page at 32 connections: bash pages-load.sh DATABASE [SECONDS]. Makes the database of README.md where the file is missing.
# Each page is asked for three ways, in one run on one machine: made anew every time (no output cache), kept ready (warm), and, as the measure of the
# machine, a bare Kestrel page of the same size. Needs wrk (Debian package). PORT: first of three ports, 5161 by default. TRACKED: accounts to draw from;
# HANDLES: a file of handles on x, one a line, for a database of another kind. PAGES: names of pages.txt, only these. MOST: ms allowed at the 99th percentile (50).
# APP, BENCH: folders of builds to use instead of publishing. The reader is the guest of the demo, so the database must have nobody who can sign in.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
database=$(realpath -m "${1:?usage: pages-load.sh DATABASE [SECONDS]}"); seconds=${2:-10}; port=${PORT:-5161}
command -v wrk >/dev/null || { echo "wrk is missing: install the package 'wrk'." >&2; exit 2; }
work=$(mktemp -d); pids=()
finish() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT

app=${APP:-$work/app}; bench=${BENCH:-$work/bench}
[ -n "${APP:-}" ] || dotnet publish "$root/src/InfluenceScore.Web" -c Release -o "$app" -v q --nologo >/dev/null
[ -n "${BENCH:-}" ] || dotnet publish "$here" -c Release -o "$bench" -v q --nologo >/dev/null
[ -e "$database" ] || dotnet "$bench/InfluenceScore.Benchmarks.dll" make-database "$database"

serve() { "$@" >"$work/log.$#.$RANDOM" 2>&1 & pids+=($!); }
up() { for _ in $(seq 600); do curl -sf -o /dev/null "http://127.0.0.1:$1/$2" && return; sleep .2; done; echo "no answer on port $1" >&2; cat "$work"/log.* >&2; exit 1; }
export Serilog__MinimumLevel__Default=Warning
handles=$work/handles
if [ -n "${HANDLES:-}" ]; then cp "$HANDLES" "$handles"; else seq -f 'tracked%04g' 0 $(( ${TRACKED:-1000} - 1 )) > "$handles"; fi
serve env Pages__OutputCache=true dotnet "$app/InfluenceScore.Web.dll" serve --demo --database "Data Source=$database" --urls "http://127.0.0.1:$port"; up "$port" method
serve env Pages__OutputCache=false dotnet "$app/InfluenceScore.Web.dll" serve --demo --database "Data Source=$database" --urls "http://127.0.0.1:$((port + 1))"; up "$((port + 1))" method
serve dotnet "$bench/InfluenceScore.Benchmarks.dll" bare-page "http://127.0.0.1:$((port + 2))"; up "$((port + 2))" 100

measure() { # port address seconds → p50 p99 rps bytes errors
  PAGE="$2" HANDLES="$handles" ENCODING="${ENCODING-br}" wrk -t2 -c32 -d"$3s" --timeout 10s -s "$here/pages-load.lua" "http://127.0.0.1:$1" | sed -n 's/^RESULT //p'
}
warm() { # port address: every address that may be drawn is asked for once
  local names=() i=0; mapfile -t names < "$handles"
  for i in "${!names[@]}"; do
    a=${names[i]}; b=${names[(i + 1) % ${#names[@]}]}; c=${names[(i + 2) % ${#names[@]}]}
    sed "s/{account}/$a/; s/{next}/$b/; s/{third}/$c/; s/{n}/$(( i % 10 ))/" <<<"$2"
  done | sort -u | sed "s|.*|url = \"http://127.0.0.1:$1&\"\noutput = /dev/null|" > "$work/warm"
  curl -s --globoff --parallel --parallel-max 8 -H "Accept-Encoding: ${ENCODING-br}" -K "$work/warm" 2>/dev/null
}
# A server that has just started still compiles: a few seconds of load that nobody counts.
for each in "$port /" "$((port + 1)) /" "$((port + 2)) /10000"; do measure ${each% *} "${each#* }" "${WARMUP:-5}" >/dev/null; done
printf '%-16s %9s | %22s | %22s | %22s | %s\n' "" "" "made anew: ms" "kept ready: ms" "bare Kestrel: ms" ""
printf '%-16s %9s | %6s %7s %7s | %6s %7s %7s | %6s %7s %7s | %s\n' page bytes p50 p99 req/s p50 p99 req/s p50 p99 req/s "kept/bare"
status=0
while read -r name page; do
  case $name in ''|\#*) continue;; esac
  case " ${PAGES:-$name} " in *" $name "*) ;; *) continue;; esac
  # A page that asks for a sign-in answers fast, and would be measured as one.
  first=$(sed "s/{account}/$(sed -n 1p "$handles")/; s/{next}/$(sed -n 2p "$handles")/; s/{third}/$(sed -n 3p "$handles")/; s/{n}/0/" <<<"$page")
  code=$(curl -s -o /dev/null -w '%{http_code}' --globoff "http://127.0.0.1:$((port + 1))$first")
  if [ "$code" != 200 ]; then echo "$name answers $code, not 200: $first"; status=1; continue; fi
  read -r c50 c99 crps _ cerr < <(measure $((port + 1)) "$page" "$seconds")
  warm "$port" "$page"
  read -r w50 w99 wrps bytes werr < <(measure "$port" "$page" "$seconds")
  read -r b50 b99 brps _ _ < <(measure $((port + 2)) "/$bytes" "$seconds")
  printf '%-16s %9d | %6.1f %7.1f %7d | %6.1f %7.1f %7d | %6.1f %7.1f %7d | %.2f%s\n' "$name" "$bytes" "$c50" "$c99" "$crps" "$w50" "$w99" "$wrps" "$b50" "$b99" "$brps" \
    "$(awk "BEGIN { print $wrps / $brps }")" "$([ "$((cerr + werr))" -gt 0 ] && echo " ($cerr + $werr failed)" || true)"
  awk "BEGIN { exit !($w99 > ${MOST:-50}) }" && status=1
done < "$here/pages.txt"
[ $status -eq 0 ] && echo "every page within ${MOST:-50} ms at the 99th percentile" || echo "a page is slower than ${MOST:-50} ms at the 99th percentile"
exit $status
