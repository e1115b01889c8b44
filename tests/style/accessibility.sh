#!/usr/bin/env bash
# docs/accessibility.md has every requirement once, with a test that exists, a check that only a
# person can make, or a room that waits. The numbers are those of the project's page where that lies
# beside the tree, and otherwise the ranges here, which must be the same.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
. "$here/sources.sh" "$1"
. "$here/kept.sh"
page=${3:-docs/accessibility.md}
source=../shared/design/accessibility.md
numbers() { # PREFIX LAST
    seq -f "$1-%02g" 1 "$2"
}
wanted() {
    numbers TXT 16; numbers CON 11; numbers TGT 13; numbers INP 9; numbers TIM 10; numbers AUD 18
    numbers LNG 12; numbers COG 17; numbers FRM 11; numbers PHY 6; numbers SES 4
    numbers PRV 23 | sed 's/^PRV-17$/PRV-17a/' # the page replaces it
}
rows=$(grep -E '^\| [A-Z]+-[0-9]+a? \|' "$page")
while read -r line; do breaks "$line"; done < <(
    diff <(wanted | sort) <(cut -d' ' -f2 <<<"$rows" | sort) |
        sed -n 's/^< /not in the page, or not once: /p; s/^> /no such requirement, or twice: /p')
if [ -f "$source" ]; then
    diff <(wanted | sed 's/a$//' | sort) <(grep -oE '^\| [A-Z]{3}-[0-9]+ \|' "$source" | cut -d' ' -f2 | sort -u) ||
        breaks "$source has other numbers than this test"
fi
checks=$(sed -n '/^| Check |/,/^$/p' "$page" | grep -oE '^\| `check-[a-z]+`' | cut -d'`' -f2)
rooms=$(sed -n '/^| Room |/,$p' "$page" | grep -oE '^\| `[a-z]+/[a-z_]+`' | cut -d'`' -f2)
while IFS='|' read -r _ number words kept waits _; do
    number=${number// /}
    [[ $words =~ [a-z] ]] || breaks "$number says nothing"
    [[ "$kept$waits" == *'`'* ]] || breaks "$number is neither kept nor waits"
    kept_by "$number" "$kept" "$checks"
    wait_in "$number" "$waits" "$rooms"
done <<<"$rows"
for name in $checks $rooms; do
    grep -qF "\`$name\`" <<<"$rows" || breaks "nothing hangs on $name"
done
exit "$broken"
