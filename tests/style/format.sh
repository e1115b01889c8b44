#!/usr/bin/env bash
# .clang-format decides the layout.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
command -v clang-format >/dev/null || exit 77
clang-format --dry-run -Werror "${sources[@]}" "${headers[@]}"
