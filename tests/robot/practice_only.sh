#!/usr/bin/env bash
# --practice: a kiosk with no records at all, which knows nobody, and leaves no file behind:
# practice_only.sh BIN
set -euo pipefail
bin=$1
folder=$PWD/practice_only
rm -rf "$folder"
mkdir -p "$folder"
printf '[kiosk]\ndata = %s/data\nout = %s/out\nin = %s/in\nrun = %s/run\ncamera = %s/camera\n' \
    "$folder" "$folder" "$folder" "$folder" "$folder" >"$folder/kiosk.conf"
cat >"$folder/script" <<'SCRIPT'
expect-screen welcome
expect "Practice. Nothing is kept."
tap #sign.en
type "ROB"
tap "Next"
tap "Robin E."
tap #yes
expect-screen arrived
tap "End practice"
expect-screen welcome
expect "Practice. Nothing is kept."
tap "Desk"
tap "Lend me a card"
tap "The host’s card"
type "123456"
tap "Unlock"
expect-screen desk
tap #tasks
tap #float
tap "Count the float out"
tap #coin.1000
type "15"
tap "Lend me a card"
tap "The payer’s card"
tap "Count it out"
expect-screen desk-close
expect "Everything is settled."
tap "Close the meeting"
expect-screen closed
tap "Lend me a card"
tap "The host’s card"
expect-screen opening
tap #open
expect-screen welcome
SCRIPT
"$bin/diolch-kiosk" --config "$folder/kiosk.conf" --practice --robot "$folder/script" --out "$folder/pictures"
left=$(cd "$folder" && find . -type f ! -path './pictures/*' ! -name kiosk.conf ! -name script)
[ -z "$left" ] || { echo "practice left: $left"; exit 1; }
