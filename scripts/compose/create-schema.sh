#!/bin/sh
# Runs in the admin-tools container: makes the server's two databases, or brings their schemas up to date.
set -eu
schemas=/etc/temporal/schema/postgresql/v12
for database in temporal temporal_visibility; do
    temporal-sql-tool --database "$database" create
    temporal-sql-tool --database "$database" setup-schema --version 0.0
    temporal-sql-tool --database "$database" update-schema --schema-dir "$schemas/${database#temporal_}/versioned"
done
