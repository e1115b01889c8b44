#!/usr/bin/env bash
# Who may include what (architecture.md part 3 and 6): programs never each other's headers, shared
# none of theirs, and each outside library only where it is known.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
forbid() { # PATTERN ALLOWED FILES...
    local pattern=$1 allowed=$2 hit
    shift 2
    while read -r hit; do
        [[ ${hit%%:*} =~ $allowed ]] || breaks "$hit"
    done < <(grep -nE "$pattern" "$@" /dev/null || true)
}
product() { printf '%s\n' "${sources[@]}" "${headers[@]}" | grep -E "$1" || true; }
mapfile -t shared < <(product '^shared/')
mapfile -t kiosk < <(product '^kiosk/')
mapfile -t agent < <(product '^agent/')
mapfile -t server < <(product '^server/')
forbid '#include "(kiosk|agent|server)/' '^$' "${shared[@]}"
forbid '#include "(agent|server)/' '^$' "${kiosk[@]}"
forbid '#include "(kiosk|server)/' '^$' "${agent[@]}"
forbid '#include "(kiosk|agent)/' '^$' "${server[@]}"
forbid '#include <SDL' '^kiosk/(main|render(_[a-z]+)?|input(_[a-z]+)?|speech|robot(_child)?)\.[ch]$' \
    "${shared[@]}" "${kiosk[@]}" "${agent[@]}" "${server[@]}"
forbid '#include <curl/' '^agent/http\.c$' "${shared[@]}" "${kiosk[@]}" "${agent[@]}" "${server[@]}"
forbid '#include <microhttpd' '^server/http\.c$' "${shared[@]}" "${kiosk[@]}" "${agent[@]}" "${server[@]}"
forbid '#include <sqlite3' '^shared/db_sqlite\.c$' "${shared[@]}" "${kiosk[@]}" "${agent[@]}" "${server[@]}"
forbid '#include <cjson/' '^shared/json\.c$' "${shared[@]}" "${kiosk[@]}" "${agent[@]}" "${server[@]}"
exit "$broken"
