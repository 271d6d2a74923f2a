#!/usr/bin/env bash
# One database per service, with a role that owns the tables and a role that works. Runs once, in an empty volume.
set -euo pipefail

database() {
  local name="$1" password="$2" owner_password="$3"
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set name="$name" --set owner="${name}_owner" --set password="$password" --set owner_password="$owner_password" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"owner";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"name" TO :"name";
SQL
}

database parley_message "$DB_MESSAGE_PASSWORD" "$DB_MESSAGE_OWNER_PASSWORD"
database parley_archive "$DB_ARCHIVE_PASSWORD" "$DB_ARCHIVE_OWNER_PASSWORD"
database parley_consent "$DB_CONSENT_PASSWORD" "$DB_CONSENT_OWNER_PASSWORD"
database parley_audit "$DB_AUDIT_PASSWORD" "$DB_AUDIT_OWNER_PASSWORD"
database keycloak "$KEYCLOAK_DB_PASSWORD" "$KEYCLOAK_DB_PASSWORD"
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname keycloak -c 'GRANT ALL ON SCHEMA public TO keycloak'
