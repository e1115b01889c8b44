# What ./try does, after the functions in try. Sourced, not run.

set_up() {
    setup_packages cmake/packages.txt assets/demo/packages.txt
    [ -n "${DIOLCH_BIN:-}" ] || setup_build release diolch-server diolch-agent diolch-kiosk
}

# --- a window to play with ---

print_welcome() {
    local name
    say ""
    say "The kiosk's window is open. Today's demonstration meeting runs from $1 to $2."
    say "  Sign in by letters:  DAF (Dafydd Evans), SIA (Siân Morgan), ONE (Mary O’Neill), JO (Jo Smith) …"
    say "  Cards:               ./try --card WHO   in another terminal, where WHO is one of:"
    for name in "$home"/cards/*.pin; do
        name=$(basename "$name" .pin)
        [ -s "$home/cards/$name.pin" ] && say "      $name   PIN $(pin "$name")" || say "      $name"
    done
    say "  The console:         https://127.0.0.1:$port/console/   name: office   password: $password"
    say "                       (its certificate is made by itself: the browser will ask; say yes)"
    say "  A ticket's picture:  cp assets/demo/bus-ticket.jpg $home/camera/t.tmp && mv $home/camera/t.tmp $home/camera/t.jpg"
    say "Ctrl-C stops all of it."
}

present_card() {
    [[ $1 =~ ^[a-z]+$ && -s $home/cards/$1 ]] || {
        say "There is no card of that name. Cards: $(ls "$home/cards" 2>/dev/null | grep -v pin | tr '\n' ' ')" >&2
        exit 2
    }
    cp "$home/cards/$1" "$home/camera/$1.tmp"
    mv "$home/camera/$1.tmp" "$home/camera/$1.code"
}

# The nearest quarter of an hour that has begun, and two and a half hours later.
meeting_now() {
    local now
    now=$(TZ=Europe/London date +%s)
    now=$((now - now % 900))
    start=$(TZ=Europe/London date -d "@$now" +%H:%M)
    end=$(TZ=Europe/London date -d "@$((now + 9000))" +%H:%M)
    # Late in the evening the meeting ends before midnight, so that it is all of one day.
    [[ $end > $start ]] || end=23:59
}

enrol() {
    local code
    code=$(server code "Demo kiosk" | grep -oE '([A-Z2-7]{4}-){5}[A-Z2-7]{4}')
    agent enrol "https://127.0.0.1:$port" "$code"
}

is_configured() { agent sync --once && [ "$(agent status --json | grep -o '"waiting_records": *[0-9]*' | grep -o '[0-9]*$')" = 0 ]; }

try_window() {
    set_up
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        say "There is no display here: the demonstration visitor plays instead."
        try_robot
        return
    fi
    fresh
    today=$(TZ=Europe/London date +%Y-%m-%d)
    meeting_now
    write_configs
    set_up_office
    import_demo "$start" "$end" >/dev/null
    keep_card dafydd member D001
    keep_card mary member D003
    start_server
    "$bin/diolch-kiosk" --config "$home/kiosk.conf" 2>>"$home/kiosk.log" &
    kiosk_pid=$!
    until_seen "the kiosk's first state" test -s "$home/out/kiosk.state"
    enrol
    # Not through agent: that would be a shell around it, and only the shell would be stopped.
    "$bin/diolch-agent" --config "$home/agent.conf" sync >>"$home/agent.log" 2>&1 &
    agent_pid=$!
    until_seen "the list of people at the kiosk" no_notes_missing
    present_card host
    print_welcome "$start" "$end"
    wait "$kiosk_pid" || stop_with "a kiosk that ended well"
}

no_notes_missing() {
    grep -q '"down_log_id"' "$home/out/kiosk.state" && ! grep -q '"down_seq":0' "$home/out/kiosk.state" &&
        ! grep -q '"notes_missing"' "$home/out/kiosk.state"
}

# --- unattended, each step proved ---

console() { # METHOD PATH [JSON]
    curl -fsS --cacert "$home/server/certificate.pem" -b "$home/cookies" -c "$home/cookies" -X "$1" \
        -H "Origin: https://127.0.0.1:$port" ${3:+-H "Content-Type: application/json" -d "$3"} \
        "https://127.0.0.1:$port/api/$2" 2>>"$home/last.log" || stop_with "the console's answer to $1 $2"
}

# The value of a member in one object of JSON on standard input: field NAME FILTER
field() { jq -er "$1"; }

carry() { agent sync --once >"$home/last.log" 2>&1 || stop_with "the agent carrying: $*"; }

kiosk_rows() { sqlite3 "$home/kiosk/kiosk.db" "$1"; }
server_rows() { sqlite3 "$home/server/server.db" "$1"; }
same() { # WHAT A B
    [ "$2" = "$3" ] || stop_with "$1: $2 is not $3"
}

kiosk_log() { kiosk_rows "SELECT lower(hex(log_id)) FROM enrolment"; }
down_log() { kiosk_rows "SELECT lower(replace(json_extract(answer, '\$.down_log_id'), '-', '')) FROM enrolment"; }
head_of() { # ROWS LOG
    "$1" "SELECT seq || ' ' || lower(hex(hash)) FROM record WHERE lower(hex(log_id)) = '$2' AND branch = 0 ORDER BY seq DESC LIMIT 1"
}

print_heads() {
    local log name
    printf '\n%-10s %-8s %6s  %s\n' log at seq hash
    for name in up down; do
        log=$("$([ $name = up ] && echo kiosk_log || echo down_log)")
        printf '%-10s %-8s %6s  %s\n' $name kiosk $(head_of kiosk_rows "$log")
        printf '%-10s %-8s %6s  %s\n' $name server $(head_of server_rows "$log")
        same "the heads of the log $name" "$(head_of kiosk_rows "$log")" "$(head_of server_rows "$log")"
    done
}

# Kiosk and server in turn until both logs and all pictures are where they belong: the kiosk takes
# what came when it starts.
exchange() {
    local at=$1
    carry "what the kiosk has"
    robot touch-nothing "$at"
    carry "what the kiosk still waited for"
    robot touch-nothing "$at"
    carry "what the kiosk answered"
}

claim_of() { console GET "meetings/$meeting" | jq -c --arg number "$1" '.claims[] | select(.number == $number)'; }

office_opens() {
    step "1. An office out of nothing: people and the meeting come from lists"
    set_up_office
    import_demo 10:00 12:30
    keep_card mary member D003
    start_server
    seen "$(server_rows 'SELECT count(*) FROM person') people and $(server_rows 'SELECT count(*) FROM meeting') meeting at the server"
}

kiosk_enrols() {
    step "2. A new kiosk makes its key, and is enrolled with a code that works once"
    robot 1-new "$(instant "$today" 09:30)"
    enrol
    exchange "$(instant "$today" 09:35)"
    same "the people expected at the kiosk" "$(kiosk_rows 'SELECT count(*) FROM expected')" 8
    seen "the list at the kiosk: 8 people, all names sealed"
    ! grep -aq -e Dafydd -e "O’Neill" "$home/kiosk/kiosk.db" || stop_with "a database without names"
    seen "no name on the kiosk's disk"
}

people_come() {
    step "3. The host's card opens the meeting; two people count the float"
    robot 2-open "$(instant "$today" 09:45)"
    seen "open, float £150.00"
    step "4. Dafydd arrives by letters and is recorded before any question"
    robot 3-visit "$(instant "$today" 09:55)"
    same "arrivals recorded" "$(kiosk_rows 'SELECT count(*) FROM attendance')" 1
    same "claims recorded" "$(kiosk_rows 'SELECT count(*) FROM claim')" 0
    seen "one arrival, no claim yet"
    step "5. He claims: preparation, a bus ticket with its picture, 12.3 miles, to the bank"
    robot 4-claim "$(instant "$today" 10:05)"
    same "pence of the claim" "$(kiosk_rows 'SELECT expenses_pence || " " || fee_pence FROM claim')" "974 4375"
    seen "number A 1: £9.74 travel money, about £43.75 for his time"
    step "6. Mary comes by card, declines, and says that something is wrong; somebody just sits in"
    robot 5-others "$(instant "$today" 10:15)"
    same "arrivals recorded" "$(kiosk_rows 'SELECT count(*) FROM attendance')" 3
    same "people without a name" "$(kiosk_rows 'SELECT count(*) FROM attendance WHERE person_id IS NULL')" 1
    seen "three in the room, one without a name"
    step "7. The payer sees the ticket and pays; Dafydd says he has it"
    robot 6-pay "$(instant "$today" 11:00)"
    same "pence in the float" "$(kiosk_rows "SELECT sum(pence) FROM entry WHERE account = 'float'")" 14026
    same "the sum of all accounts" "$(kiosk_rows 'SELECT sum(pence) FROM entry')" 0
    seen "£9.74 in hand, £140.26 in the float"
    step "8. He must go at half past eleven: his time ends there"
    robot 7-leave "$(instant "$today" 11:30)"
    same "people still here" "$(kiosk_rows 'SELECT count(*) FROM attendance WHERE left_ms = 0')" 2
    seen "left at 11:30"
}

office_pays() {
    local claim id question
    step "9. The agent delivers; the server assesses the same facts"
    exchange "$(instant "$today" 11:35)"
    console POST session "{\"name\":\"office\",\"password\":\"$password\"}" >/dev/null
    meeting=$(console GET meetings | field '.meetings[0].id')
    claim=$(claim_of "A 1")
    same "the server's own pence" "$(field '.same_pence' <<<"$claim")" true
    same "the fee, now that he has left" "$(field '.agreed.fee_pence' <<<"$claim")" 3125
    same "the lines of the fee together" "$(field '[.lines[] | select(.kind | startswith("fee.")) | .pence] | add' <<<"$claim")" 3125
    same "pictures that have come" "$(field '[.receipts[] | select(.arrived)] | length' <<<"$claim")" 1
    same "exceptions, but for what Mary asked" "$(console GET exceptions | field '[.exceptions[] | select(.kind != "questioned")] | length')" 0
    question=$(console GET exceptions | field '.exceptions[] | select(.kind == "questioned")')
    same "who answers Mary" "$(field '.question.number + " " + .question.owner' <<<"$question")" "A 2 Siân Evans"
    seen "the same pence, the ticket's picture, no exception; an hour and a half and the preparation: £31.25"
    step "10. Somebody in the office approves the fee, marks it paid, and answers Mary"
    console POST "exceptions/$(field '.id' <<<"$question")/answer" '{"answer":"put_right_at_office"}' >/dev/null
    id=$(field '.id' <<<"$claim")
    console POST "claims/$id/approve" '{"fee_pence":3125,"expenses_pence":0}' | field '.state' | grep -qx approved || stop_with "an approved claim"
    console POST "claims/$id/paid" "{\"paid_on\":\"$today\"}" | field '.state' | grep -qx paid || stop_with "a paid claim"
    exchange "$(instant "$today" 11:40)"
    robot 8-paid "$(instant "$today" 11:45)"
    seen "the kiosk shows it as paid, and Mary's card brings her answer"
}

network_fails() {
    step "11. The server is stopped; somebody comes all the same"
    stop_server
    robot 9-offline "$(instant "$today" 11:50)"
    ! agent sync --once >"$home/last.log" 2>&1 || stop_with "an agent that cannot reach its server"
    [ "$(agent status --json | field '.waiting_records')" -gt 0 ] || stop_with "records that wait"
    seen "saved here, and waiting: $(agent status --json | field '.waiting_records') records"
    step "12. The server returns"
    start_server
    exchange "$(instant "$today" 12:00)"
    same "waiting records" "$(agent status --json | field '.waiting_records')" 0
    same "claims at the server" "$(server_rows 'SELECT count(*) FROM claim')" 3
    same "arrivals at the server" "$(server_rows 'SELECT count(*) FROM attendance')" 4
    same "claims at both" "$(server_rows 'SELECT group_concat(lower(hex(claim_id))) FROM (SELECT claim_id FROM claim ORDER BY claim_id)')" \
        "$(kiosk_rows 'SELECT group_concat(lower(hex(claim_id))) FROM (SELECT claim_id FROM claim ORDER BY claim_id)')"
    seen "nothing missing, nothing double"
    server verify >"$home/last.log" 2>&1 || stop_with "a server whose logs and books verify"
    seen "every log and the books verify"
}

try_robot() {
    set_up
    fresh
    today=$(TZ=Europe/London date +%Y-%m-%d)
    clock=$(instant "$today" 09:30)
    write_configs
    printf '# Takes what the office sent, and is touched by nobody.\n' >"$home/touch-nothing.robot"
    office_opens
    kiosk_enrols
    people_come
    office_pays
    network_fails
    print_heads
    printf '\nAll of it was seen. Pictures: %s  Databases: %s and %s\n' "$home/pictures" \
        "$home/kiosk/kiosk.db" "$home/server/server.db"
}
