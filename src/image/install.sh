#!/bin/sh
# Makes an image of a Debian root file system: PostgreSQL, pgBackRest and locales, with postgres as UID and GID 999.
# Run as root inside it, beside entrypoint.sh: the Containerfile does so, and so do the drills of this project.
#
#   PG_MAJOR   14 to 17; where Debian has no such version, it comes from the PostgreSQL project's packages (15)
#   LOCALES    what databases may be sorted by, as in /usr/share/i18n/SUPPORTED, separated by spaces (en_US.UTF-8)
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
pg_major=${PG_MAJOR:-15}
locales=${LOCALES:-en_US.UTF-8}
here=$(dirname "$0")

case $pg_major in
  14 | 15 | 16 | 17) ;;
  *)
    echo "PG_MAJOR: '$pg_major', expected 14, 15, 16 or 17." >&2
    exit 2
    ;;
esac

packages() { apt-get install -y --no-install-recommends "$@"; }
is_there() { [ -n "$(apt-cache madison "postgresql-$pg_major")" ]; }

# Before a package takes the number. It is that of Docker's official image, so a volume can come from there.
groupadd --system --gid 999 postgres
useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql --shell /bin/bash postgres

apt-get update
packages ca-certificates locales postgresql-common xz-utils zstd
if ! is_there; then
  /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y
  is_there || {
    echo "PG_MAJOR: no package postgresql-$pg_major, neither Debian's nor the PostgreSQL project's." >&2
    exit 1
  }
fi
# The entry point makes the database, not the package.
sed -i 's/^#\? *create_main_cluster .*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
packages "postgresql-$pg_major" pgbackrest

for locale in $locales; do
  localedef --inputfile="${locale%%.*}" --charmap="${locale#*.}" --alias-file=/usr/share/locale/locale.alias "$locale"
done

# The programs of this version, found by whoever looks for them under a name without one.
for program in /usr/lib/postgresql/"$pg_major"/bin/*; do
  ln -sf "$program" /usr/local/bin/
done
install -m 0755 "$here/entrypoint.sh" /usr/local/bin/docker-entrypoint.sh
install -d /docker-entrypoint-initdb.d
install -d -o postgres -g postgres -m 0700 /var/lib/postgresql/data
# Whoever mounts nothing here, or runs as another user than 999, needs it too; /tmp has the same mode.
install -d -o postgres -g postgres -m 3777 /var/run/postgresql

# What a database does not need at run time.
apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* /etc/pgbackrest.conf /usr/share/doc /usr/share/man
