#!/usr/bin/env bash
# up.sh DIR [USERS] [PORT]: starts snac2, a small real server with the Mastodon client API, under DIR on loopback (plain http).
# The program comes from Debian (bookworm-backports, trixie or newer) and is unpacked into DIR, not installed.
# Writes DIR/users.json (names and passwords) and DIR/snac.pid.
set -euo pipefail
mkdir -p "$1"; dir=$(cd "$1" && pwd); users=${2:-8}; port=${3:-26801}
snac=$dir/root/usr/bin/snac

if [ ! -x "$snac" ]; then
  mkdir -p "$dir/apt/sources" "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial"
  mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  [ -n "$mirror" ] || { echo "this machine names no Debian mirror in /etc/apt/sources.list.d/debian.sources" >&2; exit 1; }
  suite=bookworm-backports
  grep -q '^VERSION_CODENAME=bookworm' /etc/os-release || suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' "$mirror" "$suite" >"$dir/apt/sources/snac.sources"
  options=(-q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$dir/apt/sources" -o "Dir::State::lists=$dir/apt/lists"
           -o "Dir::Cache=$dir/apt/cache" -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
  apt-get "${options[@]}" update >"$dir/apt.log" 2>&1 || { tail -3 "$dir/apt.log" >&2; exit 1; }
  (cd "$dir/apt" && apt-get "${options[@]}" download snac2 >>"$dir/apt.log" 2>&1) || { tail -3 "$dir/apt.log" >&2; exit 1; }
  dpkg -x "$dir"/apt/snac2_*.deb "$dir/root"
fi

printf '%s\n' 127.0.0.1 "$port" "127.0.0.1:$port" "" "" "" | "$snac" init "$dir/data" >/dev/null
sed -i 's/"protocol": "https"/"protocol": "http"/' "$dir/data/server.json"
{
  separator='['
  for i in $(seq 0 $((users - 1))); do
    password=$("$snac" adduser "$dir/data" "user$i" | sed -n 's/^User password is //p')
    printf '%s{"name":"user%s","password":"%s"}' "$separator" "$i" "$password"; separator=$',\n'
  done
  echo ']'
} >"$dir/users.json"

"$snac" httpd "$dir/data" >"$dir/snac.log" 2>&1 &
echo $! >"$dir/snac.pid"
for _ in $(seq 100); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && exit 0
  sleep 0.1
done
echo "snac2 did not start within ten seconds:" >&2; tail -5 "$dir/snac.log" >&2; exit 1
