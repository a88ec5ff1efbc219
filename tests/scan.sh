#!/usr/bin/env bash
# wapiti and sqlmap (Debian's packages) against the demo world on loopback: bash tests/scan.sh [guest] [admin] [api]
#   guest: as the demo's visitor; admin: signed in, on a store with people, forms too; api: /api/v1 with a key of an admin. Each has a server and a copy of the database of its own.
# Ends with what was found by each, and exit code 1 if a request failed (5xx), sqlmap found an injection or the program was led to the listener; wapiti's findings are for people to judge (docs/security.md).
# TOOLS ("wapiti sqlmap"), PORT (5120; the next is the listener's), SCAN (folder for reports and logs), DEMO (a filled demo database), APP (a published InfluenceScore.Web.dll), CRAWL and ATTACK (seconds at most for the crawl
# and for each module), LEVEL (sqlmap's, 2). Addresses, forms and what is left alone stand in tests/scan/. Not part of CI: half an hour and more each.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); port=${PORT:-5120}; tools=${TOOLS:-wapiti sqlmap}; url=http://127.0.0.1:$port
work=${SCAN:-$(mktemp -d)}; mkdir -p "$work"; server=; listener=
finish() { for p in $server $listener; do kill "$p" 2>/dev/null && wait "$p" 2>/dev/null; done; true; }
trap finish EXIT
for tool in wapiti sqlmap; do command -v $tool >/dev/null || { echo "apt-get install $tool" >&2; exit 1; }; done
app=${APP:-$work/app/InfluenceScore.Web.dll}
[ -f "$app" ] || dotnet publish "$here/../src/InfluenceScore.Web" -c Release -o "$(dirname "$app")" -v q --nologo >/dev/null

# No limits, so that the scanners meet the program and not a 429; no network but this machine.
export RateLimits__SignInsPerMinute=1000000 RateLimits__RequestsPerMinute=1000000 RateLimits__AnonymousPerMinute=1000000
export Sources__Bluesky__BaseUrl=http://127.0.0.1:9 Sources__Bluesky__PdsUrl=http://127.0.0.1:9 Sources__X__BaseUrl=http://127.0.0.1:9

start() { # database, log
  dotnet "$app" serve --demo --database "Data Source=$1" --urls "$url" >"$2" 2>&1 & server=$!
  for _ in $(seq 3000); do grep -q 'is ready' "$2" && return; kill -0 "$server" || { cat "$2" >&2; exit 1; }; sleep .2; done
}
stop() { kill "$server" && wait "$server" || true; server=; }

# Somebody with a password, chosen by the link as people do: prints the cookies of the session.
sign_in() { # database, jar
  local link; link=$(dotnet "$app" user add scan@example.com --role Admin --url "$url" --database "Data Source=$1" | grep -o 'http.*')
  dotnet "$app" user add second@example.com --role Marketer --url "$url" --database "Data Source=$1" >/dev/null
  local token; token=$(curl -s -c "$2" "$link" | grep -o '__RequestVerificationToken[^>]*value="[^"]*"' | head -1 | sed 's/.*value="//;s/"$//')
  curl -s -o /dev/null -b "$2" -c "$2" "$url/password" --data-urlencode "__RequestVerificationToken=$token" --data "token=${link##*token=}&password=five+gulls+over+the+harbour&again=five+gulls+over+the+harbour"
  curl -s -o /dev/null -b "$2" -c "$2" "$url/you"
  awk '$6 ~ /influence-session|Antiforgery/ { printf "%s%s=%s", sep, $6, $7; sep = "; " }' "$2"
}

phase() {
  local out=$work/$1 header=$2 modules=csp,cookieflags,http_headers,methods,csrf,redirect,crlf,xss,permanentxss,sql,blindsql,file,exec,xxe,ssrf,backup,htaccess,shellshock
  local starts=() excluded=()
  sed "s|^|$url|" "$here/scan/$1.txt" >"$out/addresses.txt"
  while read -r a; do starts+=(-s "${a//\*/}"); done <"$out/addresses.txt"
  while read -r a; do excluded+=(-x "$url$a"); done < <(cat "$here/scan/excluded.txt" "$here/scan/excluded-$1.txt" 2>/dev/null)
  python3=/usr/bin/python3
  if [[ $tools = *wapiti* ]]; then
    $python3 "$here/scan/listener.py" $((port + 1)) "$out/listener.txt" & listener=$!
    sleep 1
    local depth=1 links=400; [ "$1" = guest ] && depth=2 links=40
    $python3 "$here/scan/wapiti.py" -u "$url/" "${starts[@]}" "${excluded[@]}" --scope domain -d $depth --max-links-per-page $links --max-files-per-dir 15 --max-scan-time "${CRAWL:-240}" \
      --max-attack-time "${ATTACK:-300}" -m $modules -t 30 -H "$header" -H "Accept-Encoding: gzip" --endpoint "http://127.0.0.1:$((port + 1))/" --store-session "$out/wapiti" --flush-session --no-bugreport -v 1 \
      -f json -o "$out/wapiti.json" >"$out/wapiti.out" 2>&1 </dev/null || true
    kill "$listener" && wait "$listener" || true; listener=
  fi
  [[ $tools = *sqlmap* ]] || return 0
  # sqlmap wants cookies by an option of their own: with several targets it forgets a header of that name.
  local who=(-H "$header"); [[ $header = Cookie:* ]] && who=(--cookie "${header#Cookie: }")
  local common=(--batch --level "${LEVEL:-2}" --technique BEUST --dbms sqlite --threads 4 --timeout 30 "${who[@]}" --disable-coloring --output-dir "$out/sqlmap" --param-exclude '__RequestVerificationToken|session|Antiforgery')
  sqlmap -m "$out/addresses.txt" "${common[@]}" --results-file "$out/sqlmap.csv" >"$out/sqlmap.out" 2>&1 </dev/null || true
  if [ "$1" = admin ]; then
    sed "s|^|$url|" "$here/scan/forms.txt" >"$out/forms.txt"
    sqlmap -m "$out/forms.txt" --forms "${common[@]}" --results-file "$out/sqlmap-forms.csv" >"$out/sqlmap-forms.out" 2>&1 </dev/null || true
  elif [ "$1" = api ]; then
    while read -r path body; do
      sqlmap -u "$url$path" --data "$body" "${common[@]}" >>"$out/sqlmap-bodies.out" 2>&1 </dev/null || true
    done <"$here/scan/bodies.txt"
  fi
}

status=0
if [ ! -f "${DEMO:-$work/demo.db}" ]; then
  echo "making the demo world …"
  start "${DEMO:-$work/demo.db}" "$work/demo.log"; stop
fi
for name in "${@:-guest admin api}"; do for p in $name; do
  mkdir -p "$work/$p"; [[ $tools = *wapiti* ]] && rm -rf "${work:?}/$p"/*; rm -f "$work/$p"/scan.db*; cp "${DEMO:-$work/demo.db}" "$work/$p/scan.db"
  start "$work/$p/scan.db" "$work/$p/server.log"
  header="X-Scan: guest"
  if [ "$p" != guest ]; then
    cookies=$(sign_in "$work/$p/scan.db" "$work/$p/jar")
    header="Cookie: $cookies"
    [ "$p" = api ] && header="Authorization: Bearer $(dotnet "$app" user key scan@example.com --name scan --scope read --scope ingest --scope import --scope webhooks --database "Data Source=$work/$p/scan.db")"
  fi
  begin=$(date +%s); echo "== $p, $(date -u '+%F %T') UTC, $(wapiti --version 2>/dev/null | tail -1), sqlmap $(sqlmap --version)"
  phase "$p" "$header"
  stop
  /usr/bin/python3 "$here/scan/summary.py" "$work/$p" >"$work/$p/summary.txt" || status=1
  cat "$work/$p/summary.txt"; echo "$(($(date +%s) - begin)) s; reports in $work/$p"
done; done
exit $status
