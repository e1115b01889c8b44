#!/usr/bin/env bash
# A meeting that nobody planned, from a real kiosk with no network to a real office: a host opens it,
# somebody the office knows and somebody new claim, the agent carries it, the claims wait, and the
# office says what it was. unplanned.sh SOURCE BIN
set -euo pipefail
source=$1 bin=$2
home=$PWD/unplanned
clock=2026-11-25T09:50:00Z # the meeting that is planned was two days ago
rm -rf "$home"
mkdir -p "$home"/{cards,K/{data,out,in,camera,agent,run}}
trap '[ -z "${server_pid:-}" ] || kill "$server_pid" 2>/dev/null || true' EXIT

fail() {
    echo "not seen: $*" >&2
    tail -qn 20 "$home"/*.log >&2
    exit 1
}
same() { [ "$2" = "$3" ] || fail "$1: \"$2\" is not \"$3\""; } # WHAT A B
server() { "$bin/diolch-server" --config "$home/server.conf" "$@"; }
agent() { "$bin/diolch-agent" --config "$home/K/agent.conf" "$@" >>"$home/agent.log" 2>&1; }
office() { sqlite3 "$home/server/server.db" "$1"; }
kiosk() { sqlite3 "$home/K/data/kiosk.db" "$1"; }
robot() {
    sed -e "s|@host@|$(cat "$home/cards/host")|" >"$home/K/script"
    "$bin/diolch-kiosk" --config "$home/K/kiosk.conf" --clock "$clock" --robot "$home/K/script" \
        --out "$home/K/pictures" >>"$home/kiosk.log" 2>&1 || fail "the visit"
}
is_up() { curl -fsS --cacert "$home/server/certificate.pem" "$office/v1/identity" -o /dev/null; }
ask() { # METHOD PATH [JSON]
    curl -sS --cacert "$home/server/certificate.pem" -b "$home/cookie" -c "$home/cookie" \
        -H "Origin: $office" -H 'Content-Type: application/json' -X "$1" ${3:+-d "$3"} "$office$2"
}

# --- the office, and a kiosk that it has told everything ---

port=$((20000 + RANDOM % 20000))
office=https://127.0.0.1:$port
server init --organisation "Example organisation" --owner "Siân Evans" --data "$home/server" \
    --policies "$source/assets/policies" --console "$source/assets/console" --address 127.0.0.1 \
    --port "$port" --names localhost,127.0.0.1 --demonstration >"$home/init.txt"
server card host "Demo host" | head -n 1 >"$home/cards/host"
server user add anna <<<"three words make" >/dev/null
sed "s/@AGREED@/2026-11-09/" "$source/assets/demo/people.csv" >"$home/people.csv"
sed -e "s/@START@/2026-11-23 10:00/" -e "s/@END@/2026-11-23 12:30/" \
    "$source/assets/demo/meetings.csv" >"$home/meetings.csv"
server import people "$home/people.csv" >/dev/null
server --clock 2026-11-23T09:00:00Z import meetings "$home/meetings.csv" >/dev/null
# The program itself, not a function: what is ended at the end is the server.
"$bin/diolch-server" --config "$home/server.conf" --clock 2026-11-23T09:00:00Z serve >>"$home/server.log" 2>&1 &
server_pid=$!
for tries in $(seq 200); do
    is_up 2>/dev/null && break
    read -rt 0.1 <> <(:) || true
done
is_up || fail "the server after $tries tries"
printf '[display]\nsize = 1920x1080@476x268\n[kiosk]\ndata = %s/data\nout = %s/out\nin = %s/in\nrun = %s/run\ncamera = %s/camera\n' \
    "$home/K" "$home/K" "$home/K" "$home/K" "$home/K" >"$home/K/kiosk.conf"
printf '[agent]\ndata = %s/agent\nout = %s/out\nin = %s/in\n' "$home/K" "$home/K" "$home/K" >"$home/K/agent.conf"
robot <<<'shot now'
agent enrol "$office" "$(server code Hall | grep -oE '([A-Z2-7]{4}-){5}[A-Z2-7]{4}')" || fail "enrolled"
for _ in 1 2 3; do
    agent sync --once || fail "the kiosk carried to the office"
    robot <<<'shot now'
done

# --- two days later, with no network: nothing is planned ---

robot <<'ROBOT'
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
same "meetings opened that nobody planned" "$(kiosk "SELECT count(*) FROM record WHERE kind = 3")" 1
same "nothing of it was promised today" "$(kiosk "SELECT cash_today FROM claim")" 0

# --- carried: the office sees it, and every claim waits ---

agent sync --once || fail "the meeting carried to the office"
agent sync --once || fail "its notes carried to the office"
meeting=$(office "SELECT lower(hex(meeting_id)) FROM meeting WHERE origin = 1" |
    sed -E 's/(.{8})(.{4})(.{4})(.{4})(.{12})/\1-\2-\3-\4-\5/')
[ -n "$meeting" ] || fail "the meeting at the office"
ask POST /api/session '{"name":"anna","password":"three words make"}' | grep -q coordinator || fail "signed in"
page=$(ask GET "/api/meetings/$meeting")
same "the claim waits" "$(jq -r '.claims[0].state' <<<"$page")" held
same "who was there" "$(jq -r '[.people[].name] | sort | join(",")' <<<"$page")" "Dafydd Evans,Zara"
fee=$(jq '.claims[0].fee_pence' <<<"$page")

# --- accepted: it was an hour and a half shorter than the host had thought ---

same "accepted" "$(ask POST "/api/meetings/$meeting/accept" \
    '{"title":"Garden day","date":"2026-11-25","from":"09:50","to":"11:00","type":"agreed_coproduction","policy":"demo"}')" "{}"
page=$(ask GET "/api/meetings/$meeting")
same "the meeting waits no longer" "$(jq -r '.meeting.waits' <<<"$page")" false
same "its claim is somebody's who is still there" "$(jq -r '.claims[0].state' <<<"$page")" made
same "what was new is a meeting like any other at the kiosk" "$(
    agent sync --once
    robot <<<'expect-screen welcome'
    kiosk "SELECT unplanned FROM planned ORDER BY rowid DESC LIMIT 1"
)" 0

# --- the host closes it; what is agreed is by what the office said ---

robot <<'ROBOT'
tap "Sign in"
expect-not "This meeting was not planned."
tap #back
ROBOT
server verify >/dev/null || fail "verified"
[ "$fee" -gt 0 ] || fail "a fee at the kiosk"
echo "a meeting that nobody planned was opened, waited, and was accepted"
