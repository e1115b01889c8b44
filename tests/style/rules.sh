#!/usr/bin/env bash
# docs/rules.md has every rule once, with a test that exists or a room that waits (or both). The
# numbers are those of the project's page of rules where that lies beside the tree, and otherwise
# the ranges here, which must be the same.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
. "$here/sources.sh" "$1"
. "$here/kept.sh"
page=${3:-docs/rules.md}
source=../shared/domain/rules.md
numbers() { # FORMAT LAST
    seq -f "$1" 1 "$2"
}
wanted() {
    numbers D%02g 34; numbers J%02g 14; numbers N%02g 6; numbers C%02g 37; numbers S%02g 46
    numbers K%g 12; numbers A%g 14; numbers P%02g 22; numbers H%g 10
}
rows=$(grep -E '^\| [A-Z][0-9]+ \|' "$page")
listed=$(cut -d' ' -f2 <<<"$rows")
while read -r line; do breaks "$line"; done < <(
    diff <(wanted | sort) <(sort <<<"$listed") | sed -n 's/^< /not in the page, or not once: /p; s/^> /no such rule, or twice: /p')
if [ -f "$source" ]; then
    diff <(wanted | grep -v H | sort) <(grep -oE '^\| [DJNCSKAP][0-9]+ \|' "$source" | cut -d' ' -f2 | sort -u) ||
        breaks "$source has other numbers than this test"
fi
rooms=$(sed -n '/^| Room |/,$p' "$page" | grep -oE '^\| `[a-z]+/[a-z_]+` \| [^|]+' | cut -d'`' -f2)
while IFS='|' read -r _ number words kept waits _; do
    number=${number// /}
    [[ $words =~ [a-z] ]] || breaks "$number says nothing"
    [[ "$kept$waits" == *'`'* ]] || breaks "$number is neither kept nor waits"
    kept_by "$number" "$kept"
    wait_in "$number" "$waits" "$rooms"
done <<<"$rows"
for room in $rooms; do
    grep -qF "\`$room\`" <<<"$rows" || breaks "nothing waits for $room"
done
exit "$broken"
