#!/usr/bin/env bash
# A third language is one .po file and no code: language.sh SOURCE BIN [all]
#
# The program as it is, with one more catalogue beside its own (a language that nobody speaks), names
# it where languages are chosen and goes on in it; "all": shows every screen in it.
set -euo pipefail
source=$1 bin=$2
words=installed/share/diolch/words/diolch/LC_MESSAGES
rm -rf po installed shots
mkdir -p po installed/bin $words
cp "$source"/assets/words/*.po po/
awk -v out=po/qps.po -f "$source/tests/access/pseudo.awk" po/en.po # the one file
for po in po/*.po; do
    msgfmt --check-format --check-domain -o "$words/diolch-$(basename "$po" .po).mo" "$po"
done
cp "$bin/diolch-kiosk" installed/bin/
for folder in fonts pictures voices; do ln -s "$source/assets/$folder" "installed/share/diolch/$folder"; done
phrase() { # LANG KEY
    sed -n "/^msgid \"$2\"\$/{n;s/^msgstr \"\(.*\)\"\$/\1/p}" "po/$1.po"
}
name=$(phrase qps language)
[ -n "$name" ] && [ "$name" != English ]
printf '[kiosk]\n' >kiosk.conf
for folder in data out in run camera; do echo "$folder = $PWD/installed/$folder"; done >>kiosk.conf
cat >choose.robot <<EOF
expect-screen new-kiosk
expect "$(phrase en new.title)"
tap #lang
expect "English"
expect "Cymraeg"
tap "$name"
expect "$(phrase qps new.title)"
expect-not "$(phrase en new.title)"
expect-not "$(phrase cy new.title)"
shot chosen
EOF
installed/bin/diolch-kiosk --config kiosk.conf --robot choose.robot --out shots
if [ "${3:-}" = all ]; then
    installed/bin/diolch-kiosk --dump-screens --lang qps --size M --out shots 2>log || { tail -n 3 log; exit 1; }
    pages=$(jq 'length' shots/index.json)
    [ "$pages" -gt 80 ] && [ "$(jq '[.[] | select(.lang != "qps")] | length' shots/index.json)" = 0 ] ||
        { echo "$pages pages, not all in qps"; exit 1; }
fi
echo "a language of one file, chosen as $name${pages:+, on $pages pages}"
