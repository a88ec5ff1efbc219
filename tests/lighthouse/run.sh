#!/usr/bin/env bash
# Lighthouse (npm, mobile preset) against a published build with the demo world, on loopback: performance ≥ 95, accessibility 100, best practices 100.
# bash tests/lighthouse/run.sh [PATH…]; without paths the pages below, of which one that answers 404 is skipped. Needs Node 18 or later, npm and Debian's Chromium.
# PORT (5167; the browser takes the next), URL (a server that runs already), REPORTS (a folder that keeps the HTML reports). Not part of CI: it takes minutes and a quiet machine.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd); port=${PORT:-5167}; url=${URL:-http://127.0.0.1:$port}
pages=("$@"); [ ${#pages[@]} -gt 0 ] || pages=(/accounts/x/crumbtide "/compare?account=x:crumbtide&account=x:sheafmoor&account=x:brightmastgrowth" /clients)
work=$(mktemp -d); pid=; browser=
finish() { for p in $pid $browser; do kill "$p" 2>/dev/null && wait "$p" 2>/dev/null; done; rm -rf "$work"; }
trap finish EXIT

npm install --silent --no-audit --no-fund --prefix "$work/npm" lighthouse@12 >/dev/null
# Lighthouse's own launcher gives up on a slow machine: the browser is started here.
"${CHROMIUM:-chromium}" --headless=new --no-sandbox --disable-quic --disable-background-networking --remote-debugging-port=$((port + 1)) --user-data-dir="$work/profile" about:blank >/dev/null 2>&1 & browser=$!
for _ in $(seq 150); do curl -sf -o /dev/null "http://127.0.0.1:$((port + 1))/json/version" && break; sleep .2; done
if [ -z "${URL:-}" ]; then
  dotnet publish "$root/src/InfluenceScore.Web" -c Release -o "$work/app" -v q --nologo >/dev/null
  dotnet "$work/app/InfluenceScore.Web.dll" serve --demo --database "Data Source=${DATABASE:-$work/demo.db}" --urls "$url" >"$work/log" 2>&1 & pid=$!
  for _ in $(seq 1500); do curl -sf -o /dev/null "$url/method" && break; kill -0 "$pid" || { cat "$work/log" >&2; exit 1; }; sleep .2; done
fi
status=0
for page in "${pages[@]}"; do
  answer=$(curl -s -o /dev/null -w '%{http_code}' "$url$page")
  if [ "$answer" = 404 ]; then echo "skipped $page: not there"; continue; fi
  name=$(tr -c 'a-z0-9\n' - <<<"$page")
  "$work/npm/node_modules/.bin/lighthouse" "$url$page" --quiet --output json --output html --output-path "$work/$name" --only-categories performance,accessibility,best-practices \
    --port $((port + 1)) || { status=1; continue; }
  [ -n "${REPORTS:-}" ] && mkdir -p "$REPORTS" && cp "$work/$name".report.* "$REPORTS/"
  node -e '
    const r = require(process.argv[1]), c = r.categories, at = (id) => r.audits[id].displayValue;
    const ok = c.performance.score >= .95 && c.accessibility.score === 1 && c["best-practices"].score === 1;
    console.log(`${ok ? "passed " : "failed "} ${process.argv[2]}: performance ${Math.round(c.performance.score * 100)}, accessibility ${Math.round(c.accessibility.score * 100)}, best practices ${Math.round(c["best-practices"].score * 100)}; first paint ${at("first-contentful-paint")}, largest ${at("largest-contentful-paint")}, blocked ${at("total-blocking-time")}, shift ${at("cumulative-layout-shift")}`);
    for (const id of Object.keys(c)) for (const a of c[id].auditRefs) if (a.weight > 0 && r.audits[a.id].score !== null && r.audits[a.id].score < .9) console.log(`   ${id}: ${r.audits[a.id].title} (${r.audits[a.id].displayValue ?? r.audits[a.id].score})`);
    process.exit(ok ? 0 : 1);' "$work/$name.report.json" "$page" || status=1
done
exit $status
