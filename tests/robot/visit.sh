#!/usr/bin/env bash
# Plays one script against a kiosk of its own: visit.sh SOURCE BIN PREPARE SCRIPT [PICTURES]
#
# The script's first lines say under what: "# policy: cash | bank | all", "# clock: INSTANT", and "# setting:
# NAME = VALUE" of the section [kiosk]. It names cards and PINs as @host@, @payer@, @pin@, @member1@ …
# Touches are counted from "# at most N touches" to "# counted". Afterwards each "# kept: ANSWER: SQL" is
# asked of the kiosk's database. Other remarks of this shape are refused (said.awk).
set -euo pipefail
source=$1 bin=$2 prepare=$3 script=$4
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kiosk.sh"
name=$(basename "$script" .robot)
folder=$PWD/$name
rm -rf "$folder"
mkdir -p "$folder"
clock=$(sed -n 's/^# clock: *//p' "$script")
policy=$(sed -n 's/^# policy: *//p' "$script")
put_policy "$policy" "$folder"
"$prepare" "$folder" "$folder/dcc-2025-26.json" "$clock" >"$folder/names"
put_config "$folder"
sed -n 's/^# setting: *//p' "$script" >>"$folder/kiosk.conf"
# "# printer: file" plugs one in that keeps what it prints.
if grep -q '^# printer: file' "$script"; then
    put_printer "$folder"
fi
put_script "$script" "$folder/script" "$folder/names"
awk -f "$here/said.awk" "$folder/script"
"$bin/diolch-kiosk" --config "$folder/kiosk.conf" --clock "$clock" --robot "$folder/script" --out "${5:-$folder/pictures}"
# A slip was printed: it begins as ESC/POS does and ends with the cut.
if grep -q '^# printer: file' "$script"; then
    [ "$(head -c 2 "$folder/printer.bin" | od -An -tx1 | tr -d ' \n')" = 1b40 ]
    [ "$(tail -c 4 "$folder/printer.bin" | od -An -tx1 | tr -d ' \n')" = 1d564200 ]
fi
# What is in the database is what was seen.
sed -n 's/^# kept: *//p' "$script" | while IFS= read -r line; do
    answer=$(sqlite3 "$folder/data/kiosk.db" "${line#*: }")
    [ "$answer" = "${line%%: *}" ] || { echo "$name: ${line#*: } gives \"$answer\", not ${line%%: *}"; exit 1; }
done
