# Init container pgbackrest-repo-guard: stops before initdb makes a new database in front of the backups of an older one.
# Their stanza would not take the new one's WAL, and nobody would see that until it is needed.
set -eu

# A restore that works on this volume, or was interrupted while it replaced the files here, comes first. It is waited for
# here, and not by restarts, which come later and later; those tell of one that takes long.
volume=$(dirname "$PGDATA")
exec 9>>"$volume/.restore.lock"
if ! flock -w 60 9; then
  echo "A restore works on this volume: wait for its Job, or delete it." >&2
  exit 41
fi
if [ -e "$volume/.restore-unfinished" ]; then
  echo "A restore in place was interrupted: the files in $PGDATA are replaced in part. Restore again (goal restore)." >&2
  exit 42
fi

# A restore that was begun before this, and whose pod comes late, finds that a database may run here. Both look under the lock.
mark() { : >"$volume/.database-started"; }

if [ -s "$PGDATA/PG_VERSION" ]; then
  mark
  echo "There is a database in $PGDATA."
  exit 0
fi

# Unlike "info", whose exit code is always 0, this one fails when the repository can't be reached.
code=0
stanza=$(pgbackrest repo-ls "archive/$PGBACKREST_STANZA" --filter='^archive\.info') || code=$?
if [ "$code" -ne 0 ]; then
  echo "No database yet, and the repository can't be read (pgBackRest's exit code $code, its message above):" >&2
  echo "whether it holds backups of an earlier database is not known, so none is made now." >&2
  exit "$code"
fi
if [ -n "$stanza" ]; then
  echo "The volume of $POD_NAME is empty, but $PGBACKREST_REPO1_PATH in the repository holds the backups of a database." >&2
  echo "Restore it (goal restore), or set pgbackrest.repoPath to another path for a new database," >&2
  echo "or, if they are not needed any more, delete that path from the bucket." >&2
  exit 40
fi
mark
echo "No database yet, and no stanza in $PGBACKREST_REPO1_PATH: a new database may be made."
