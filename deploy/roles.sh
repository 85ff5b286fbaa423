#!/usr/bin/env bash
# The two logins of production and their database, made once by a superuser (psql's own PG* variables say where).
# The owner owns the tables and runs migrations; the server's login is a member of blossomer_app and nothing more.
set -euo pipefail

psql -v ON_ERROR_STOP=1 -v database="${DATABASE:-blossomer}" \
  -v owner="${OWNER:-blossomer_owner}" -v owner_password="$OWNER_PASSWORD" \
  -v server="${SERVER:-blossomer_server}" -v server_password="$SERVER_PASSWORD" --username "${POSTGRES_USER:-postgres}" <<'SQL'
select 'create role ' || name || ' nologin' from unnest(array['blossomer_app', 'blossomer_directory']) as name
  where not exists (select from pg_roles where rolname = name) \gexec
create role :"owner" login password :'owner_password';
grant blossomer_app, blossomer_directory to :"owner" with admin option;
create role :"server" login password :'server_password' in role blossomer_app;
create database :"database" owner :"owner";
revoke connect on database :"database" from public;
grant connect on database :"database" to :"server";
SQL
