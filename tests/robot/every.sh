#!/usr/bin/env bash
# Many visits in one: every.sh FOLDER SOURCE BIN PREPARE plays each script of tests/robot/FOLDER against a
# kiosk of its own, and says which of them did not go as it says.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1; shift
command -v sqlite3 >/dev/null && command -v jq >/dev/null || exit 77
played=0 failed=0
for script in "$here/$folder"/*.robot; do
    name=$(basename "$script" .robot)
    if bash "$here/visit.sh" "$@" "$script" >"$name.log" 2>&1; then
        rm -rf "$name"
    else
        echo "--- $name" && tail -n 20 "$name.log"
        failed=$((failed + 1))
    fi
    played=$((played + 1))
done
echo "$played visits, $failed not as they should be"
[ "$failed" -eq 0 ] && [ "$played" -gt 0 ]
