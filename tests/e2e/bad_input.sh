#!/usr/bin/env bash
# What is wrong or hostile gets one sentence, status 1, and changes nothing: the real programs.
set -euo pipefail
source=$1 bin=$2
rm -rf work
mkdir -p work
cd work
here=$PWD

stop_all() {
    local pid
    for pid in ${pids:-}; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
    done
}
trap stop_all EXIT

fail() {
    printf 'bad_input: %s\n' "$*" >&2
    exit 1
}

# Every file of the folders under test; locks and SQLite's shared memory are no content.
sums() {
    find server other kiosk agent out in camera -type f ! -name '*-shm' ! -name '*.lock' -exec sha256sum {} + | sort
}

# refused WHAT WORDS COMMAND...: status 1, one line with those words (a pattern), all files as before.
refused() {
    local what=$1 words=$2 before status=0
    shift 2
    before=$(sums)
    "$@" >said.out 2>said.err </dev/null || status=$?
    [ "$status" = 1 ] || fail "$what: status $status, not 1: $(cat said.err)"
    [ "$(grep -c '' said.err)" = 1 ] || fail "$what: not one line: $(cat said.err)"
    grep -qE -- "^diolch-[a-z]+: .*$words" said.err || fail "$what: it does not say so: $(cat said.err)"
    [ "$before" = "$(sums)" ] || fail "$what: something was changed: $(diff <(echo "$before") <(sums) || true)"
    printf 'seen: %s: %s\n' "$what" "$(cat said.err)"
}

server() { "$bin/diolch-server" --config server.conf "$@"; }
agent() { "$bin/diolch-agent" --config agent.conf "$@"; }
rows() { sqlite3 "$here/$1" "$2"; }

make_office() { # FOLDER CONFIG PORT
    "$bin/diolch-server" --config "$2" init --organisation Office --data "$here/$1" \
        --policies "$source/assets/policies" --console "$source/assets/console" \
        --address 127.0.0.1 --port "$3" --names localhost,127.0.0.1 --demonstration >/dev/null
}

serve() { # CONFIG LOG; port 0 takes any that is free, and says which
    "$bin/diolch-server" --config "$1" ${3:+--clock "$3"} serve >"$2" 2>&1 &
    pid=$!
    pids="${pids:-} $pid"
    local tries=0
    until grep -q 'serving port=' "$2"; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || fail "a server that serves: $(cat "$2")"
        read -rt 0.1 <> <(:) || true
    done
    port=$(sed -n 's/.*serving port=//p' "$2")
}

stop_server() { kill "$pid" && wait "$pid" || true; }

set_up() {
    mkdir -p kiosk agent out in camera run other
    printf '[kiosk]\ndata = %s\nout = %s\nin = %s\nrun = %s\ncamera = %s\n[display]\nfull_screen = 0\n' \
        "$here/kiosk" "$here/out" "$here/in" "$here/run" "$here/camera" >kiosk.conf
    printf '[agent]\ndata = %s\nout = %s\nin = %s\n' "$here/agent" "$here/out" "$here/in" >agent.conf
    make_office server server.conf 0
    sed 's/@AGREED@/2026-11-09/' "$source/assets/demo/people.csv" >people.csv
    sed -e 's/@START@/2026-11-23 10:00/' -e 's/@END@/2026-11-23 12:30/' "$source/assets/demo/meetings.csv" >meetings.csv
    server import people people.csv >/dev/null
    server import meetings meetings.csv >/dev/null
}

kiosk() { # CONFIG: starts, is touched by nobody, ends
    printf '# Touched by nobody.\n' >nobody.robot
    "$bin/diolch-kiosk" --config "$1" --robot nobody.robot --out "$here/pictures"
}

configurations() {
    local program
    head -c 300 /dev/urandom >noise.conf
    for program in server agent kiosk; do
        local command=(verify)
        [ $program != agent ] || command=(status)
        [ $program != kiosk ] || command=(--robot nobody.robot --out "$here/pictures")
        refused "$program, no configuration" 'there is no missing.conf: ' "$bin/diolch-$program" --config missing.conf "${command[@]}"
        refused "$program, noise" 'noise.conf:[0-9]+: .*: correct' "$bin/diolch-$program" --config noise.conf "${command[@]}"
        { cat "$program.conf"; printf 'colour = red\n'; } >odd.conf
        refused "$program, unknown key" 'odd.conf:[0-9]+: colour .*take it out or correct it' "$bin/diolch-$program" --config odd.conf "${command[@]}"
        { cat "$program.conf"; printf 'a line of prose\n'; } >odd.conf
        refused "$program, damaged line" 'odd.conf:[0-9]+: .*: correct it' "$bin/diolch-$program" --config odd.conf "${command[@]}"
    done
    sed 's/^#threads.*/threads = many/' server.conf >odd.conf
    refused "a number that is none" 'threads in \[listen\] must be a whole number from 1 to 64' \
        "$bin/diolch-server" --config odd.conf verify
}

bad_csv() { # WHAT SED WORDS
    sed "$2" people.csv >bad.csv
    cmp -s people.csv bad.csv && fail "$1: the list is as good as before"
    refused "$1" "bad.csv: nothing was imported: $3" server import people bad.csv
}

lists() {
    bad_csv "a day that never was" 's/1959-01-21/1959-02-31/' 'line 4, birth_date: .*such as'
    bad_csv "a word for miles" 's/,22,/,far,/' 'line 7, return_miles: .*such as'
    bad_csv "an unknown column" 's/return_miles/miles/' 'line 1, column 10: .*take it out or correct it'
    bad_csv "an open quote" 's/^D004,Jo/D004,"Jo/' 'line 5: a quote is opened and never closed'
    bad_csv "a cell too few" 's/^D004,Jo,/D004,/' 'line 5 has 11 cells, and line 1 has 12'
    bad_csv "Latin-1" 's/Si.*n,Morgan/Si\xe2n,Morgan/' 'the file is not UTF-8: save it'
    sed 's/2026-11-23/2031-11-23/g' meetings.csv >bad.csv
    refused "no rate for the date" 'nothing was imported: line 2, policy: .*no rates for the day.*name another policy' server import meetings bad.csv
    sed 's/,demo,/,nobody,/' meetings.csv >bad.csv
    refused "an unknown policy" 'nothing was imported: line 2, policy: ' server import meetings bad.csv
}

json() { # WHAT TEXT WORDS
    printf '%s' "$2" >facts.json
    refused "$1" "facts.json was not assessed, correct it: .*$3" server assess --policy demo facts.json
}

hostile_json() {
    json "prose" 'x{"a":1}' 'byte 1'
    json "a name twice" '{"a":1,"a":2}' 'twice'
    json "bytes behind" '{} {}' 'byte'
    json "too deep" "$(head -c 5000 /dev/zero | tr '\0' '[')" ''
    json "a number too large" '{"a":1e999}' ''
    head -c 100000 /dev/zero | tr '\0' ' ' >facts.json
    refused "too large" 'facts.json is larger than 65536 bytes' server assess --policy demo facts.json
    mkdir -p policies
    printf '{"id":' >policies/damaged.json
    sed "s|^policies = .*|policies = $here/policies|" server.conf >policies.conf
    refused "a damaged policy" 'put this file right or take it away: policy damaged.json: ' "$bin/diolch-server" --config policies.conf import people people.csv
}

newer_database() {
    local version
    version=$(rows server/server.db 'PRAGMA user_version')
    rows server/server.db 'PRAGMA user_version = 99' >/dev/null
    refused "the server's database, newer" 'a newer Diolch has written it.*install' server verify
    refused "the same, to serve" 'a newer Diolch has written it.*install' server serve
    refused "the same, to import" 'a newer Diolch has written it.*install' server import people people.csv
    rows server/server.db "PRAGMA user_version = $version" >/dev/null
    server verify >/dev/null || fail "the server's database is whole again"
}

codes() {
    local code early
    kiosk kiosk.conf >/dev/null 2>&1 || fail "a new kiosk that starts"
    code=$(server code "Demo kiosk" | head -n 1)
    early=$("$bin/diolch-server" --config server.conf --clock 2026-01-05T10:00:00Z code "Early kiosk" | head -n 1)
    serve server.conf serve.log
    agent sync --once >/dev/null 2>&1 || true # the agent's own key is made when it first works
    refused "a code that is none" 'this is no code: it has 24 letters' agent enrol "https://127.0.0.1:$port" HELLO
    refused "no server's address" 'begin with https://' agent enrol "http://127.0.0.1:$port" "$code"
    refused "a wrong code" 'code' agent enrol "https://127.0.0.1:$port" "${code%????}AAAA"
    refused "an expired code" 'over.*ask the office for a new one' agent enrol "https://127.0.0.1:$port" "$early"
    agent enrol "https://127.0.0.1:$port" "$code" >/dev/null || fail "a good code, after all of these"
}

# The same address, another office: its certificate is not the one of the enrolment.
changed_certificate() {
    local old=$port
    agent sync --once >/dev/null 2>&1 || true
    stop_server
    make_office other other.conf "$old"
    serve other.conf other.log
    agent sync --once >/dev/null 2>&1 && fail "an agent that believes another office"
    grep -q "certificate is not the one" in/agent.state || fail "a kiosk that is told why" # this alone is written
    refused "a changed certificate" 'certificate is not the one .*nothing was sent.*enrol again' agent sync --once
}

set_up
kiosk kiosk.conf >/dev/null 2>&1 || true
configurations
lists
hostile_json
newer_database
codes
changed_certificate
echo "Each was refused in one sentence, and nothing was changed."
