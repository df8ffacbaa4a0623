#!/usr/bin/env bash
# Makes a database where there is none, and then becomes PostgreSQL.
#
# For users of Docker's official image: the same variables, the same arguments, the same /docker-entrypoint-initdb.d. What
# differs is that a database is made beside PGDATA and put there when it is complete, so that a container which is killed
# half-way leaves nothing that looks like one (where PGDATA itself is a mount point, it is made in place).
#
#   POSTGRES_PASSWORD                       of the superuser; needed, unless POSTGRES_HOST_AUTH_METHOD=trust
#   POSTGRES_USER (postgres), POSTGRES_DB (the user's name), POSTGRES_INITDB_ARGS: each, as the password, may be given as a
#                                           file: POSTGRES_PASSWORD_FILE, ...
#   POSTGRES_INITDB_WALDIR                  a directory of its own for the WAL
#   POSTGRES_HOST_AUTH_METHOD               in pg_hba.conf, for connections over the network (scram-sha-256)
#   PGDATA                                  (/var/lib/postgresql/data)
set -Eeuo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

# variable NAME [DEFAULT]: takes it from the file that NAME_FILE names, if that is set.
variable() {
  local name=$1 file=${1}_FILE
  [ -z "${!name:-}" ] || [ -z "${!file:-}" ] || fail "$name and $file are both set; expected one of them."
  if [ -n "${!file:-}" ]; then
    [ -r "${!file}" ] || fail "$file: '${!file}' can't be read."
    printf -v "$name" %s "$(<"${!file}")"
  fi
  export "$name=${!name:-${2:-}}"
  unset "$file"
}

settings() {
  variable POSTGRES_PASSWORD
  variable POSTGRES_USER postgres
  variable POSTGRES_DB "$POSTGRES_USER"
  variable POSTGRES_INITDB_ARGS
  : "${POSTGRES_HOST_AUTH_METHOD:=}"
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    fail "A new database needs a password for its superuser: POSTGRES_PASSWORD, or POSTGRES_PASSWORD_FILE."
  fi
}

# The superuser, over the socket of the server that is there for the initialisation alone. Scripts may call it, too.
docker_process_sql() {
  psql --set=ON_ERROR_STOP=1 --no-psqlrc --no-password --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" "$@"
}

# In the order of their names. A shell script that is not executable is sourced.
run_scripts() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    [ -f "$file" ] || continue
    echo "initdb: $file"
    case $file in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) docker_process_sql --file="$file" ;;
      *.sql.gz) gunzip -c "$file" | docker_process_sql ;;
      *.sql.xz) xz -dc "$file" | docker_process_sql ;;
      *.sql.zst) zstd -dc "$file" | docker_process_sql ;;
      *) echo "initdb: $file is left out; expected .sh, .sql, .sql.gz, .sql.xz or .sql.zst" ;;
    esac
  done
}

# make DIRECTORY [ARGUMENT]...: a whole database in there, by a server with these arguments that nobody else can reach.
make() (
  export PGDATA=$1 PGHOST=/var/run/postgresql PGPORT=${PGPORT:-5432}
  unset PGHOSTADDR
  shift
  local method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256} options
  options=(--auth-local=trust --auth-host="$method")
  [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || options+=(--waldir="$POSTGRES_INITDB_WALDIR")
  # Words, as a shell has them: --locale=de_DE.UTF-8 --auth-local='peer map=x'
  eval "options+=($POSTGRES_INITDB_ARGS)"
  printf '%s\n' "$POSTGRES_PASSWORD" |
    initdb --username="$POSTGRES_USER" ${POSTGRES_PASSWORD:+--pwfile=/dev/stdin} --no-instructions "${options[@]}"
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"

  # Nothing is archived yet: there may be no stanza, and the first backup is made later.
  set -- "$@" -c listen_addresses= -c unix_socket_directories="$PGHOST" -c port="$PGPORT" -c archive_mode=off
  trap 'pg_ctl stop --mode=immediate >/dev/null 2>&1 || true' EXIT
  pg_ctl start --wait --options="$(printf '%q ' "$@")"
  if [ "$POSTGRES_DB" != postgres ]; then
    POSTGRES_DB=postgres docker_process_sql --set=db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
  fi
  run_scripts
  trap - EXIT
  pg_ctl stop --mode=fast --wait
)

# Whatever a container that was killed has left of a database that never was one.
remove_unfinished() {
  [ -e "$1" ] || return 0
  echo "initdb: removing what an earlier start left unfinished in $1"
  rm -rf "$1"
  [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || rm -rf "${POSTGRES_INITDB_WALDIR:?}"
}

is_empty() { [ ! -d "$1" ] || [ -z "$(find "$1" -mindepth 1 -maxdepth 1 -print -quit)" ]; }

initialise() {
  settings
  if mountpoint --quiet "$PGDATA"; then
    make "$PGDATA" "$@"
  else
    is_empty "$PGDATA" || fail "PGDATA: $PGDATA holds files, but no database (PG_VERSION). Nothing was changed there."
    remove_unfinished "$PGDATA.unfinished"
    make "$PGDATA.unfinished" "$@"
    [ ! -d "$PGDATA" ] || rmdir "$PGDATA"
    mv "$PGDATA.unfinished" "$PGDATA"
  fi
  sync
  unset POSTGRES_PASSWORD PGPASSWORD
}

asks_only() {
  local argument
  for argument in "$@"; do
    case $argument in -'?' | --help | --describe-config | -V | --version | -C) return 0 ;; esac
  done
  return 1
}

export PGDATA=${PGDATA:-/var/lib/postgresql/data}
case ${1:--} in -*) set -- postgres "$@" ;; esac
if [ "$1" = postgres ] && ! asks_only "$@"; then
  if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to run as root.
    mkdir -p "$PGDATA"
    chown -R postgres:postgres "$PGDATA" ${POSTGRES_INITDB_WALDIR:+"$POSTGRES_INITDB_WALDIR"}
    exec setpriv --reuid=postgres --regid=postgres --init-groups "${BASH_SOURCE[0]}" "$@"
  fi
  umask 077
  mkdir -p "$(dirname "$PGDATA")"
  [ -s "$PGDATA/PG_VERSION" ] || initialise "${@:2}"
  # The server needs neither the password nor where it is.
  unset POSTGRES_PASSWORD POSTGRES_PASSWORD_FILE
fi
exec "$@"
