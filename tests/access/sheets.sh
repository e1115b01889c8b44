#!/usr/bin/env bash
# Contact sheets of all screens in both languages, to be looked at by a person: one for each language
# and display, and one for each set of colours. Prints where they are.
#
#     sheets.sh DIOLCH-KIOSK SHEET OUT
set -euo pipefail
kiosk=$1 sheet=$2 out=$3
mkdir -p "$out"
rm -f "$out"/sheet-*.png
dump() { # DISPLAY NAME ACROSS WIDTH SIZE CONTRAST
    for lang in en cy; do
        rm -rf screens
        "$kiosk" --dump-screens --display "$1" --lang "$lang" --size "$5" --contrast "$6" \
                 --out screens 2>/dev/null
        "$sheet" "$out/sheet-$2-$lang.png" "$3" "$4" screens/*.png
    done
    rm -rf screens
}
dump 1280x800@218x136 10-inch 12 320 L medium
dump 1920x1080@345x194 15-inch 12 320 L medium
dump 1920x1080@476x268 21-inch 12 320 L medium
dump 1080x1920@166x294 upright 16 200 L medium
for contrast in black white low; do
    dump 1920x1080@345x194 "$contrast" 12 320 M "$contrast"
done
ls "$out"/sheet-*.png >/dev/null
echo "contact sheets: $(ls "$out" | grep -c '^sheet-') in $out"
