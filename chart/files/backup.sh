# Makes the stanza and the backups of the database in this pod. The hook and the CronJobs run it through kubectl exec:
#
#   sh backup.sh init SECONDS                    stanza, check, and a full backup where this database has none
#   sh backup.sh full|diff|incr SECONDS          stanza if there is none, check, and this backup
#   sh backup.sh verify init|full|... SECONDS    whether that is so; a call of its own, because a stream of kubectl exec
#                                                that breaks can look like success
#   sh backup.sh chain SECONDS                   "whole", or "broken" when WAL is missing after the newest backup
#
# SECONDS bounds every wait. Each call can be repeated at any time: what is there already is left as it is. The exit code is
# pgBackRest's own (25 to 125) where that failed, or 1: the time is up, or what was to be there is not; 2: wrong arguments;
# 3: the repository refuses. The Jobs don't try again after 2, 3, 28, 51 and 95.
set -u
export LC_ALL=C

usage() {
  echo "usage: backup.sh [verify] init|full|diff|incr SECONDS, or backup.sh chain SECONDS" >&2
  exit 2
}

verify=no
if [ "${1:-}" = verify ]; then
  verify=yes
  shift
fi
[ $# -eq 2 ] || usage
action=$1
seconds=$2
case $verify,$action in *,init | *,full | *,diff | *,incr | no,chain) ;; *) usage ;; esac
case $seconds in '' | *[!0-9]*) usage ;; esac
deadline=$(($(date +%s) + seconds))

say() { echo "$POD_NAME: $*"; }

fail() { # fail CODE TEXT
  echo "$POD_NAME: $2" >&2
  exit "$1"
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export INFO="$work/info.json" WAL="$work/wal"

# pause SECONDS WHY: waits, unless the time is up.
pause() {
  [ $(($(date +%s) + $1)) -lt "$deadline" ] || fail 1 "$2, and the $seconds s of this run are over."
  sleep "$1"
}

# The SQL on standard input, as the superuser over the socket; :'info' in it is what pgBackRest said last.
query() {
  # shellcheck disable=SC2016 # psql runs the command in backquotes
  { [ ! -s "$INFO" ] || echo '\set info `cat "$INFO"`'; cat; } |
    psql --no-psqlrc --quiet --tuples-only --no-align --field-separator=' ' --set=ON_ERROR_STOP=1 \
      --host=/var/run/postgresql --username="$POSTGRES_USER" --dbname=postgres
}

# What an exit code of pgBackRest means, and what to do.
explain() {
  case $1 in
    27 | 56) echo "pgBackRest can't reach PostgreSQL. See the log of the pod." ;;
    28) echo "the repository path $PGBACKREST_REPO1_PATH belongs to another database. Nothing was changed there. Set pgbackrest.repoPath to a path of this one's own, or restore the other one." ;;
    39) echo "the S3 server refused the request. Check the bucket, region, credentials and uriStyle of pgbackrest.s3." ;;
    49) echo "the S3 server can't be reached. Check pgbackrest.s3.endpoint." ;;
    50) echo "another pgBackRest process held the lock all the time." ;;
    51) echo "the backups in the repository are of another database. Set pgbackrest.repoPath to a path of this one's own." ;;
    55) echo "the stanza is missing in the repository, or a file of it. Was something deleted from the bucket?" ;;
    82) echo "no WAL arrived in the repository in time. See the log of the pod for what archive-push says." ;;
    95) echo "the repository can't be decrypted. Is it the passphrase that the first backup was made with?" ;;
    103) echo "WAL can't be archived. See the log of the pod for what archive-push says." ;;
    *) echo "pgBackRest ended with exit code $1; its message is above." ;;
  esac
}

# A database that is up and takes part in backups: not one that is still recovering.
wait_for_primary() {
  until [ "$(echo 'SELECT pg_is_in_recovery()' | query 2>"$work/error")" = f ]; do
    pause 2 "PostgreSQL still recovers, or is not up: $(cat "$work/error")"
  done
}

# Reads what the repository holds. "info" always exits with 0; status.code is 0 for a stanza with backups, 2 for one without,
# 1 and 3 for none, and anything else, mostly 99, for a repository that can't be read. An outage may pass: two minutes.
read_info() {
  patience=$(($(date +%s) + 120))
  delay=2
  while :; do
    : >"$INFO"
    pgbackrest info --output=json >"$work/info" || fail $? "$(explain $?)"
    mv "$work/info" "$INFO"
    status=$(
      query <<'SQL'
SELECT stanza->'status'->>'code',
       concat_ws(' ', split_part(message, E'\n', 1), substring(message FROM '<Message>(.*?)</Message>'))
  FROM jsonb_array_elements(:'info'::jsonb) stanza,
       coalesce(stanza->'repo'->0->'status'->>'message', stanza->'status'->>'message') message
SQL
    ) || fail 56 "$(explain 56)"
    why="the repository can't be read: ${status#* }"
    why=${why%.}
    case $status in
      [0-3]' '*) return ;;
      *'[CryptoError] unable to load '*) fail 95 "$(explain 95)" ;;
      *' unable to verify certificate '*) fail 3 "$why. Set pgbackrest.tls.enabled=true, and the CA under pgbackrest.tls.ca." ;;
      *' failed with 403 '* | *' failed with 404 '*) fail 3 "$why. Check pgbackrest.s3." ;;
    esac
    [ "$(date +%s)" -lt "$patience" ] || fail 49 "$why. Check pgbackrest.s3.endpoint."
    say "$why; trying again in $delay s"
    pause "$delay" "$why"
    delay=$((delay * 2))
  done
}

# label, type and size of the newest backup of this very database (another one's may be listed, too), or nothing.
# Compared by the system identifier, in SQL for its 64 bits. $1: 'full' for a full one, '' for any; $2: its greatest age.
newest_backup() {
  {
    printf "\\\\set type '%s'\n\\\\set age %s\n" "$1" "$2"
    cat <<'SQL'
SELECT backup->>'type', 'backup', backup->>'label' || ',',
       pg_size_pretty((backup->'info'->'repository'->>'delta')::numeric)
  FROM jsonb_array_elements(:'info'::jsonb) stanza,
       jsonb_array_elements(stanza->'db') db,
       jsonb_array_elements(stanza->'backup') backup
 WHERE backup->'database'->'id' = db->'id'
   AND backup->'database'->'repo-key' = db->'repo-key'
   AND (db->>'system-id')::numeric = (SELECT system_identifier FROM pg_control_system())
   AND backup->>'type' LIKE :'type' || '%'
   AND NOT coalesce((backup->>'error')::boolean, false)
   AND to_timestamp((backup->'timestamp'->>'stop')::bigint) > now() - :age * interval '1 second'
 ORDER BY backup->'timestamp'->'stop' DESC
 LIMIT 1
SQL
  } | query
}

# run COMMAND OPTION...: pgBackRest in the background, with its log followed here: when the client of kubectl exec goes
# away, a backup goes on, and the next try waits for it.
run() {
  log=$work/log
  : >"$log"
  pgbackrest "$@" --log-level-console=info --log-level-stderr=off --log-timestamp=n >"$log" 2>&1 &
  process=$!
  tail -n +1 -f --pid="$process" "$log" | while IFS= read -r line; do
    case $line in *' command begin '*) ;; *) echo "${line#P00 *INFO: }" ;; esac # begin lists each option
  done &
  follower=$!
  code=0
  wait "$process" || code=$?
  wait "$follower"
  return "$code"
}

# step COMMAND OPTION...: runs it until it gets its lock, which another backup may hold for long, and archiving for a moment.
step() {
  delay=1
  until run "$@"; do
    [ "$code" -eq 50 ] || fail "$code" "$(explain "$code")"
    say "another pgBackRest process is at work; waiting for it."
    pause "$delay" "$(explain 50)"
    [ "$delay" -ge 30 ] || delay=$((delay * 2))
  done
}

# Whether WAL is missing in the repository after the newest backup: beyond archive-push-queue-max pgBackRest drops it and
# reports success. Or whether that backup is of another timeline, from before a restore. Then a full backup begins anew.
is_chain_broken() {
  # shellcheck disable=SC2046 # three words, or none
  set -- $(
    query <<'SQL'
SELECT archive->>'id', backup->'archive'->>'stop', substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
  FROM jsonb_array_elements(:'info'::jsonb) stanza,
       jsonb_array_elements(stanza->'backup') backup,
       jsonb_array_elements(stanza->'archive') archive
 WHERE archive->'database' = backup->'database'
 ORDER BY backup->'timestamp'->'stop' DESC
 LIMIT 1
SQL
  )
  [ $# -eq 3 ] || return 1 # no backup yet: the next is a full one anyway
  archive=archive/$PGBACKREST_STANZA/$1 stop=$2 timeline=$3
  case $stop in "$timeline"*) ;; *) return 0 ;; esac

  # Segments lie in a directory for each 16 digits that their names begin with.
  pgbackrest repo-ls "$archive" >"$work/directories" || return 1
  : >"$WAL"
  while read -r directory; do
    case $directory in "$timeline"*) ;; *) continue ;; esac
    expr "wal $directory" \>= "wal ${stop%????????}" >/dev/null || continue
    pgbackrest repo-ls "$archive/$directory" >>"$WAL" || return 1
  done <"$work/directories"

  # All from the backup's last to the last that PostgreSQL believes archived.
  complete=$(
    {
      printf '\\set stop %s\n' "$stop"
      # shellcheck disable=SC2016 # psql runs the command in backquotes
      echo '\set wal `cat "$WAL"`'
      cat <<'SQL'
WITH last AS (
  SELECT left(last_archived_wal, 24) AS name FROM pg_stat_archiver WHERE last_archived_wal ~ '^[0-9A-F]{24}'
), segment AS (
  SELECT match[1] AS name, true AS stored FROM regexp_matches(:'wal', '([0-9A-F]{24})-[0-9a-f]{40}', 'g') match
  UNION SELECT :'stop', false
  UNION SELECT name, false FROM last
), numbered AS (
  SELECT name, stored, ('x' || substr(name, 9, 8))::bit(32)::bigint
                         * (4294967296 / pg_size_bytes(current_setting('wal_segment_size')))
                       + ('x' || substr(name, 17, 8))::bit(32)::bigint AS number
    FROM segment
   WHERE name BETWEEN :'stop' AND (SELECT name FROM last)
)
SELECT count(*) FILTER (WHERE stored) = max(number) - min(number) + 1 FROM numbered
SQL
    } | query
  ) || return 1
  [ "$complete" = f ]
}

# How long ago any backup may have been.
any_age=4000000000

wait_for_primary
read_info

if [ "$action" = chain ]; then
  if is_chain_broken; then echo broken; else echo whole; fi
  exit
fi

if [ "$verify" = no ]; then
  # Idempotent; 28 if the path is another database's. Never stanza-upgrade: the next expire would delete that one's backups.
  # The scheduled backups leave it out, because it waits for all archiving to pause.
  case $action,${status%% *} in
    init,* | *,1 | *,3) step stanza-create ;;
  esac
  # Whether WAL arrives in the repository.
  step check
  # Only now: stanza-create may have changed what there is, and another run may have made the backup.
  read_info
  if [ "$action" != init ]; then
    if [ "$action" != full ] && is_chain_broken; then
      say "WAL is missing in the repository after the newest backup, or it is from before a restore: a full backup."
      action=full
    fi
    step backup --type="$action"
  elif [ -z "$(newest_backup full $any_age)" ]; then
    step backup --type=full
  fi
  read_info
else
  # The backup of a broken stream goes on.
  while [ "$(echo "SELECT (:'info'::jsonb)->0->'status'->'lock'->'backup'->>'held'" | query)" = true ]; do
    pause 10 "A backup still runs"
    read_info
  done
fi

case $action in
  init) backup=$(newest_backup full $any_age) ;;
  full) backup=$(newest_backup full "$seconds") ;;
  *) backup=$(newest_backup '' "$seconds") ;;
esac
[ -n "$backup" ] || fail 1 "the repository lists no such backup (${status#* }), although none failed. Run it again."
say "stanza $PGBACKREST_STANZA valid; $backup"
