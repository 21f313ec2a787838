#!/bin/bash
# What the tests need of the official image's script: it makes the database on the first start, and lets PostgreSQL stop fast.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" >/dev/null
  pg_ctl start --wait --silent --options="-c listen_addresses=''"
  createdb --username="$POSTGRES_USER" "$POSTGRES_USER"
  pg_ctl stop --wait --silent --mode=fast
fi
# The image says by STOPSIGNAL that it is stopped by SIGINT; one of this cluster's script cannot.
"$@" & server=$!
trap 'kill -INT "$server"' TERM INT
trap 'kill -HUP "$server"' HUP
until wait "$server"; [ ! -d "/proc/$server" ]; do :; done
