#!/usr/bin/env bash
# The pages with pictures: each picture that a page names is there, is of a screen and a state that
# the kiosk still has (docs/pictures/make draws what the pages name), and none lies about unused.
# docs/visit.md and the end of docs/install.md are Easy Read, as much of it in Welsh as in English
# (accessibility.md COG-14, PHY-05). And docs/api.md lists the exceptions that there are.
set -euo pipefail
. "$(dirname "$0")/sources.sh" "$1"
visit=${3:-docs/visit.md}
install=${4:-docs/install.md}
named=$(grep -ohE 'pictures/[a-zA-Z0-9._-]+\.(png|svg)' README.md docs/handbook.md "$visit" "$install" | sed 's|.*/||' | sort -u)
[ "$(wc -l <<<"$named")" -gt 20 ] || breaks "the pages name hardly any pictures"
while read -r line; do breaks "$line"; done < <(diff <(ls docs/pictures | grep -v '^make$') <(echo "$named") |
    sed -n 's/^< /no page names this picture: /p; s/^> /there is no such picture: /p')
for picture in $(grep '\.png$' <<<"$named"); do
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
easy_read() { # PAGE SENTENCES
    [ "$(sentences "$1" | wc -l)" -gt "$2" ] || breaks "$1 has hardly a sentence: does the test still read it?"
    while read -r long; do breaks "more than 15 words: $long"; done < <(sentences "$1" | awk 'NF > 15')
    diff <(grep '^| <img' "$1" | grep -oE 'pictures/[a-z0-9.-]+-en\.png' | sed 's/-en.png//') \
        <(grep '^| <img' "$1" | grep -oE 'pictures/[a-z0-9.-]+-cy\.png' | sed 's/-cy.png//') ||
        breaks "$1 has other steps in Welsh than in English"
}
easy_read "$visit" 60
easy_read "$install" 40
# What a page tells somebody to touch, in bold letters, is what the screen calls it.
said() { # LANG: one phrase a line, the console's too; the place of an argument is "…"
    { sed -nE 's/^msgstr(\[[0-9]\])? "(.*)"$/\2/p' "assets/words/$1.po"
      sed -nE 's/^ *"[^"]+": "(.*)",?$/\1/p' "assets/console/words/$1.json"; } | sed -E 's/\*//g; s/\{[a-z]+\}/…/g'
}
on_screen() { # PAGE LANG REST...: REST, too, is in bold letters
    local page=$1 lang=$2 phrase
    while read -r phrase; do
        grep -qixF -e "$phrase" <(printf '%s\n' "${@:3}") && continue
        grep -qiF -e "$phrase" <(said "$lang") || breaks "$page: no $lang screen says \"$phrase\""
    done < <(tr '\n' ' ' | grep -oE '\*\*[^*]+\*\*' |
        sed -E 's/\*//g; s/ +/ /g; s/£[0-9.]+|\<[A-Z] [0-9]+\>/…/g' | grep -vE '^[0-9]+\.$' | sort -u)
}
on_screen handbook.md en hosts payers "by card" "by letters" "their number and money" "your nod" "no touch needed" \
    Cymraeg <docs/handbook.md
on_screen "$visit" en Cymraeg < <(sed '/^# Eich/,$d' "$visit")
on_screen "$visit" cy English < <(sed -n '/^# Eich/,$p' "$visit")
on_screen "$install" en < <(sed -n '/^# In Easy Read/,/^# Yn Hawdd/p' "$install")
on_screen "$install" cy < <(sed -n '/^# Yn Hawdd/,$p' "$install")
# docs/api.md has every kind of exception that the server can raise, and no other.
kinds() { sort -u | grep -v '^exception$'; }
raised=$({ grep -ohE '(object\([^"]*|exception\.kind, sizeof exception\.kind, |\.kind = )"[a-z_]+"' server/*.c | grep -oE '"[a-z_]+"'
    grep -oE '"exception\.[a-z_]+"' assets/console/words/en.json | sed 's/exception\.//'; } | tr -d '"' | kinds)
[ "$(wc -l <<<"$raised")" -gt 12 ] || breaks "the server raises hardly an exception: does the test still read it?"
listed=$(sed -n '/^| kind | owner |/,/^$/p' docs/api.md | cut -d'|' -f2 | grep -oE '`[a-z_]+`' | tr -d '`' | kinds)
while read -r line; do breaks "docs/api.md: $line"; done < <(diff <(echo "$raised") <(echo "$listed") |
    sed -n 's/^< /no row for the exception /p; s/^> /nothing raises the exception /p')
exit "$broken"
