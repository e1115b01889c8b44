#!/usr/bin/env bash
# clang-tidy over every source of ours. A file is looked at again only when it, a header, or the
# rules changed: what passed is remembered by content in the build folder.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
build=$2
command -v clang-tidy >/dev/null || exit 77
stamps=$build/tidy-passed
mkdir -p "$stamps"
rules=$(cat .clang-tidy "${headers[@]}" | sha256sum | cut -d' ' -f1)
todo=()
declare -A stamp_of
for file in "${sources[@]}"; do
    grep -qF "\"$PWD/$file\"" "$build/compile_commands.json" || continue
    stamp=$stamps/$(printf '%s %s' "$rules" "$(sha256sum <"$file")" | sha256sum | cut -d' ' -f1)
    [ -e "$stamp" ] || todo+=("$file")
    stamp_of[$file]=$stamp
done
check() {
    clang-tidy -p "$1" --quiet --extra-arg=-Wno-unknown-warning-option "$2" 2>/dev/null && touch "$3"
}
export -f check
for file in "${todo[@]}"; do printf '%s\0%s\0' "$file" "${stamp_of[$file]}"; done |
    xargs -0 -r -n 2 -P "$(nproc)" bash -c 'check "$0" "$1" "$2"' "$build"
echo "${#sources[@]} sources, ${#todo[@]} looked at anew"
