# Lets the superuser log in with the password on standard input (a line in base64), which the database may not know yet:
# initdb made it with what was in the Secret then. Writes a line when it had to be set, and never the password.
#
# The deploy goal runs it in the pod when the Secret has changed.
set -u
export LC_ALL=C
umask 077

fail() {
  echo "$1" >&2
  exit 1
}

# A second line, which kubectl may never send, is not waited for.
IFS= read -r encoded || [ -n "$encoded" ] || fail "No password on standard input."
# Its last newlines don't count, as when the database is first made. Kept in this shell alone: no variable of the
# environment, no argument.
password=$(printf %s "$encoded" | base64 -d) || fail "The password on standard input is not in base64."
[ -n "$password" ] || fail "The password is empty."
case $password in *'
'*) fail "The password has several lines, which no client can send." ;; esac

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
printf '*:*:*:*:%s\n' "$(printf %s "$password" | sed 's/[\\:]/\\&/g')" >"$work/pgpass"

# Over TCP, where pg_hba.conf asks for it. What PGPASSWORD or a service file say must not count.
logs_in() {
  env -u PGPASSWORD -u PGSERVICE PGPASSFILE="$work/pgpass" \
    psql --no-psqlrc --no-password --host=127.0.0.1 --username="$POSTGRES_USER" --dbname=postgres \
    --quiet --tuples-only --command='SELECT 1' >/dev/null 2>"$work/error"
}

logs_in && exit 0

# psql hashes it before it sends it, so that no log can have it; and the hash is for no log either.
quiet='-c log_statement=none -c log_min_duration_statement=-1 -c log_min_duration_sample=-1 -c log_duration=off'
quiet="$quiet -c log_transaction_sample_rate=0 -c log_min_error_statement=panic"
quiet="$quiet -c pg_stat_statements.track_utility=off -c pgaudit.log=none"
printf '%s\n%s\n' "$password" "$password" |
  PGOPTIONS="$quiet" psql --no-psqlrc --quiet --host=/var/run/postgresql --username="$POSTGRES_USER" \
    --dbname=postgres --command='\password' >/dev/null 2>"$work/set" ||
  fail "The password could not be set: $(cat "$work/set")"
logs_in || fail "The password was set, and still: $(cat "$work/error")"
echo "The password of $POSTGRES_USER was set to what the Secret holds."
