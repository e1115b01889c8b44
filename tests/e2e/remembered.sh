#!/usr/bin/env bash
# What somebody asked to be remembered at one kiosk comes back at another, the moment they are
# recognised there, and goes when they finish: language, size, contrast, spacing and speech. Real
# programs on loopback: one office, two kiosks with an agent each. remembered.sh SOURCE BIN
set -euo pipefail
source=$1 bin=$2
. "$(dirname "$0")/kiosks.sh"
shown() { jq -r '"\(.lang) \(.size) \(.contrast) spacious \(.spacious)"' "$home/pictures/$1.json"; }

open_office "$(TZ=Europe/London date +%Y-%m-%d)"
keep_card mary member D003
for kiosk in a b; do
    add_kiosk $kiosk
    play open 09:45 <<'SCRIPT'
expect-screen closed
scan "@host@"
tap #open
expect-screen welcome
SCRIPT
    carry "that it is open"
done

# At kiosk A: Mary likes it otherwise than everybody, and says once that she wants it kept.
at_kiosk a
play asks 09:50 <<'SCRIPT'
scan "@mary@"
tap #yes
expect-screen arrived
tap #help
tap #help.colours
tap #colours.black
tap #help.close
tap #help
tap #help.sizes
tap #sizes.xl
tap #sizes.space
tap #help.close
tap #listen
tap #lang
shot liked
tap #remembered
expect-screen remember
tap #more
tap #screen.keep
tap #finish
expect-screen welcome
SCRIPT
liked=$(shown liked)
same "how Mary likes it" "$liked" "cy XL black spacious true"
carry "what Mary asked"

# At kiosk B: as usual before, hers the moment her card is seen, and as usual after.
at_kiosk b
carry "what the office passes on"
play comes 09:55 <<'SCRIPT'
expect-screen welcome
shot before
scan "@mary@"
expect-screen confirm
expect "ai dyma chi?"
expect-speech "Ai dyma chi?"
shot recognised
tap "Gorffen a chuddio"
expect-screen welcome
shot after
SCRIPT
same "kiosk B before she comes" "$(shown before)" "en L medium spacious false"
same "kiosk B when it knows her" "$(shown recognised)" "$liked"
same "kiosk B after she has gone" "$(shown after)" "en L medium spacious false"
echo "language, size, contrast, spacing and speech came back at another kiosk, and went"
