#!/usr/bin/env bash
# A meeting that nobody planned, from a real kiosk with no network to a real office: a host opens it,
# somebody the office knows and somebody new claim, the agent carries it, the claims wait, the office says
# what it was, the host closes it, and what is approved is by what the office said, to the penny.
# unplanned.sh SOURCE BIN
set -euo pipefail
source=$1 bin=$2
. "$(dirname "$0")/kiosks.sh"

open_office 2026-11-23 # the meeting that is planned is over by then
add_kiosk K
exchange "$(instant "$today" 09:40)"

# --- two days later, with no network: nothing is planned ---

today=2026-11-25
play opens 09:50 <<'ROBOT'
scan "@host@"
expect "No meeting is planned here for this day."
tap "A meeting that was not planned"
expect "Each claim waits. The office must say yes to this meeting first."
tap #next
type "0900"
tap #next
expect "That time is over."
key Backspace
key Backspace
key Backspace
key Backspace
type "1230"
tap #next
expect "A meeting that was not planned, from 09:50 to 12:30"
tap #open
expect-screen welcome
tap "Sign in"
expect "This meeting was not planned."
expect "Your claim waits until the office agrees this meeting. It is not lost."
tap #next
type "DAF"
tap "Next"
tap "Dafydd E."
tap #yes
expect "The office has to agree this meeting first."
expect-not "The offer for your time"
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
expect "Travel money: waits for the office"
tap #yes
expect-screen done
expect "Your claim waits until the office has agreed it. Nothing is lost."
expect-not "your bank"
shot done
tap #end
kill
expect-screen welcome
tap "Sign in"
expect "This meeting was not planned."
tap #next
type "ZAR"
tap "Next"
tap "I am new here"
tap #sign.in
type "ZARA"
tap #next
expect-screen new-here
tap #next
tap #later
ROBOT
same "meetings opened that nobody planned" "$(kiosk_rows "SELECT count(*) FROM record WHERE kind = 3")" 1
same "promised for today" "$(kiosk_rows "SELECT cash_today FROM claim")" 0

# --- carried: the office sees it, and every claim waits ---

carry "the meeting to the office"
carry "its notes to the office"
meeting=$(office_rows "SELECT lower(hex(meeting_id)) FROM meeting WHERE origin = 1" |
    sed -E 's/(.{8})(.{4})(.{4})(.{4})(.{12})/\1-\2-\3-\4-\5/')
[ -n "$meeting" ] || stop_with "the meeting at the office"
at_office
console POST session "{\"name\":\"office\",\"password\":\"$password\"}" >/dev/null
page=$(console GET "meetings/$meeting")
same "the claim" "$(field '.claims[0].state' <<<"$page")" held
same "who was there" "$(field '[.people[].name] | sort | join(",")' <<<"$page")" "Dafydd Evans,Zara"

# --- accepted: it was an hour and a half shorter than the host had thought ---

same "accepted" "$(console POST "meetings/$meeting/accept" \
    '{"title":"Garden day","date":"2026-11-25","from":"09:50","to":"11:00","type":"agreed_coproduction","policy":"demo"}')" "{}"
page=$(console GET "meetings/$meeting")
same "whether the meeting waits" "$(jq -r '.meeting.waits' <<<"$page")" false
same "the claim of who is still there" "$(field '.claims[0].state' <<<"$page")" made
at_kiosk K
carry "what the office said it was"

# --- the host sees the ticket and closes it; what is agreed is by what the office said ---

play closes 11:05 <<'ROBOT'
tap "Sign in"
expect-not "This meeting was not planned."
tap #back
tap "Desk"
scan "@host@"
type "@host.pin@"
tap "Unlock"
expect "1 ticket to see"
tap #seen.x1
expect-screen desk-ticket
tap "I have seen the ticket"
expect-screen desk
tap "Close the meeting"
tap "Close the meeting"
expect-screen closed
ROBOT
same "planned by now" "$(kiosk_rows 'SELECT unplanned FROM planned ORDER BY rowid DESC LIMIT 1')" 0
carry "the end of the meeting"
at_office
claim=$(console GET "meetings/$meeting" | field '.claims[0]')
same "the claim" "$(field '.state' <<<"$claim")" to_approve
same "agreed: an hour and nine minutes, an hour of preparation, and the bus" \
    "$(field '.agreed | "\(.fee_pence) \(.expenses_pence)"' <<<"$claim")" "2688 420"
console POST "claims/$(field '.id' <<<"$claim")/approve" '{"fee_pence":2688,"expenses_pence":420}' |
    field '.state' | grep -qx approved || stop_with "an approved claim"
same "approved" "$(office_rows 'SELECT fee_pence || " " || expenses_pence FROM approval')" "2688 420"
stop_server
server verify >"$office/verify.log" || stop_with "books that are right"
