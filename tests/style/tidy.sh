#!/usr/bin/env bash
# tidy.sh SOURCE BUILD [full]: clang-tidy over every source of ours. The analyzer is six sevenths of
# the time: it follows the paths of what we ship each time, and of the tests when asked in full.
# A file is looked at again only when it, a header, or the rules changed: what passed is remembered
# by content in the build folder.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
build=$2
full=${3:-}
command -v clang-tidy >/dev/null || exit 77
stamps=$build/tidy-passed
mkdir -p "$stamps"
# What several libraries build is looked at once: as the first of them builds it.
jq 'unique_by(.file)' "$build/compile_commands.json" >"$stamps/compile_commands.json"
rules=$(cat .clang-tidy "${headers[@]}" | sha256sum | cut -d' ' -f1)
not_asked() {
    [ "$full" = full ] || [[ $1 != tests/* ]] || echo '-clang-analyzer-*'
}
todo=()
declare -A stamp_of
for file in "${sources[@]}"; do
    grep -qF "\"$PWD/$file\"" "$stamps/compile_commands.json" || continue
    stamp=$stamps/$(printf '%s %s %s' "$rules" "$(not_asked "$file")" "$(sha256sum <"$file")" | sha256sum | cut -d' ' -f1)
    [ -e "$stamp" ] || todo+=("$file")
    stamp_of[$file]=$stamp
done
check() {
    clang-tidy -p "$1" --quiet --checks="$4" --extra-arg=-Wno-unknown-warning-option "$2" 2>/dev/null &&
        touch "$3"
}
export -f check
for file in "${todo[@]}"; do printf '%s\0%s\0%s\0' "$file" "${stamp_of[$file]}" "$(not_asked "$file")"; done |
    xargs -0 -r -n 3 -P "$(nproc)" bash -c 'check "$0" "$1" "$2" "$3"' "$stamps"
echo "${#sources[@]} sources, ${#todo[@]} looked at anew"
