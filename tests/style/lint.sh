#!/usr/bin/env bash
# What grep can see: functions that overflow or lie, SQL that is not a literal, left-overs, sleeps in
# tests, files that no CMakeLists.txt names, sources without a licence line.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
none() { # WHY PATTERN FILES...
    local why=$1 pattern=$2 hit
    shift 2
    while read -r hit; do breaks "$why: $hit"; done < <(grep -nE "$pattern" "$@" /dev/null || true)
}
mapfile -t product < <(printf '%s\n' "${sources[@]}" "${headers[@]}" | grep -vE '^tests/')
mapfile -t tests < <(git ls-files --cached --others --exclude-standard tests | grep -vE 'corpus/|style/|\.(png|jpg|json)$' | while read -r f; do [ -f "$f" ] && echo "$f"; done)
none "unsafe" '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca)\(' "${sources[@]}"
none "SQL goes through db.h" '\b(sqlite3_exec|PQexec)\(' "${product[@]}"
none "SQL is never put together from values" '"[^"]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|VALUES)\b[^"]*%[a-z0-9.*-]' "${product[@]}"
none "SQL is never put together" '\bdb_(exec|query|one|number)\([^,]*, *(&[^,]*, *)?bytes_text' "${product[@]}"
none "left over" '\b(TODO|FIXME|XXX|HACK)\b' "${sources[@]}" "${headers[@]}"
none "a test must not sleep" '\b(usleep|nanosleep|sleep)[ (]+[0-9a-z]' "${tests[@]}"
none "floating money" '\b(double|float) [a-z_]*pence' "${product[@]}"
none "money without floating point" '\b(double|float)\b' shared/{assess,facts,policy,money}*.c
for file in "${sources[@]}"; do
    head -n 1 "$file" | grep -q '^// SPDX-License-Identifier: Apache-2.0$' || breaks "no licence line: $file"
    name=$(basename "$file" .c)
    grep -rqE --include=CMakeLists.txt "\b(test_)?${name#test_}(\.c)?\b" "${file%%/*}" ||
        breaks "no CMakeLists.txt names $file"
done
exit "$broken"
