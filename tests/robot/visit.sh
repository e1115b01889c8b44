#!/usr/bin/env bash
# Plays one script against a kiosk of its own: visit.sh SOURCE BIN PREPARE SCRIPT [PICTURES]
#
# The script's first lines say under what: "# policy: cash | bank | all", "# clock: INSTANT", "# display: SIZE"
# if another than 21.5 inches, and "# setting: NAME = VALUE" of the section [kiosk]. It names cards and PINs as @host@, @payer@, @pin@, @member1@ …
# Touches are counted from "# at most N touches" to "# counted". Afterwards each "# kept: ANSWER: SQL" is
# asked of the kiosk's database, and the closing sheet must say the same as that. Other remarks of this shape are refused (said.awk).
set -euo pipefail
source=$1 bin=$2 prepare=$3 script=$4
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kiosk.sh"
name=$(basename "$script" .robot)
folder=$PWD/$name

# The same people, claims and pence as the database; and the office has heard of none of it. A claim is
# settled unless cash of it still waits at this desk.
check_sheet() {
    local people claims settled paid got line sheet=$folder/pictures/closing.json
    IFS='|' read -r people claims settled paid got < <(sqlite3 "$folder/data/kiosk.db" "SELECT
        (SELECT count(DISTINCT person_id) + count(*) - count(person_id) FROM attendance), (SELECT count(*) FROM claim WHERE withdrawn = 0),
        (SELECT count(*) FROM claim WHERE withdrawn = 0 AND NOT (cash_today = 1 AND expenses_pence >
            (SELECT coalesce(sum(pence), 0) FROM cash WHERE cash.claim_id = claim.claim_id))),
        (SELECT coalesce(sum(pence), 0) FROM cash),
        (SELECT count(*) FROM (SELECT claim_id FROM cash GROUP BY claim_id HAVING sum(pence) > 0))")
    for line in "ways.1 Recorded here: $people people, $claims claims: $(pounds "$paid")" \
        "ways.2 Settled here: $settled claims, cash to $got people: $(pounds "$paid")" \
        "ways.3 The office has: 0 people, 0 claims: £0.00"; do
        [ "$(sheet_line "$sheet" "${line%% *}")" = "${line#* }" ] ||
            { echo "$name: the closing sheet says $(sheet_line "$sheet" "${line%% *}"), not ${line#* }"; exit 1; }
    done
}

rm -rf "$folder"
mkdir -p "$folder"
clock=$(sed -n 's/^# clock: *//p' "$script")
display=$(sed -n 's/^# display: *//p' "$script")
policy=$(sed -n 's/^# policy: *//p' "$script")
put_policy "$policy" "$folder"
"$prepare" "$folder" "$folder/dcc-2025-26.json" "$clock" >"$folder/names"
put_config "$folder"
sed -n 's/^# setting: *//p' "$script" >>"$folder/kiosk.conf"
# "# printer: file" plugs one in that keeps what it prints.
if grep -q '^# printer: file' "$script"; then
    put_printer "$folder"
fi
# Whatever was done, the host can then look at the closing sheet; but for those who closed, and who have
# another use for the pictures.
{
    cat "$script"
    [ $# -gt 4 ] || [ "$(tail -n 1 "$script")" = "expect-screen closed" ] || printf '%s\n' restart 'tap "Desk"' 'scan "@host@"' 'type "@pin@"' 'tap "Unlock"' 'expect-screen desk' \
        'tap "Close the meeting"' 'expect-screen desk-close' 'shot closing'
} >"$folder/told"
put_script "$folder/told" "$folder/script" "$folder/names"
awk -f "$here/said.awk" "$folder/script"
"$bin/diolch-kiosk" --config "$folder/kiosk.conf" --clock "$clock" ${display:+--display "$display"} --robot "$folder/script" --out "${5:-$folder/pictures}"
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
[ $# -gt 4 ] || check_sheet
