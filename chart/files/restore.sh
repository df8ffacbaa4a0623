# Brings a database back from the repository, or proves that this can be done. The goals restore and verify, and the CronJob
# of verify, run it in a pod like the database's, while no server uses the volume:
#
#   sh restore.sh look       what the repository holds, for the plan that the goal makes of it
#   sh restore.sh lives      since when the database in this pod has lived its timelines
#   sh restore.sh room       whether there is room for a restore; in the pod of the database, while that goes on
#   sh restore.sh restore    restores beside PGDATA, recovers, and only then puts the result in PGDATA's place
#   sh restore.sh verify     the same in a volume of its own that is thrown away, with a check of all tables and indexes
#
# What to restore comes from the environment; without it, the newest backup that leads to the newest timeline, with all WAL
# after it:
#
#   RESTORE_FROM       the path in the repository to read from; PGBACKREST_REPO1_PATH, unless this is a clone
#   RESTORE_SET        the label of the backup; with the timeline
#   RESTORE_TYPE       default (to the end of the WAL), time, or immediate (to the end of the backup)
#   RESTORE_TARGET     with type time: 2026-11-23 02:13:58+00
#   RESTORE_TIMELINE   the timeline to follow
#   RESTORE_BYTES      how large the database was
#   RESTORE_WAL_FIRST  the first WAL file that the backup needs
#   RESTORE_WAL_LAST   the last one that is replayed, where that is known; else it is the newest
#   RESTORE_BEGUN      when the pod of the database was gone, in seconds; it must not have come back since
#   RESTORE_IN_PLACE   yes: over the files in PGDATA, of which those that differ are replaced
#   VERIFY_QUERY       with verify: SQL for the database of the release, whose answer has to be t
#
# Nothing is ever written to the repository: the server that recovers archives nothing. What it would have archived waits in
# pg_wal for the database's own pod. The exit code is pgBackRest's own (25 to 125), or 1: the database does not come up or is
# damaged; 2: wrong arguments; 4: no room; 5: WAL is missing on the way; 6: a database may run on the volume.
set -u
export LC_ALL=C

say() { echo "$POD_NAME: $*"; }

fail() { # fail CODE TEXT
  echo "$POD_NAME: $2" >&2
  exit "$1"
}

action=${1:-}
case $#,$action in 1,look | 1,lives | 1,room | 1,restore | 1,verify | 3,wal) ;; *) fail 2 "usage: restore.sh look|lives|room|restore|verify" ;; esac

# wal FILE PATH: what the server that recovers asks for its WAL. For PostgreSQL any failure but that of a command that can't
# be run (126) means that the WAL ends here; so only a file that nobody has may be one.
if [ "$action" = wal ]; then
  code=0
  pgbackrest archive-get "$2" "$3" || code=$?
  case $code in 0) exit ;; 1) ;; *) exit 126 ;; esac
  # What the database had not archived when it was stopped.
  if [ -n "$RESTORE_LOCAL_WAL" ] && [ -f "$RESTORE_LOCAL_WAL/$2" ]; then
    cp "$RESTORE_LOCAL_WAL/$2" "$3" && exit
    exit 126
  fi
  case $2,$RESTORE_NEWEST in *.history,* | *,) exit 1 ;; esac
  # Behind the eight digits of the timeline: a hole is one on an ancestor's, too.
  expr "wal ${2#????????}" \< "wal ${RESTORE_NEWEST#????????}" >/dev/null || exit 1
  echo "WAL $2 is missing, although $RESTORE_NEWEST is there" >&2
  exit 126
fi

# A history is written when its timeline begins; the repository gets it as soon as the S3 server lets it.
if [ "$action" = lives ]; then
  cd "$PGDATA/pg_wal" || exit 1
  for file in *.history; do
    [ ! -f "$file" ] || stat -c '%n %Y' "$file"
  done
  exit
fi

own=$PGBACKREST_REPO1_PATH
from=${RESTORE_FROM:-$own}
export PGBACKREST_REPO1_PATH="$from"
archive=archive/$PGBACKREST_STANZA

# One a line: "info JSON" of the path to read from, "own JSON" of this instance's if that is another one, and of each archive
# the files of its timelines' histories, with their times and texts, and the files of its newest WAL. "end" comes last: a log may
# break off.
look() {
  info=$(pgbackrest info --output=json) || return
  printf 'info %s\n' "$info"
  if [ "$from" != "$own" ]; then
    info=$(PGBACKREST_REPO1_PATH=$own pgbackrest info --output=json) || return
    printf 'own %s\n' "$info"
  fi
  ids=$(pgbackrest repo-ls "$archive" --filter='^[0-9]+-[0-9]+$') || return
  for id in $ids; do
    files=$(pgbackrest repo-ls "$archive/$id" --filter='\.history$' --output=json) || return
    printf 'histories %s %s\n' "$id" "$files"
    files=$(pgbackrest repo-ls "$archive/$id" --filter='\.history$') || return
    for file in $files; do
      text=$(pgbackrest repo-get "$archive/$id/$file") || return
      printf 'history %s %s %s\n' "$id" "$file" "$(printf '%s\n' "$text" | base64 -w 0)"
    done
    files=$(pgbackrest repo-ls "$archive/$id" --filter='^[0-9A-F]{16}$' --sort=desc) || return
    last=$(printf '%s' "$files" | head -n 1)
    [ -n "$last" ] || continue
    files=$(pgbackrest repo-ls "$archive/$id/$last" --output=json) || return
    printf 'wal %s %s\n' "$id" "$files"
  done
  echo end
}

if [ "$action" = look ]; then
  seen=$(look) || fail $? "the repository can't be read; pgBackRest's message is above."
  # In base64, because the line of a large repository is longer than the log of a container may have.
  printf '%s\n' "$seen" | base64 -w 4000
  exit
fi

data=$PGDATA
wal=${POSTGRES_INITDB_WALDIR:-}
if [ "${RESTORE_IN_PLACE:-no}" = yes ]; then
  fresh=$data
  fresh_wal=$wal
else
  fresh=$data.restoring
  fresh_wal=${wal:+$wal.restoring}
fi
volume=$(dirname "$data")
aside=${wal:-$data}.unarchived

# listing PATH OPTION...: of the repository.
listing() { pgbackrest repo-ls "$@" || fail $? "the repository can't be read; pgBackRest's message is above."; }

# field NAME LINE: a member of a backup's line in backup.info, LABEL={"backup-archive-stop":"00...","backup-error":false,...}
field() {
  value=${2#*\"$1\":}
  [ "$value" != "$2" ] || value=
  value=${value%%[,\}]*}
  value=${value#\"}
  printf '%s\n' "${value%\"}"
}

# lsn PLACE: such that text compares as the places in the WAL do, 0/3000050.
lsn() { printf '%08X%08X' "0x${1%/*}" "0x${1#*/}"; }

# leads_on WAL PLACE: whether a backup that ended there can be recovered along the timeline: it was made on it, or on an
# ancestor before that was left, as the lines of the timeline's history say.
leads_on() {
  made_on=$((0x$(printf '%.8s' "$1")))
  [ "$made_on" -ne "$RESTORE_TIMELINE" ] || return 0
  while read -r ancestor left _; do
    [ "$ancestor" = "$made_on" ] || continue
    expr "lsn $(lsn "$2")" \<= "lsn $(lsn "$left")" >/dev/null
    return
  done <<EOF
$ancestors
EOF
  return 1
}

# As the goal chooses (RestorePlanner): the newest sound backup of the present database that leads to its newest timeline.
# pgBackRest itself takes the newest of all, which may lie on the end that a restore has abandoned.
choose() {
  info=$(pgbackrest repo-get "backup/$PGBACKREST_STANZA/backup.info") ||
    fail $? "the backups in $from can't be listed; pgBackRest's message is above."
  database=$(printf '%s\n' "$info" | sed -n 's/^db-id=//p')
  present=$archive/$(printf '%s\n' "$info" | sed -n 's/^db-version="\(.*\)"$/\1/p')-$database
  histories=$(listing "$present" --filter='^[0-9A-F]{8}\.history$' --sort=desc) || exit
  ancestors=
  RESTORE_TIMELINE=1
  if [ -n "$histories" ]; then
    history=$(printf '%s\n' "$histories" | head -n 1)
    ancestors=$(pgbackrest repo-get "$present/$history") ||
      fail $? "$history can't be read; pgBackRest's message is above."
    RESTORE_TIMELINE=$((0x${history%.history}))
  fi
  RESTORE_SET=
  newest=0
  while IFS= read -r line; do
    case $line in ????????-??????F*=\{*) ;; *) continue ;; esac
    stop=$(field backup-timestamp-stop "$line")
    if [ "$(field db-id "$line")" != "$database" ] || [ "$(field backup-error "$line")" = true ] ||
      [ "$stop" -le "$newest" ] ||
      ! leads_on "$(field backup-archive-stop "$line")" "$(field backup-lsn-stop "$line")"; then
      continue
    fi
    newest=$stop
    RESTORE_SET=${line%%=*}
    RESTORE_BYTES=$(field backup-info-size "$line")
    RESTORE_WAL_FIRST=$(field backup-archive-start "$line")
  done <<EOF
$info
EOF
  [ -n "$RESTORE_SET" ] ||
    fail 1 "no sound backup in $from leads to its newest timeline, $RESTORE_TIMELINE. Make one: goal backup."
}

# The newest WAL file of the timeline, to tell a hole from the end.
find_newest() {
  ids=$(listing "$archive" --filter='^[0-9]+-[0-9]+$') || exit
  id=$(printf '%s\n' "$ids" | sort -t - -k 2 -n | tail -n 1)
  timeline=$(printf '%08X' "$RESTORE_TIMELINE")
  directories=$(listing "$archive/$id" --filter="^$timeline[0-9A-F]{8}\$" --sort=desc) || exit
  RESTORE_NEWEST=
  if [ -n "$directories" ]; then
    files=$(listing "$archive/$id/$(printf '%s\n' "$directories" | head -n 1)" --filter='^[0-9A-F]{24}-' --sort=desc) || exit
    RESTORE_NEWEST=$(printf '%s\n' "$files" | head -n 1 | cut -c 1-24)
  fi
}

# Where the WAL is that was not archived: on its own volume or beside the data, or aside already.
find_local() {
  RESTORE_LOCAL_WAL=
  if [ "$action" != verify ] && [ "$from" = "$own" ]; then
    RESTORE_LOCAL_WAL=$data/pg_wal
    [ ! -e "$aside/complete" ] || RESTORE_LOCAL_WAL=$aside
  fi
}

# In bytes: what is free at a DIRECTORY; what FILES take, of which none need be there. And for people.
free() { df --output=avail -B 1 "$1" | tail -n 1; }
taken() { du -s -c -B 1 "$@" 2>/dev/null | tail -n 1 | cut -f 1; }
mb() { echo "$((($1 + 1048575) / 1048576)) MB"; }

# setting NAME DEFAULT: as it is deployed, in megabytes. What the database was told by ALTER SYSTEM comes with the backup only.
setting() {
  nothing=$(mktemp -d)
  postgres -D "$nothing" -c config_file=/etc/postgresql/postgresql.conf -C "$1" 2>/dev/null || echo "$2"
  rmdir "$nothing"
}

# position WAL: how many files come before it.
position() { echo $((0x$(printf '%.8s' "${1#????????}") * (4294967296 / segment) + 0x${1#????????????????})); }

# How much WAL lies there at once, at most. Restartpoints remove what is replayed: max_wal_size is what may come between two,
# of which PostgreSQL keeps the last and the one under way. WAL that was not archived is kept besides, to be archived.
wal_bytes() {
  segment=$(printf '%s\n' "${POSTGRES_INITDB_ARGS:-}" | sed -n 's/.*--wal-segsize[= ]*\([0-9]*\).*/\1/p')
  segment=$((${segment:-16} * 1048576))
  waiting=0
  for file in "$RESTORE_LOCAL_WAL"/archive_status/????????????????????????.ready; do
    [ ! -e "$file" ] || waiting=$((waiting + 1))
  done
  count=$((waiting + 4)) # the one that is being fetched, and the first of the new timeline
  last=${RESTORE_WAL_LAST:-$RESTORE_NEWEST}
  if [ -n "${RESTORE_WAL_FIRST:-}" ] && [ -n "$last" ]; then
    count=$((count + $(position "$last") - $(position "$RESTORE_WAL_FIRST") + 1))
  fi
  most=$(((2 * $(setting max_wal_size 1024) + $(setting wal_keep_size 0)) * 1048576))
  replayed=$((count * segment))
  [ "$replayed" -le "$most" ] || replayed=$most
  echo $((replayed + waiting * segment))
}

# require DIRECTORY BYTES WHAT FREED SETTING KEPT...: that there is room, where FREED more bytes become free meanwhile.
require() {
  room=$(($(free "$1") + $4))
  [ "$room" -lt "$2" ] || return 0
  refusal="no room on $1 for $3: $(mb "$2") are needed, $((room / 1048576)) MB are free."
  way="raise $5 and deploy"
  [ "$action" = verify ] || [ "$fresh" = "$data" ] || [ "$5" != persistence.size ] ||
    [ $((room + $(taken "$data"))) -lt "$2" ] ||
    way="$way, or restore over the present files: restore.inPlace (-Dpgchart.restore.inPlace)"
  shift 5
  kept=$(taken "$@")
  [ "$kept" -eq 0 ] || fail 4 "$refusal Remove $*, $(mb "$kept") that earlier restores have kept, or $way."
  fail 4 "$refusal R${way#r}."
}

# Whether there is room for what is known to be needed: for a second database, unless it is restored in place, and for WAL.
check_room() {
  [ -n "${RESTORE_BYTES:-}" ] || return 0
  freed=$(taken "$fresh")
  [ "$fresh" != "$data" ] || freed=$((freed - $(taken "$data/pg_wal")))
  wal_needed=$(wal_bytes) || exit
  what="a database of $(mb "$RESTORE_BYTES")"
  [ "$action" = verify ] || [ "$fresh" = "$data" ] || what="$what beside the present one"
  if [ -z "$wal" ]; then
    require "$volume" $((RESTORE_BYTES + wal_needed)) "$what and $(mb "$wal_needed") of WAL" "$freed" persistence.size "$data".before-*
  else
    require "$volume" "$RESTORE_BYTES" "$what" "$freed" persistence.size "$data".before-*
    require "$(dirname "$wal")" "$wal_needed" "the WAL of a recovery" "$(taken "$wal.restoring")" persistence.walSize "$wal".before-*
  fi
}

if [ "$action" = room ]; then
  find_local
  find_newest
  check_room
  exit
fi

export PGBACKREST_PG1_PATH="$fresh"
export PGBACKREST_SPOOL_PATH="${TMPDIR:-/tmp}/restore-spool"
mkdir -p -m 700 "$PGBACKREST_SPOOL_PATH"
log=${TMPDIR:-/tmp}/restore.log
# One at a time on a volume. The pod of the database looks at this too, before it starts: see repo-guard.sh.
exec 9>"$volume/.restore.lock"
flock -n 9 || fail 50 "another restore works on this volume. Wait for it, or delete its Job."
# Whoever began it may be dead, and a deploy may have gone on, before this pod got its node. Two clocks may differ a little.
started=$volume/.database-started
if [ "$action" = restore ] && [ -n "${RESTORE_BEGUN:-}" ] && [ -e "$started" ] &&
  [ "$(stat -c %Y "$started")" -gt $((RESTORE_BEGUN - 2)) ]; then
  fail 6 "the database was started on this volume after this restore was begun, and may run; nothing was changed. Restore again."
fi
unfinished=$volume/.restore-unfinished

if [ "$fresh" = "$data" ]; then
  # Of a pod that was killed; pgBackRest would take it for one that runs.
  rm -f "$data/postmaster.pid"
else
  # Of a restore that was interrupted.
  rm -rf "$fresh" ${wal:+"$fresh_wal"}
fi

server=
on_exit() {
  [ -z "$server" ] || pg_ctl stop -D "$fresh" -m immediate >/dev/null 2>&1
  # What is beside the present database is of no use without its end, and takes its room.
  [ "$fresh" = "$data" ] || [ -n "${swapping:-}" ] || rm -rf "$fresh" ${wal:+"$fresh_wal"}
}
trap on_exit EXIT
trap 'exit 1' HUP INT TERM
# What an exit code of pgBackRest means here, and what to do.
explain() {
  case $1 in
    37 | 75) echo "pgBackRest does not accept what it was asked for; its message is above." ;;
    38) echo "a server seems to run on $fresh, as pgBackRest's message above says." ;;
    40) echo "files are in the way, as pgBackRest's message above says. restore.inPlace (-Dpgchart.restore.inPlace) replaces them." ;;
    39) echo "the S3 server refused the request. Check the bucket, region, credentials and uriStyle of pgbackrest.s3." ;;
    49) echo "the S3 server can't be reached. Check pgbackrest.s3.endpoint." ;;
    50) echo "another pgBackRest process held the lock all the time." ;;
    55) echo "something is missing in the repository at $from. Was something deleted from the bucket?" ;;
    95) echo "the repository can't be decrypted. Is it the passphrase that the backup was made with?" ;;
    *) echo "pgBackRest ended with exit code $1; its message is above." ;;
  esac
}

[ -n "${RESTORE_SET:-}" ] || choose
find_local
find_newest
check_room

say "restoring $RESTORE_SET from $from, along timeline $RESTORE_TIMELINE"
mkdir -p "$fresh"
chmod 700 "$fresh"
set -- --type="${RESTORE_TYPE:-default}" --set="$RESTORE_SET"
[ -z "${RESTORE_TARGET:-}" ] || set -- "$@" --target="$RESTORE_TARGET"
[ "${RESTORE_TYPE:-default}" = default ] || set -- "$@" --target-action=promote
[ "$fresh" != "$data" ] || set -- "$@" --delta
if [ -n "$wal" ]; then
  mkdir -p "$fresh_wal"
  set -- "$@" --link-map=pg_wal="$fresh_wal"
fi
# WAL that was not archived is not lost: it stays where it is, or goes aside before the files around it are replaced. What is
# aside already is of a restore that was interrupted, and better than what that one has left.
system() { pg_controldata -D "$1" | grep '^Database system identifier:'; }
if [ "$action" = restore ] && [ "$fresh" = "$data" ]; then
  pgbackrest repo-ls "backup/$PGBACKREST_STANZA/$RESTORE_SET" >/dev/null || fail $? "the backup can't be read; nothing was changed."
  : >"$unfinished" || fail 4 "the volume can't be written."
  if [ "$from" = "$own" ] && [ -s "$data/global/pg_control" ] && [ ! -e "$aside/complete" ]; then
    mkdir -p "$aside/global" "$aside/archive_status" && cp "$data/global/pg_control" "$aside/global/" ||
      fail 4 "the WAL can't be put aside."
    for file in "$data"/pg_wal/???????????????????????? "$data"/pg_wal/*.history "$data"/pg_wal/archive_status/*.ready; do
      [ ! -f "$file" ] || mv "$file" "$aside/${file#"$data/pg_wal/"}" || fail 4 "the WAL can't be put aside: $file."
    done
    : >"$aside/complete"
  fi
fi
find_local
# Where the pg_control is that says whose it is.
control=$data
[ "$RESTORE_LOCAL_WAL" != "$aside" ] || control=$aside
code=0
pgbackrest restore "$@" --log-level-console=warn || code=$?
[ "$code" -eq 0 ] || fail "$code" "$(explain "$code")"

# Another database's WAL would end the recovery, at best.
if [ -n "$RESTORE_LOCAL_WAL" ] && { [ ! -s "$control/global/pg_control" ] || [ "$(system "$control")" != "$(system "$fresh")" ]; }; then
  RESTORE_LOCAL_WAL=
fi

export RESTORE_LOCAL_WAL RESTORE_NEWEST

# recover OPTION...: starts a server with the settings of the database, that reaches nobody and runs nobody's background jobs,
# and returns when it takes connections, which is when it was promoted.
recover() {
  : >"$log"
  postgres -D "$fresh" -c config_file=/etc/postgresql/postgresql.conf \
    -c recovery_target_timeline="$RESTORE_TIMELINE" \
    -c restore_command='sh /etc/pgbackrest/restore.sh wal %f "%p"' -c archive_command= \
    -c listen_addresses= -c ssl=off -c hot_standby=off -c autovacuum=off -c shared_preload_libraries= \
    -c logging_collector=off -c log_destination=stderr -c log_line_prefix= -c log_statement=none \
    -c log_min_duration_statement=-1 "$@" >"$log" 2>&1 &
  server=$!
  tail -n +1 -f --pid="$server" "$log" | while IFS= read -r line; do
    # What says how far it is; not a line for each of thousands of files.
    case $line in
      *'FATAL:  the database system is '*) ;; # told to pg_isready
      *'FATAL: '* | *'PANIC: '* | *'recovery stopping'* | *'last completed transaction'* | *'new timeline ID'* | 'WAL '*)
        say "${line#*:  }"
        ;;
    esac
  done &
  follower=$!
  until pg_isready -q -h /var/run/postgresql; do
    if ! kill -0 "$server" 2>/dev/null; then
      wait "$follower"
      return 1
    fi
    sleep 0.5
  done
}

say "recovering"
if ! recover; then
  case $(cat "$log") in
    *'is missing, although '*)
      fail 5 "$(grep 'is missing, although ' "$log" | tail -n 1) in $from. Restore to an earlier time, or from a backup that was made later: restore.target, restore.backup."
      ;;
    *'recovery ended before configured recovery target was reached'*)
      # All of the timeline was there, and nothing happened between its end and the target.
      say "nothing was committed from then to $RESTORE_TARGET; recovering to the end of the WAL"
      recover -c recovery_target_time= || fail 1 "PostgreSQL did not come up: $(grep -E 'FATAL|PANIC' "$log" | tail -n 1)"
      ;;
    *) fail 1 "PostgreSQL did not come up: $(grep -E 'FATAL|PANIC' "$log" | tail -n 1)" ;;
  esac
fi

# query [DATABASE]: the SQL on standard input.
query() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
    --host=/var/run/postgresql --username="$POSTGRES_USER" --dbname="${1:-postgres}"
}

recovering=$(echo 'SELECT pg_is_in_recovery()' | query) ||
  fail 1 "PostgreSQL is up, and lets $POSTGRES_USER ask nothing. Was the database made with another postgresql.username?"
[ "$recovering" = f ] || fail 1 "PostgreSQL is up and still recovers, expected it to be promoted."

if [ "$action" = verify ]; then
  say "checking all tables and indexes"
  pg_amcheck --all --install-missing --heapallindexed --host=/var/run/postgresql --username="$POSTGRES_USER" ||
    fail 1 "the restored database is damaged; what pg_amcheck found is above."
  if [ -n "${VERIFY_QUERY:-}" ]; then
    say "asking what pgbackrest.verify.query asks of $POSTGRES_DB"
    answer=$(printf '%s\n' "$VERIFY_QUERY" | query "$POSTGRES_DB") ||
      fail 1 "pgbackrest.verify.query can't be answered by the restored database; psql's message is above. Is the query right, and was $POSTGRES_DB in the backup?"
    # Rows of text may be anything, and long.
    [ "$answer" = t ] ||
      fail 1 "pgbackrest.verify.query was answered with '$(printf '%s' "$answer" | tr '\n' ' ' | cut -c 1-200)', expected t (true). The backup is sound, but not what the query expects: look at it in a copy (goal restore, restore.fromRelease)."
  fi
fi

state=$(
  query <<'SQL'
SELECT 'timeline ' || timeline_id || ', ' || pg_size_pretty(size) || ' in ' || databases || ' databases, last transaction '
       || coalesce(to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'before the backup''s end')
  FROM pg_control_checkpoint(),
       (SELECT sum(pg_database_size(oid)) AS size, count(*) AS databases FROM pg_database WHERE NOT datistemplate) sizes
SQL
) || fail 1 "the restored database answers no query; its message is above."

if [ "$action" = restore ]; then
  # What brought it here is of no use to the database from now on. The password is that of the Secret, not that of the backup;
  # no statement of this session is logged.
  query <<'SQL' || fail 1 "the password of $POSTGRES_USER can't be set. Was the database made with another postgresql.username?"
SET log_statement = none;
SET log_min_duration_statement = -1;
SET log_min_error_statement = panic;
\set password `cat "$POSTGRES_PASSWORD_FILE"`
ALTER ROLE CURRENT_USER PASSWORD :'password';
ALTER SYSTEM RESET restore_command;
ALTER SYSTEM RESET recovery_target;
ALTER SYSTEM RESET recovery_target_time;
ALTER SYSTEM RESET recovery_target_action;
ALTER SYSTEM RESET recovery_target_timeline;
SQL
fi

kill -INT "$server"
code=0
wait "$server" || code=$?
wait "$follower"
server=
[ "$code" -eq 0 ] || fail 1 "PostgreSQL did not shut down well, exit code $code: $(tail -n 1 "$log")"

if [ "$action" = verify ]; then
  say "verified: $state"
  exit
fi

# What the database had not archived yet it archives now: the way from its backups to here leads over it.
if [ -n "$RESTORE_LOCAL_WAL" ]; then
  for ready in "$RESTORE_LOCAL_WAL"/archive_status/*.ready; do
    name=${ready##*/}
    name=${name%.ready}
    [ -f "$RESTORE_LOCAL_WAL/$name" ] && [ ! -e "$fresh/pg_wal/$name" ] || continue
    cp "$RESTORE_LOCAL_WAL/$name" "$fresh/pg_wal/$name" && : >"$fresh/pg_wal/archive_status/$name.ready" ||
      fail 4 "WAL that was not archived can't be kept: $name."
  done
fi

# move FROM TO
move() { mv -T "$1" "$2" || fail 1 "$1 can't become $2; nothing else was changed."; }

swapping=yes
if [ "$fresh" != "$data" ]; then
  before=before-$(date -u +%Y%m%dT%H%M%SZ)
  if [ -n "$wal" ]; then
    if [ -e "$wal" ] && [ "$(readlink "$data/pg_wal")" = "$wal" ]; then
      move "$wal" "$wal.$before"
      ln -sfn "$wal.$before" "$data/pg_wal"
    fi
    rm -rf "$wal"
    move "$fresh_wal" "$wal"
    ln -sfn "$wal" "$fresh/pg_wal" || fail 1 "$fresh/pg_wal can't lead to $wal."
  fi
  if [ -e "$data" ]; then
    move "$data" "$data.$before"
    say "the database that was here is kept: $data.$before"
  fi
  move "$fresh" "$data"
fi
# The spool says of WAL of the database that was here that it is archived.
rm -rf "$volume/pgbackrest-spool" "$aside"
sync
rm -f "$unfinished"
say "restored: $state"
