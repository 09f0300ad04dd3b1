#!/bin/bash
# Runs once, when the database's volume is empty. The server's login owns nothing and cannot change the schema; the
# owner's login is used by the migration alone.
set -euo pipefail
: "${TESSERA_OWNER_PASSWORD:?}" "${TESSERA_SERVER_PASSWORD:?}"

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --no-psqlrc --quiet \
  --set owner_password="$TESSERA_OWNER_PASSWORD" --set server_password="$TESSERA_SERVER_PASSWORD" <<'SQL'
create role tessera_owner login createrole password :'owner_password';
create role tessera_app nologin;
create role tessera_relay nologin;
create role tessera_audit nologin;
create role tessera_backup nologin;
-- Without inheritance: a policy for the relay must not apply to the application until it becomes the relay.
grant tessera_relay to tessera_app with inherit false, set true;
grant tessera_app, tessera_relay, tessera_audit, tessera_backup to tessera_owner with admin option;
create role tessera_server login password :'server_password' in role tessera_app;
create database tessera owner tessera_owner;
revoke connect, temporary on database tessera from public;
grant connect on database tessera to tessera_app, tessera_audit, tessera_backup, tessera_server;
SQL
