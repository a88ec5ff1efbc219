#!/usr/bin/env bash
# A private PostgreSQL for tests, to be sourced: start_postgres FOLDER [PORT] makes a server on loopback with its data below FOLDER and sets POSTGRES to a connection string
# of its superuser; stop_postgres ends it. Installs Debian's package if it is missing. Durability is off: what is in it dies with the tests.
postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

start_postgres() {
  local data="$1/data" port="${2:-0}" bin
  if [ -z "$(postgres_bin)" ]; then
    local sudo=""; [ "$(id -u)" -ne 0 ] && sudo="sudo"
    echo "Installing PostgreSQL for the tests ..."
    { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1 || return 1
  fi
  bin=$(postgres_bin); [ -n "$bin" ] || return 1
  # PostgreSQL refuses to run as root: then as nobody.
  as_user=(); [ "$(id -u)" -eq 0 ] && as_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  mkdir -p "$data" && chmod 711 "$1" && { [ "$(id -u)" -ne 0 ] || chown nobody:nogroup "$data"; } || return 1
  [ "$port" -ne 0 ] || port=$(free_port)
  (cd "$data" && "${as_user[@]}" "$bin/initdb" -D "$data" -U influence --auth=trust --encoding=UTF8 --locale=C --no-sync >"$1/initdb.log" 2>&1) || { cat "$1/initdb.log" >&2; return 1; }
  (cd "$data" && exec "${as_user[@]}" "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$data" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=2GB -c autovacuum_naptime=10s) >"$1/postgres.log" 2>&1 &
  postgres_pid=$!
  POSTGRES="Host=127.0.0.1;Port=$port;Username=influence;Database=postgres"
  local waited=0
  until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
    kill -0 "$postgres_pid" 2>/dev/null && [ $((waited += 1)) -lt 150 ] || { cat "$1/postgres.log" >&2; return 1; }
    sleep 0.2
  done
}

# SIGINT: PostgreSQL ends at once and in order, whoever is connected.
stop_postgres() { [ -z "${postgres_pid:-}" ] || { kill -INT "$postgres_pid" 2>/dev/null; wait "$postgres_pid" 2>/dev/null; postgres_pid=""; }; }

free_port() { local p; for p in $(shuf -i 20000-29999 -n 50); do (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo "$p"; return; }; done; }
