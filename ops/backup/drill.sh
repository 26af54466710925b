#!/usr/bin/env bash
# Backs a PostgreSQL up while payments run, breaks it, restores it to the moment before, and looks whether all is there:
# see docs/backup.md. Takes some two minutes, uses target/journeys/backup and loopback alone, and ends by itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$(mktemp)
trap 'rm -f "$out"' EXIT
status=0
./mvnw -q -B -ntp test -Dtest=BackupDrillTests -DexcludedGroups= > "$out" 2>&1 || status=$?
grep '^DRILL' "$out" || true
if [ "$status" -ne 0 ]; then
    grep -E '^\[ERROR\]' "$out" | head -20
    echo "The drill failed." >&2
    exit "$status"
fi
echo "The drill succeeded."
