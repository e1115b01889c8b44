#!/usr/bin/env bash
# Two real kiosks, one office: A signs people in and shows a slip, B has the float, scans it off A's
# screen and pays, with no network between; then both are carried to the office, B first, and the
# books are right. two_kiosks.sh SOURCE BIN READ_CODE
set -euo pipefail
source=$1 bin=$2 read_code=$3
. "$(dirname "$0")/kiosks.sh"

open_office 2026-11-23
add_kiosk A
add_kiosk B
# What each was told of the other.
for kiosk in A B; do
    at_kiosk $kiosk
    exchange "$(instant "$today" 09:40)"
done

# --- the meeting, with no network ---

at_kiosk A
play signs-in 09:50 <<'ROBOT'
scan "@host@"
tap #open
tap "Desk"
scan "@payer@"
type "@payer.pin@"
tap "Unlock"
tap #tasks
tap "Other kiosks"
tap "Another kiosk"
tap #back
tap #back
tap "Lock"
tap "Sign in"
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
tap #now
tap #time.4
tap #next
tap #bus
tap #next
type "4.20"
tap #next
tap "On my phone"
tap #desk
tap #bank
tap #next
tap #none
tap #next
tap #yes
expect-screen done
expect "You get your travel money at another desk: £4.20."
tap "Get my slip"
expect-screen slip
expect "A 1"
shot slip
tap #end
ROBOT
"$read_code" "$home/pictures/slip.png" >"$office/cards/slip" || stop_with "a code on A's screen"
same "the letters of the slip" "$(($(wc -c <"$office/cards/slip") <= 1001))" 1

at_kiosk B
play pays 09:50 <<'ROBOT'
scan "@host@"
tap #open
tap "Desk"
scan "@payer@"
type "@payer.pin@"
tap "Unlock"
tap "Float"
tap "Count the float in"
tap #coin.2000
type "5"
tap #coin.500
type "4"
tap #coin.200
type "5"
tap #coin.100
type "10"
tap #coin.50
type "10"
tap #coin.20
type "10"
tap #coin.10
type "20"
tap #coin.2
type "50"
expect "£150.00"
scan "@host@"
tap "Count it in"
expect-screen desk
scan "@slip@"
expect "A 1"
expect "£4.20"
tap "Ticket seen"
expect-screen hand-over
tap #got
scan "@slip@"
expect "already paid here"
tap "Lock"
ROBOT

# --- the office: B's records first, then A's; A closes the meeting ---

carry "B to the office"
same "claims by the paper alone" "$(office_rows 'SELECT count(*) FROM claim')" 1
same "paid by then" "$(office_rows "SELECT sum(pence) FROM entry WHERE account = 'claim'")" 420
at_kiosk A
play closes 09:50 <<'ROBOT'
wait 9900s
tap "Desk"
scan "@host@"
type "@host.pin@"
tap "Unlock"
expect "at another desk"
tap "Close the meeting"
tap "Close the meeting"
expect-screen closed
ROBOT
carry "A to the office"
same "claims" "$(office_rows 'SELECT count(*) FROM claim')" 1
same "the claim's number" "$(office_rows 'SELECT letter || number FROM claim')" A1
same "paid" "$(office_rows "SELECT sum(pence) FROM entry WHERE account = 'claim'")" 420
same "the sum of all accounts" "$(office_rows 'SELECT sum(pence) FROM entry')" 0
same "the float at B" "$(office_rows "SELECT sum(pence) FROM entry WHERE account = 'float'")" 14580
same "agreed, and the travel money" "$(office_rows 'SELECT agreed || expenses_pence FROM assessed')" 1420
same "exceptions" "$(office_rows 'SELECT count(*) FROM exception')" 0
stop_server
server verify >"$office/verify.log" || stop_with "books that are right"
