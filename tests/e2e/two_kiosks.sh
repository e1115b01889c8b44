#!/usr/bin/env bash
# Two real kiosks, one office: A signs people in and shows a slip, B has the float, scans it off A's
# screen and pays, with no network between; then both are carried to the office, B first, and the
# books are right. two_kiosks.sh SOURCE BIN READ_CODE
set -euo pipefail
source=$1 bin=$2 read_code=$3
home=$PWD/two
clock=2026-11-23T09:50:00Z
rm -rf "$home"
mkdir -p "$home/cards"
trap '[ -z "${server_pid:-}" ] || kill "$server_pid" 2>/dev/null || true' EXIT

fail() {
    echo "not seen: $*" >&2
    tail -qn 20 "$home"/*.log >&2
    exit 1
}
same() { [ "$2" = "$3" ] || fail "$1: \"$2\" is not \"$3\""; } # WHAT A B
server() { "$bin/diolch-server" --config "$home/server.conf" "$@"; }
agent() { "$bin/diolch-agent" --config "$home/$1/agent.conf" "${@:2}"; }
rows() { sqlite3 "$home/$1" "$2"; }
office() { rows server/server.db "$1"; }

# Its script on standard input, with cards and PINs as @host@, @payer.pin@ …
robot() { # KIOSK AT
    local replace=() file
    for file in "$home"/cards/*; do replace+=(-e "s|@$(basename "$file")@|$(cat "$file")|g"); done
    sed "${replace[@]}" >"$home/$1/script"
    "$bin/diolch-kiosk" --config "$home/$1/kiosk.conf" --clock "$2" --robot "$home/$1/script" \
        --out "$home/$1/pictures" >>"$home/$1.log" 2>&1 || fail "the visit at kiosk $1"
}
nothing() { robot "$1" "$clock" <<<'shot now'; }
carry() { agent "$1" sync --once >>"$home/$1.log" 2>&1 || fail "kiosk $1 carried to the office"; }

keep_card() { # NAME WHAT WHO
    local out
    out=$(server card "$2" "$3")
    grep -oE 'DIOLCH:1:[MH]:[A-Z2-7]{26}' <<<"$out" | head -n 1 >"$home/cards/$1"
    grep -oE '\b[0-9]{6}\b' <<<"$out" | head -n 1 >"$home/cards/$1.pin" || true
}

is_up() { curl -fsS --cacert "$home/server/certificate.pem" "https://127.0.0.1:$port/v1/identity" -o /dev/null; }

start_office() {
    local tries
    port=$((20000 + RANDOM % 20000))
    server init --organisation "Example organisation" --owner "Siân Evans" --data "$home/server" \
        --policies "$source/assets/policies" --console "$source/assets/console" --address 127.0.0.1 \
        --port "$port" --names localhost,127.0.0.1 --demonstration >"$home/init.txt"
    keep_card host host "Demo host"
    keep_card payer payer "Demo payer"
    sed "s/@AGREED@/2026-11-09/" "$source/assets/demo/people.csv" >"$home/people.csv"
    sed -e "s/@START@/2026-11-23 10:00/" -e "s/@END@/2026-11-23 12:30/" \
        "$source/assets/demo/meetings.csv" >"$home/meetings.csv"
    server import people "$home/people.csv" >/dev/null
    server import meetings "$home/meetings.csv" >/dev/null
    server --clock "$clock" serve >>"$home/server.log" 2>&1 &
    server_pid=$!
    for tries in $(seq 200); do
        is_up 2>/dev/null && return
        read -rt 0.1 <> <(:) || true
    done
    fail "the server on 127.0.0.1:$port after $tries tries"
}

enrol() { # KIOSK
    local folder=$home/$1 code
    mkdir -p "$folder"/{data,out,in,camera,agent,run}
    printf '[display]\nsize = 1920x1080@476x268\n[kiosk]\ndata = %s/data\nout = %s/out\nin = %s/in\nrun = %s/run\ncamera = %s/camera\n' \
        "$folder" "$folder" "$folder" "$folder" "$folder" >"$folder/kiosk.conf"
    printf '[agent]\ndata = %s/agent\nout = %s/out\nin = %s/in\n' "$folder" "$folder" "$folder" >"$folder/agent.conf"
    nothing "$1"
    code=$(server code "Kiosk $1" | grep -oE '([A-Z2-7]{4}-){5}[A-Z2-7]{4}')
    agent "$1" enrol "https://127.0.0.1:$port" "$code" >>"$home/$1.log" 2>&1 || fail "kiosk $1 enrolled"
}

start_office
enrol A
enrol B
# What each was told of the other, with the names of the people.
for kiosk in A B A B A B; do
    carry "$kiosk"
    nothing "$kiosk"
done

# --- the meeting, with no network ---

robot A "$clock" <<'ROBOT'
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
tap "On my phone"
tap #next
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
"$read_code" "$home/A/pictures/slip.png" >"$home/cards/slip" || fail "a code on A's screen"
same "the letters of the slip" "$(($(wc -c <"$home/cards/slip") <= 1001))" 1

robot B "$clock" <<'ROBOT'
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

carry B
same "claims by the paper alone" "$(office 'SELECT count(*) FROM claim')" 1
same "paid by then" "$(office "SELECT sum(pence) FROM entry WHERE account = 'claim'")" 420
robot A "$clock" <<'ROBOT'
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
carry A
same "claims" "$(office 'SELECT count(*) FROM claim')" 1
same "the claim's number" "$(office 'SELECT letter || number FROM claim')" A1
same "paid" "$(office "SELECT sum(pence) FROM entry WHERE account = 'claim'")" 420
same "the sum of all accounts" "$(office 'SELECT sum(pence) FROM entry')" 0
same "the float at B" "$(office "SELECT sum(pence) FROM entry WHERE account = 'float'")" 14580
same "agreed, and the travel money" "$(office 'SELECT agreed || expenses_pence FROM assessed')" 1420
same "exceptions" "$(office 'SELECT count(*) FROM exception')" 0
kill "$server_pid" && wait "$server_pid" || true
server_pid=
server verify >"$home/verify.log" || fail "books that are right"
