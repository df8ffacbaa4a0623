# What the database of this pod says of itself, for the goal status: a word and its value a line.
set -u
export LC_ALL=C

psql --no-psqlrc --quiet --tuples-only --no-align --field-separator=' ' --set=ON_ERROR_STOP=1 \
  --host=/var/run/postgresql --username="$POSTGRES_USER" --dbname=postgres <<'SQL' || exit 1
SELECT 'version', current_setting('server_version');
SELECT 'started', floor(extract(epoch FROM pg_postmaster_start_time()));
SELECT 'databases', count(*) FROM pg_database WHERE NOT datistemplate;
SELECT 'bytes', sum(pg_database_size(oid)) FROM pg_database;
SELECT 'recovering', pg_is_in_recovery();
SELECT 'archived', last_archived_wal, floor(extract(epoch FROM last_archived_time))
  FROM pg_stat_archiver WHERE last_archived_wal IS NOT NULL;
SELECT 'failing', last_failed_wal, floor(extract(epoch FROM last_failed_time))
  FROM pg_stat_archiver WHERE last_failed_time > coalesce(last_archived_time, '-infinity');
SQL

# WAL that is complete, and not archived yet.
set -- "$PGDATA"/pg_wal/archive_status/*.ready
[ -e "$1" ] || shift
echo "waiting $#"

[ -n "${PGBACKREST_STANZA:-}" ] || exit 0
# What pgBackRest said when it last failed to push: a line with its exit code, and its message.
for file in "$(dirname "$PGDATA")"/pgbackrest-spool/archive/"$PGBACKREST_STANZA"/out/*.error; do
  [ ! -f "$file" ] || printf 'reason %s\n' "$(sed 1d "$file" | tr '\n' ' ' | cut -c 1-300)"
done | tail -n 1
# A server that is away is waited for by pgBackRest much longer than who asks for the status would like.
info=$(timeout 20 pgbackrest info --output=json) || {
  echo "unread no answer within 20 s"
  exit 0
}
printf 'info %s\n' "$info"
echo "chain $(timeout 20 sh /etc/pgbackrest/backup.sh chain 20 2>/dev/null)"
