#!/usr/bin/env bash
# A day at the desk: day.sh SOURCE BIN PREPARE READ_CODE DAY [kills|every]
#
# With "kills" the kiosk is killed each time that something was done at the desk, and whoever was there
# comes back; with "every" after each step at the desk (killed.awk): it must come to the same.
#
# A day of days/ is told in the words below and in the robot's own (says). They become robot scripts, one
# for each stretch between two starts of a kiosk. What a word means in people, claims and pence is added
# up here as well; in the end screen, database and closing sheet must come to these sums, counted by
# nobody but this script.
set -euo pipefail
source=$1 bin=$2 prepare=$3 read_code=$4 told=$5 kills=${6:-} every=
[ "$kills" != every ] || { every=every kills=; }
here=$(cd "$(dirname "$0")" && pwd)
. "$here/kiosk.sh"
command -v sqlite3 >/dev/null && command -v jq >/dev/null || exit 77
home=$PWD/$(basename "$told" .day)
begins=2025-11-12T09:50:00Z
now=$(date -ud "$begins" +%s) # as the next stretch begins
stretch=0                     # scripts so far
killed=0                      # kills, with "every"
pin_of=                       # whose card alone opens the desk
dead=                         # the kiosk that never closes
pin=@pin@                     # of whoever opens it
witness=host                  # who counts with the payer
closer=host
declare -A sum                # of each kiosk: people, claims, due, unseen, paid, got, in, out, less, and in
                              # cash left for next time, or before this meeting for it (next, before)
declare -A past               # the same of the meetings before
meetings=1
rm -rf "$home"
mkdir -p "$home"

fail() {
    echo "$(basename "$told"): $*" >&2
    exit 1
}
same() { # WHAT IS SHOULD
    [ "$2" = "$3" ] || fail "$at: $1: \"$2\" is not \"$3\""
}
instant() { date -ud "@$now" +%Y-%m-%dT%H:%M:%SZ; }
count() { # SUM BY: at this kiosk
    sum[$at.$1]=$((${sum[$at.$1]:-0} + $2))
}
total() { echo "${sum[$at.$1]:-0}"; }
whole() { echo $((${sum[$at.$1]:-0} + ${past[$at.$1]:-0})); } # of all meetings
by_bank() { echo $(($(total due) - ($(total paid) - $(total before)) - $(total next))); }
holds() { echo $(($(total in) - $(total paid) - $(total out) - $(total less))); }
rows() { sqlite3 "$home/$at/data/kiosk.db" "$1"; }

# --- the kiosks ---

# day POLICY [PEOPLE [two]]: kiosk A, and B where there are two.
day() {
    mkdir -p "$home/A" ${3:+"$home/B"}
    put_policy "$1" "$home"
    "$prepare" "$home/A" "$home/dcc-2025-26.json" "$begins" "${2:-6}" ${3:+"$home/B"} >"$home/names"
    put_config "$home/A"
    [ -z "${3:-}" ] || put_config "$home/B"
    at=A
    : >"$home/steps"
}

# printer: kiosk A has one, and the closing sheet is printed too.
printer() { put_printer "$home/A"; }

# calls: kiosk A may show a number on its first screen.
calls() { sed -i 's/^\[kiosk\]$/&\ncall = 1/' "$home/A/kiosk.conf"; }

says() {
    local step
    for step; do
        [ -z "$kills" ] || [ "${step#\#}" = "$step" ] || continue # more touches than are counted
        printf '%s\n' "$step" >>"$home/steps"
        [ -z "$kills" ] || [ "$step" != "expect-screen desk" ] || comes_back
    done
}
comes_back() {
    printf '%s\n' kill 'expect-screen welcome' 'tap "Desk"' "scan \"@$pin_of@\"" "type \"$pin\"" 'tap "Unlock"' \
        'expect-screen desk' >>"$home/steps"
}

kill_after_every_step() { # SCRIPT
    mv "$1" "$1.told"
    killed=$((killed + $(awk -v pin="$pin" -f "$here/killed.awk" "$1.told" 2>&1 >"$1")))
}

# What was said up to here is done.
plays() {
    [ -s "$home/steps" ] || return 0
    stretch=$((stretch + 1))
    mv "$home/steps" "$home/$stretch-$at.robot"
    : >"$home/steps"
    awk -f "$here/said.awk" "$home/$stretch-$at.robot"
    [ -z "$every" ] || kill_after_every_step "$home/$stretch-$at.robot"
    put_script "$home/$stretch-$at.robot" "$home/script" "$home/names"
    "$bin/diolch-kiosk" --config "$home/$at/kiosk.conf" --clock "$(instant)" --robot "$home/script" \
        --out "$home/$at/pictures" || fail "$stretch-$at.robot did not go as it says"
    now=$((now + 1800))
    pin_of=
}

# kiosk A|B: from here on at that one.
kiosk() {
    plays
    at=$1
}

# The agent was there: the office has all of this kiosk's log, and says so.
carried() {
    plays
    "$prepare" sign "$home/$at" "$(instant)"
}

killed() {
    says kill
    pin_of=
}

# loses_power: what the memory held is gone.
loses_power() {
    plays
    rm -rf "$home/$at/run"
    mkdir -m 700 "$home/$at/run"
}

# dies KIOSK: it is never heard of again.
dies() { dead=$1; }

# next_meeting DAYS: so many days after the first one, with the same people, at this kiosk.
next_meeting() {
    local what
    carried
    now=$(($(date -ud "$begins" +%s) + $1 * 86400))
    "$prepare" next "$home/$at" "$(instant)"
    for what in "${!sum[@]}"; do past[$what]=$((${past[$what]:-0} + ${sum[$what]})); done
    sum=()
    meetings=$((meetings + 1))
}

# kept ANSWER SQL: what the database has by now.
kept() {
    plays
    same "$2" "$(rows "$2")" "$1"
}

# --- staff ---

opens() { says 'scan "@host@"' 'expect-screen opening' 'tap #open' 'expect-screen welcome'; }

# desk host|payer: the card, and the PIN where the card alone does not open it.
desk() {
    says 'tap "Desk"' "scan \"@$1@\""
    [ "$pin_of" = "$1" ] || says "type \"$pin\"" 'tap "Unlock"'
    pin_of=$1
    says 'expect-screen desk'
}
locks() { says 'tap "Lock"' 'expect-screen welcome'; }

# coins KINDxNUMBER...: keyed in, 2000x5 is five notes of £20. Leaves what they come to in coins.
coins() {
    local one
    coins=0
    for one; do
        says "tap #coin.${one%x*}" "type \"${one#*x}\""
        coins=$((coins + ${one%x*} * ${one#*x}))
    done
    says "expect \"$(pounds $coins)\""
}
second() { # the other of the two who count
    [ "$pin_of" = payer ] && says "scan \"@$witness@\"" || says 'scan "@payer@"'
}

counts_in() { # KINDxNUMBER...
    says 'tap "Float"' 'tap "Count the float in"'
    coins "$@"
    second
    says 'tap "Count it in"' 'expect-screen desk'
    count in "$coins"
    says "expect \"Float $(pounds "$(holds)")\""
}

adds() { # KINDxNUMBER...
    says 'tap #tasks' 'tap #float' 'tap "Add money"'
    coins "$@"
    second
    says 'tap "Add it"' 'expect-screen desk'
    count in "$coins"
    says "expect \"Float $(pounds "$(holds)")\""
}

# swaps KINDxNUMBER for KINDxNUMBER...
swaps() {
    says 'tap #tasks' 'tap #float' 'tap "Swap for change"'
    coins "$1"
    says 'tap "Next"'
    shift 2
    coins "$@"
    second
    says 'tap "Swap it"' 'expect-screen desk' "expect \"Float $(pounds "$(holds)")\""
}

# counts_out KINDxNUMBER... [because REASON]: a difference is a fact, with a reason.
counts_out() {
    local kinds=() less
    while [ $# -gt 0 ] && [ "$1" != because ]; do kinds+=("$1"); shift; done
    says 'tap #tasks' 'tap #float' 'tap "Count the float out"'
    coins "${kinds[@]}"
    second
    says 'tap "Count it out"'
    less=$(($(holds) - coins))
    [ $less -eq 0 ] || [ -n "${2:-}" ] || fail "$(pounds "$(holds)") are in the float, not $(pounds "$coins")"
    [ $less -eq 0 ] || says "expect \"$(pounds ${less#-})\"" "tap \"$2\"" 'tap "Count it out"'
    says 'expect-screen desk-close' 'tap #back' 'expect-screen desk'
    count out "$coins"
    count less $less
}

counts_out_all() { counts_out "100x$(($(holds) / 100))" "1x$(($(holds) % 100))"; }

# --- people ---

# comes NUMBER: by card, as far as "You are signed in".
comes() {
    says "scan \"@member$1@\"" 'expect-screen confirm' 'tap #yes' 'expect-screen arrived'
    count people 1
}

# claims NUMBER PENCE PROOF: a bus, whose ticket is on their phone (desk: the desk looks at it), is
# photographed (photo) or is still to come (later); the payment goes to their bank.
claims() {
    comes "$1"
    says 'tap #now'
    claims_bus "$2" "$3"
}
claims_bus() { # PENCE PROOF [slip]: from the question about preparation on
    says 'tap #none' 'tap #next' 'tap #bus' 'tap #next' "type \"$(pounds "$1" | tr -d '£')\""
    case $2 in
    desk) says 'tap #next' 'tap #phone' 'tap #desk' ;;
    photo) says 'tap #next' 'tap #here' 'photo @demo@/bus-ticket.jpg' 'tap #next' ;;
    later) says 'tap #next' 'tap #later' ;;
    esac
    says 'expect-screen fee' 'tap #bank' 'tap #next' 'tap #none' 'tap #next' 'expect-screen check'
    [ "$2" = later ] || says "expect \"$(pounds "$1")\""
    says 'tap #yes' 'expect-screen done'
    count claims 1
    says "expect \"$at $(total claims)\""
    if [ "${3:-}" = slip ]; then # it is another desk's from here on
        says 'tap "Get my slip"' 'expect-screen slip' 'shot slip'
    elif [ "$2" != later ]; then
        count due "$1"
    fi
    says 'tap #end' 'expect-screen welcome'
}

# wants_nothing NUMBER: no travel money and no payment.
wants_nothing() {
    comes "$1"
    says 'tap #none' 'expect-screen check' 'tap #yes' 'expect-screen done' 'tap #end' 'expect-screen welcome'
    count claims 1
}

# hands_over PENCE: of the claim that is open, to one who has not had any yet.
hands_over() {
    says "expect \"$(pounds "$1")\"" 'tap #pay' 'expect-screen hand-over' "tap \"I got $(pounds "$1")\"" \
        'expect-screen desk'
    count paid "$1"
    count got 1
    says "expect \"Float $(pounds "$(holds)")\""
}

# leaves PENCE: of the claim that is open, it waits for the next meeting.
leaves() {
    says 'tap "Something else"' "tap \"$(pounds "$1") in cash, next time\"" 'expect-screen next-time' \
        "expect \"$(pounds "$1")\"" 'tap "That is fine"' 'expect-screen desk' 'expect "next time"'
    count next "$1"
}

# had_waited PENCE: what was handed over last is of a meeting before.
had_waited() { count before "$1"; }

# photographs: the ticket of the claim that is open at the desk.
photographs() {
    says 'tap "Photograph the ticket"' 'expect-screen desk-ticket' 'photo @demo@/bus-ticket.jpg' 'expect-screen desk' \
        'expect "We have seen this ticket."'
}

# unseen PENCE: nobody will have seen that ticket when the meeting is closed.
unseen() {
    count unseen "$1"
    count due "-$1"
}

# scans_slip PENCE: the code that was on A's screen last, at the desk of this kiosk.
scans_slip() {
    echo "slip $("$read_code" "$home/A/pictures/slip.png")" >>"$home/names"
    says 'scan "@slip@"' 'expect "by slip"'
    count claims 1
    count due "$1"
}

# --- the end ---

# closes [heard|unheard [TOUCHES]]: the office has all up to here, or nothing; the host closes, with so many
# touches at most, and screen, database and sheet are compared.
closes() {
    [ "${1:-}" = unheard ] || carried
    [ -z "${2:-}" ] || says "# at most $2 touches"
    desk "$closer"
    says 'tap #close' 'expect-screen desk-close'
    if [ "$(total unseen)" -eq 0 ]; then
        says 'expect "Everything is settled."'
    else
        says 'expect "a ticket to show."'
    fi
    says 'shot closing'
    [ ! -e "$home/$at/printer.bin" ] || says 'tap #print' 'expect "Please take your paper."'
    says 'tap #close' 'expect-screen closed'
    [ -z "${2:-}" ] || says '# counted'
    plays
    check_sheet "${1:-heard}"
    check_database
}

line() { sheet_line "$home/$at/pictures/closing.json" "$1"; } # ID

check_sheet() { # heard|unheard
    local out=$(($(total in) - $(total out))) less
    same sheet "$(line ways.1)" "Recorded here: $(total people) people, $(total claims) claims: $(pounds "$(total paid)")"
    same sheet "$(line ways.2)" "Settled here: $(total claims) claims, cash to $(total got) people: $(pounds $out)"
    if [ "$1" = heard ]; then
        same sheet "$(line ways.3)" "The office has: $(total people) people, $(total claims) claims: $(pounds "$(total paid)")"
    else
        same sheet "$(line ways.3)" "The office has: 0 people, 0 claims: £0.00"
    fi
    same sheet "$(line float.in)" "Counted in: $(pounds "$(total in)")"
    same sheet "$(line float.out)" "Counted out: $(pounds "$(total out)")"
    less=$(total less)
    same sheet "$(line float.differs)" "$([ "$less" -eq 0 ] || echo \
        "$([ "$less" -gt 0 ] && echo Less || echo More) than there should be: $(pounds "${less#-}")")"
    same sheet "$(line bank)" "Travel money by bank: $(pounds "$(by_bank)")"
    same sheet "$(line next)" "$([ "$(total next)" -eq 0 ] || echo "Travel money in cash next time: $(pounds "$(total next)")")"
    same sheet "$(line to_come)" "$([ "$(total unseen)" -eq 0 ] ||
        echo "By bank when the tickets come: $(pounds "$(total unseen)")")"
}

check_database() {
    same "the sum of all accounts" "$(rows 'SELECT coalesce(sum(pence), 0) FROM entry')" 0
    same "paid by the entries" "$(rows "SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'claim'")" "$(whole paid)"
    same "paid by the cash book" "$(rows 'SELECT coalesce(sum(pence), 0) FROM cash')" "$(whole paid)"
    same "paid twice" "$(rows "SELECT count(*) FROM claim WHERE expenses_pence <
        (SELECT coalesce(sum(pence), 0) FROM cash WHERE cash.claim_id = claim.claim_id)")" 0
    same "left for next time" "$(rows 'SELECT coalesce(sum(pence), 0) FROM cash_left')" "$(($(whole next) - $(whole before)))"
    same "left in the float" "$(rows "SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'float'")" 0
    same "missing" "$(rows "SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'difference'")" "$(whole less)"
    same "people" "$(rows 'SELECT count(*) FROM attendance')" "$(whole people)"
    same "still there" "$(rows 'SELECT count(*) FROM attendance WHERE left_ms = 0')" 0
    same "claims" "$(rows 'SELECT count(*) FROM claim WHERE withdrawn = 0')" "$(whole claims)"
    same "travel money" "$(rows "SELECT coalesce(sum(expenses_pence), 0) FROM claim WHERE withdrawn = 0
        AND claim_id NOT IN (SELECT claim_id FROM handed WHERE by_paper = 0)")" "$(whole due)"
    same "half-done claims" "$(rows 'SELECT count(*) FROM draft')" 0
    same "closed" "$(rows 'SELECT count(*) FROM meeting_state WHERE closed_ms > 0')" $meetings
    same "the database" "$(rows 'PRAGMA integrity_check')" ok
    ! ls "$home/$at/run/"* >/dev/null 2>&1 || fail "$at: the meeting's key is still there"
}

. "$told"
plays
[ "$(total people)" -gt 0 ] || fail "nobody came"
for at in A B; do
    [ -d "$home/$at" ] || continue
    [ "$at" = "$dead" ] || [ -e "$home/$at/pictures/closing.json" ] || fail "$at was not closed"
    echo "$(basename "$told" .day), $at: $(total people) people, $(total claims) claims, $(pounds "$(total paid)") paid and $(pounds "$(by_bank)") by bank"
done
[ -z "$every" ] || { [ $killed -ge 20 ] || fail "killed only $killed times"; echo "killed $killed times"; }
