#!/usr/bin/env bash
# The pages with pictures: each picture that a page names is there, is of a screen and a state that
# the kiosk still has (docs/pictures/make draws what the pages name), and none lies about unused.
# docs/visit.md is Easy Read, as much of it in Welsh as in English (accessibility.md COG-14). And
# docs/api.md lists the exceptions that there are.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
visit=${3:-docs/visit.md}
named=$(grep -ohE 'pictures/[a-zA-Z0-9._-]+\.png' README.md docs/handbook.md "$visit" | sed 's|.*/||' | sort -u)
[ "$(wc -l <<<"$named")" -gt 20 ] || breaks "the pages name hardly any pictures"
while read -r line; do breaks "$line"; done < <(diff <(ls docs/pictures | grep -v '^make$') <(echo "$named") |
    sed -n 's/^< /no page names this picture: /p; s/^> /there is no such picture: /p')
for picture in $named; do
    screen=${picture%%.*} state=${picture#*.}
    state=${state%-*} state=${state%-p[0-9]} # the second page of a state is "-p2"
    file=$(grep -lF ".name = \"$screen\"" kiosk/screen_*.c || true)
    if [ -n "$file" ]; then
        [ "$state" = start ] || grep -qF "{\"$state\", " "$file" || breaks "$picture: $screen has no state $state"
    else
        grep -qF "= \"$screen\"" kiosk/stage*.c || breaks "$picture: the kiosk has no screen $screen"
    fi
done
# One sentence a line: without table, tags and stars.
sentences() { sed -nE 's/^\| <img[^>]*> \| \*\*[0-9]+\.\*\* (.*) \|$/\1/p' "$1" | sed -E 's/<br>/\n/g; s/\*//g' | sed -E 's/([.?]) +/\1\n/g'; }
[ "$(sentences "$visit" | wc -l)" -gt 60 ] || breaks "$visit has hardly a sentence: does the test still read it?"
while read -r long; do breaks "more than 15 words: $long"; done < <(sentences "$visit" | awk 'NF > 15')
diff <(grep -oE 'pictures/[a-z0-9.-]+-en\.png' "$visit" | sed 's/-en.png//') \
    <(grep -oE 'pictures/[a-z0-9.-]+-cy\.png' "$visit" | sed 's/-cy.png//') ||
    breaks "$visit has other steps in Welsh than in English"
# docs/api.md has every kind of exception that the server can raise, and no other.
kinds() { sort -u | grep -v '^exception$'; }
raised=$({ grep -ohE '(object\([^"]*|exception\.kind, sizeof exception\.kind, |\.kind = )"[a-z_]+"' server/*.c | grep -oE '"[a-z_]+"'
    grep -oE '"exception\.[a-z_]+"' assets/console/words/en.json | sed 's/exception\.//'; } | tr -d '"' | kinds)
[ "$(wc -l <<<"$raised")" -gt 12 ] || breaks "the server raises hardly an exception: does the test still read it?"
listed=$(sed -n '/^| kind | owner |/,/^$/p' docs/api.md | cut -d'|' -f2 | grep -oE '`[a-z_]+`' | tr -d '`' | kinds)
while read -r line; do breaks "docs/api.md: $line"; done < <(diff <(echo "$raised") <(echo "$listed") |
    sed -n 's/^< /no row for the exception /p; s/^> /nothing raises the exception /p')
exit "$broken"
