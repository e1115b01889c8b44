#!/usr/bin/env bash
# The people of the meeting: people.sh SOURCE BIN PREPARE plays every script of tests/robot/people, each
# against a kiosk of its own, and says which of them did not go as it says.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command -v sqlite3 >/dev/null || exit 77
played=0 failed=0
for script in "$here"/people/*.robot; do
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
