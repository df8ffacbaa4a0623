# Run before the pod is stopped: a fast shutdown that does not wait for an archive that can't be reached.
#
# After the shutdown checkpoint the postmaster waits until all WAL is archived, which takes minutes when S3 is away (160 s,
# measured). By then nothing can be lost: what is not archived stays in pg_wal, and is pushed after the next start.
set -u
export LC_ALL=C

pid=$(head -n 1 "$PGDATA/postmaster.pid" 2>/dev/null) || exit 0
# The programs beside the server that runs, wherever the image has them.
bin=$(dirname "$(readlink "/proc/$pid/exe")")

running() { kill -0 "$pid" 2>/dev/null; }
checkpointed() { case $("$bin/pg_controldata" "$PGDATA") in *' shut down'*) ;; *) return 1 ;; esac; }

# Fast: clients are disconnected. The default, smart, would wait for the last of them until the pod is killed.
"$bin/pg_ctl" stop -D "$PGDATA" -m fast -W || exit 0

# As long as it takes; terminationGracePeriodSeconds is the limit.
until ! running || checkpointed; do sleep 0.2; done

# Some time for the archiver to finish what it is at.
tries=0
while running && [ "$tries" -lt 50 ]; do
  sleep 0.2
  tries=$((tries + 1))
done
if running; then
  echo "The database is shut down; its last WAL is archived after the next start."
  "$bin/pg_ctl" stop -D "$PGDATA" -m immediate -W
fi
