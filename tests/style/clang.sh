#!/usr/bin/env bash
# The other compiler finds nothing to say either: every source of ours is compiled by clang with the
# same warnings, as errors. What passed is remembered by content in the build folder.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
build=$2
command -v clang >/dev/null || exit 77
stamps=$build/clang-passed
mkdir -p "$stamps"
rules=$(cat cmake/warnings.cmake "${headers[@]}" | sha256sum | cut -d' ' -f1)
check() {
    command=$(jq -r --arg file "$2" '.[] | select(.file == $file) | .command' "$1/compile_commands.json" | head -n 1)
    command=${command#*ccache }
    cd "$1" && sh -c "clang ${command#* } -Qunused-arguments -fsyntax-only -o /dev/null" && touch "$3"
}
export -f check
for file in "${sources[@]}"; do
    grep -qF "\"$PWD/$file\"" "$build/compile_commands.json" || continue
    stamp=$stamps/$(printf '%s %s' "$rules" "$(sha256sum <"$file")" | sha256sum | cut -d' ' -f1)
    [ -e "$stamp" ] || printf '%s\0%s\0' "$PWD/$file" "$stamp"
done | xargs -0 -r -n 2 bash -c 'check "$0" "$1" "$2"' "$build"
