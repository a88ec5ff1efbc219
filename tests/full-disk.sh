#!/usr/bin/env bash
# A disk that is really full: the program, its database, its logs and its temporary files on a small tmpfs, filled up before each step.
# Each verb, the upload on the page and the one through the API must say one sentence and store nothing; pages go on; when there is room again, all of it works and the logs go on.
# Needs root (mount). PORT (5130), APP (a published InfluenceScore.Web.dll). Not part of CI; NothingLostTests says the same there by a limit on the size of files.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); port=${PORT:-5130}; url=http://127.0.0.1:$port
work=$(mktemp -d); disk=$work/disk; mkdir "$disk"; server=; failed=0
finish() { [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; umount "$disk" 2>/dev/null; rm -rf "$work"; }
trap finish EXIT
app=${APP:-$work/app/InfluenceScore.Web.dll}
[ -f "$app" ] || dotnet publish "$here/../src/InfluenceScore.Web" -c Release -o "$(dirname "$app")" -v q --nologo >/dev/null
mount -t tmpfs -o size=96m tmpfs "$disk" || { echo "needs the right to mount a tmpfs" >&2; exit 1; }
mkdir "$disk/tmp"; export TMPDIR=$disk/tmp ASPNETCORE_TEMP=$disk/tmp DOTNET_EnableDiagnostics=0
db="Data Source=$disk/test.db"

bundle() { # first row, rows
  echo "network,actor,target,kind,at"; seq "$1" $(($1 + $2 - 1)) | awk '{ printf "x,actor%d,target%d,repost,%d\n", $1, $1 % 997, 1760000000 + $1 }'
}
bundle 0 20000 >"$work/small.csv"; bundle 20000 400000 >"$work/large.csv"; bundle 500000 200000 >"$work/upload.csv"
rows() { python3 - "$disk/test.db" <<'P'
import sqlite3, sys
c = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
print(*(f"{t} {c.execute(f'select count(*) from {t}').fetchone()[0]}" for t in ("Accounts", "Interactions", "ScoreRuns", "Scores")), c.execute("pragma integrity_check").fetchone()[0])
P
}
free() { df --output=avail -k "$disk" | tail -1; }
fill() { # leave so many kB
  rm -f "$disk/filler"; local kb=$(($(free) - $1)); [ $kb -le 0 ] || dd if=/dev/zero of="$disk/filler" bs=1k count=$kb status=none || true
}
# What was said must be one sentence about the disk; nothing may be stored.
judge() { # what, said, rows before
  local last; last=$(tail -n 1 <<<"$2"); local after; after=$(rows)
  if [[ "$last" == *disk* ]] && ! grep -q '^   at ' <<<"$2" && [ "$after" = "$3" ]; then echo "passed  $1: $last"
  else echo "FAILED  $1: '$2'; rows $3 -> $after"; failed=1; fi
}
verb() { # name, kB left, words
  local name=$1 before said code=0; fill "$2"; shift 2; before=$(rows)
  said=$(dotnet "$app" "$@" --database "$db" 2>&1) || code=$?
  [ $code = 1 ] || { echo "FAILED  $name: exit code $code"; failed=1; }
  judge "$name" "$said" "$before"; rm -f "$disk/filler"
}

dotnet "$app" import "$work/small.csv" --database "$db" >/dev/null; dotnet "$app" score --as-of 2025-10-20 --database "$db" >/dev/null
echo "disk $(df -h --output=size "$disk" | tail -1), database: $(rows)"
verb import 4000 import "$work/large.csv"
verb score 400 score --as-of 2025-10-21
verb backup 1000 backup "$disk/backup.db"
[ -z "$(ls "$disk"/backup.db* 2>/dev/null)" ] || { echo "FAILED  backup: left $(ls "$disk"/backup.db*)"; failed=1; }
verb 'score, nothing left' 0 score --as-of 2025-10-21

# The server, an admin with a password, then no room.
dotnet "$app" serve --database "$db" --urls "$url" >"$work/server.log" 2>&1 & server=$!
for _ in $(seq 600); do grep -q 'is ready' "$work/server.log" && break; kill -0 "$server" || { cat "$work/server.log"; exit 1; }; sleep .2; done
jar=$work/jar; link=$(dotnet "$app" user add full@example.com --role Admin --url "$url" --database "$db" | grep -o 'http.*')
token() { grep -o '__RequestVerificationToken[^>]*value="[^"]*"' | head -1 | sed 's/.*value="//;s/"$//'; }
t=$(curl -s -c "$jar" "$link" | token)
curl -s -o /dev/null -b "$jar" -c "$jar" "$url/password" --data-urlencode "__RequestVerificationToken=$t" --data "token=${link##*token=}&password=five+gulls+over+the+harbour&again=five+gulls+over+the+harbour"
key=$(dotnet "$app" user key full@example.com --name full --scope import --database "$db")
# What a page says of the disk.
text() { sed -n '/<main/,/<\/main>/p' | grep -o 'role="alert"[^<]*<*[^<]*\|class="[^"]*voice[^"]*"[^<]*<*[^<]*\|<p[^>]*>[^<]*disk[^<]*' | sed 's/<[^>]*>//g;s/.*">//' | grep -i disk | head -1 || true; }
upload_page() { local t; t=$(curl -s -b "$jar" -c "$jar" "$url/admin/import" | token)
  curl -s -b "$jar" -o "$work/page.html" -w '%{http_code} ' -F "__RequestVerificationToken=$t" -F "file=@$work/upload.csv" "$url/admin/import"; text <"$work/page.html"; }
upload_api() { curl -s -w '\n%{http_code}' -H "Authorization: Bearer $key" -F "file=@$work/upload.csv" "$url/api/v1/imports" | tr '\n' ' '; }
for left in 0 3000; do
  t=$(curl -s -b "$jar" -c "$jar" "$url/admin/import" | token); fill $left; before=$(rows)
  said=$(upload_page); [ "${said%% *}" = 503 ] || { echo "FAILED  the page answered ${said%% *}"; failed=1; }; judge "upload on the page, $left kB left" "$said" "$before"
  said=$(upload_api); judge "upload by the API, $left kB left" "$said" "$before"
  for page in / /method /admin/runs /accounts.csv; do
    status=$(curl -s -o /dev/null -w '%{http_code}' -b "$jar" "$url$page"); [ "$status" = 200 ] || { echo "FAILED  $page: $status with $left kB left"; failed=1; }
  done
done
echo "passed  pages answer while the disk is full"
fill 0; logged=$(cat "$disk"/logs/*.log | wc -c)
for _ in $(seq 300); do curl -s -o /dev/null -b "$jar" "$url/method"; done
kill -0 "$server" || { echo "FAILED  the server ended"; failed=1; }
rm -f "$disk/filler"
for _ in $(seq 20); do curl -s -o /dev/null -b "$jar" "$url/method"; done; sleep 3
more=$(cat "$disk"/logs/*.log | wc -c)
[ "$more" -gt "$logged" ] && echo "passed  log files: $logged bytes when full, $more when there was room again" || { echo "FAILED  log files did not go on ($logged -> $more)"; failed=1; }
kill "$server"; wait "$server" || true; server=
[ -z "$(find "$disk/tmp" -name 'influence*' -size +1M)" ] || { echo "FAILED  left: $(find "$disk/tmp" -size +1M)"; failed=1; }

dotnet "$app" import "$work/upload.csv" --database "$db" >/dev/null && dotnet "$app" score --as-of 2025-10-21 --database "$db" >/dev/null && echo "passed  room again: $(rows)" || failed=1
exit $failed
